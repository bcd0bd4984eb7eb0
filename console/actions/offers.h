// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which actions are offered at all: the one place that says what the state of a unit or partition leaves room
// for. Detail panel, palette, menus, the table of units and the page of plans ask here, so that none of them
// offers what another hides. Whether an action may really be done is the planner's word.
#pragma once

#include <vector>

#include <QString>

#include "shared/model/grid_state.h"
#include "shared/model/plan.h"

namespace orrery::console {

/// Whether the unit is in a state that `kind` is for. False for kinds that do not act on a unit.
bool fits(model::ActionKind kind, const model::UnitDescription& unit);

/// Whether the partition is in a state that `kind` is for. False for kinds that do not act on a partition.
bool fits(model::ActionKind kind, const model::PartitionDescription& partition);

/// What fits `unit`, likeliest first; empty: nothing can be asked of it now.
std::vector<model::ActionKind> offersFor(const model::UnitDescription& unit);

/// What the action means for a unit in this state, without its name: "Drain", "Stop draining", "Pause the pump".
QString verbOf(model::ActionKind kind, const model::UnitDescription& unit);

/// The same with the unit's name, for menus: "Drain b1", "Pause the pump of b1".
QString offerText(model::ActionKind kind, const model::UnitDescription& unit);

/// The action itself.
model::Action offerOf(model::ActionKind kind, const model::UnitDescription& unit);

}  // namespace orrery::console
