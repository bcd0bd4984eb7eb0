// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the palette offers for a snapshot: units, partitions and the actions that make sense now. An
// action in a recording or in observe mode is absent, not greyed.
#pragma once

#include <functional>
#include <vector>

#include "console/shell/command_palette.h"
#include "console/state/grid_snapshot.h"
#include "console/state/selection.h"
#include "shared/model/plan.h"

namespace orrery::console {

enum class Offer { LookOnly, Actions };

struct PaletteHandlers {
    std::function<void(const Selected&)> select;
    std::function<void(const model::Action&)> propose;
};

std::vector<PaletteEntry> paletteEntries(const GridSnapshot& snapshot, Offer offer, const PaletteHandlers& handlers);

}  // namespace orrery::console
