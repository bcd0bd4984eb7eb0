// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sender by receiver, as figures: which links exist, what one metric says of each, and what a host
// says of all the links between its units and another's. Collapsing takes the worst, never the mean:
// one overloaded link must not hide among nineteen idle ones. Pure functions on a snapshot.
#pragma once

#include <QString>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "console/state/grid_snapshot.h"
#include "console/state/selection.h"

namespace orrery::console {

enum class LinkMetric { Lag, Records, QueuedBytes, Resends, AcknowledgementAge };
enum class LinkGrouping { ByUnit, ByHost };

/// Micros, records, bytes, a count or micros. None: unknown, which is never 0. The lag of a link that
/// has been silent for longer than `linkSilence` is unknown; what its sender counts itself is not.
std::optional<double> valueOf(const LinkView& link, LinkMetric metric);
/// "3.1 ms", "1,204", "–" without a value.
QString textOf(LinkMetric metric, std::optional<double> value);
/// "lag", "records behind", ...
QString nameOf(LinkMetric metric);
/// 0: calm, 1: as bad as the scale goes. Logarithmic: 10 ms to 1 s, 10 to 100,000 records and so on.
double shadeOf(LinkMetric metric, double value);
/// Acknowledges nothing lately.
bool isSilent(const LinkView& link);

/// One square of the table: one link, or all links from one host to another.
struct LinkSquare {
    std::optional<double> worst;            ///< None: unknown.
    Freshness freshness = Freshness::Live;  ///< The worst among the links.
    int links = 0;
    int unknown = 0;        ///< Links of which nothing is known; they are not in `worst`.
    LinkId representative;  ///< The worst link, an unknown one before any known one is seen.
    friend bool operator==(const LinkSquare&, const LinkSquare&) = default;
};

struct LinkTable {
    std::vector<QString> names;                         ///< Of rows, which are the columns too.
    std::map<std::pair<int, int>, LinkSquare> squares;  ///< (row, column); only what exists.
    std::map<UnitId, int> places;                       ///< Row of each unit.
};

LinkTable linkTable(const GridSnapshot& snapshot, LinkMetric metric, LinkGrouping grouping);

}  // namespace orrery::console
