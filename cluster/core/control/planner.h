// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an action would do, before anybody does it: the same placement rules that will carry it out,
// played through on a copy of the state. Forecasts of time come from measured failovers and handovers
// of this grid, or are absent.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cluster/core/control/pause_figures.h"
#include "cluster/core/control/under_way.h"
#include "shared/model/grid_state.h"
#include "shared/model/plan.h"
#include "shared/model/telemetry.h"

namespace orrery::core {

/// The newest telemetry of each unit that has reported.
using TelemetryByUnit = std::map<UnitId, const model::UnitTelemetry*>;

/// Why the action would be refused now; empty when it would not. `underWay`: what can be stopped.
std::vector<std::string> blockersOf(const model::GridState& state, const model::Action& action,
                                    const UnderWay& underWay = {});

/// The plan of `action` at the state's epoch, with its digest. A blocked action's plan has no effects.
model::Plan makePlan(const model::GridState& state, const model::Action& action, const TelemetryByUnit& telemetry,
                     const PauseFigures& pauses, const PumpIntake& intake = {}, const UnderWay& underWay = {});

/// Eight hexadecimal digits over all fields of `plan` but its digest.
std::string digestOf(const model::Plan& plan);

/// The host with the fewest units (first by name among equals), and the first free name there.
std::string hostForNewUnit(const model::GridState& state);
std::string nameForNewUnit(const model::GridState& state, const std::string& host);

/// The receiving unit of a move or failover: the one named, or the in-sync backup with the fewest primaries.
/// Empty when there is none.
std::string targetOf(const model::GridState& state, const model::Action& action);

}  // namespace orrery::core
