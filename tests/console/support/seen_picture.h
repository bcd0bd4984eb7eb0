// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person saw at one moment, to be compared with what a recording shows of that moment.
#pragma once

#include <optional>
#include <vector>

#include "console/state/grid_snapshot.h"
#include "console/state/metric_history.h"

namespace orrery::console::fixture {

/// The picture and two curves.
struct Seen {
    SnapshotPointer picture;
    std::vector<Segment> grid, unit;
};

/// Operations per second from `from` to `now`, of one unit or of the whole grid.
std::vector<Segment> curveOf(const MetricHistory& history, std::optional<UnitId> unit, Instant from, const Moment& now);

/// Fails the running test where the two pictures differ: table, units, partitions, links, totals, events.
/// Contact and alarms are left out: they are of the console, not of the grid.
void comparePictures(const GridSnapshot& live, const GridSnapshot& replayed);

/// The same, and the curves.
void compareSeen(const Seen& live, const Seen& replayed);

}  // namespace orrery::console::fixture
