// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the palette offers for a snapshot: units, partitions and the actions that make sense now. An
// action in a recording or in observe mode is absent, not greyed.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "console/shell/palette_model.h"
#include "console/state/grid_snapshot.h"
#include "console/state/metric.h"
#include "console/state/selection.h"
#include "shared/model/plan.h"

namespace orrery::console {

enum class Offer { LookOnly, Actions };

struct PaletteHandlers {
    std::function<void(const Selected&)> select;
    std::function<void(const model::Action&)> propose;
    std::function<void(Metric)> chart;
    QString whyNoAction;   ///< Not empty: actions make sense here, but not now.
    std::function<void(PartitionId)> move = {};   ///< Asks where to; not set: moving is not offered.
};

constexpr std::size_t mostPaletteEvents = 2'000;   ///< The newest ones.

/// Units, partitions, events, metrics, and with Offer::Actions what can be asked of them.
std::vector<PaletteEntry> paletteEntries(const GridSnapshot& snapshot, Offer offer, const PaletteHandlers& handlers);

/// The action that Ctrl+Return plans for `selected`: the likeliest that fits a unit, or the failover of a
/// partition. None when nothing fits.
std::optional<model::Action> likelyAction(const GridSnapshot& snapshot, const Selected& selected);

}  // namespace orrery::console
