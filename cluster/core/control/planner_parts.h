// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the planners of the single actions share. Private to the planner_*.cpp files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cluster/core/control/placement.h"
#include "cluster/core/control/planner.h"

namespace orrery::core {

/// What a plan is made from.
struct PlanBase {
    const model::GridState& state;
    const TelemetryByUnit& telemetry;
    const PauseFigures& pauses;
    const PumpIntake& intake;
    const UnderWay& underWay;
};

/// A state played to its rest, and how few copies each partition had on the way.
struct PlayedOut {
    model::GridState after;
    std::uint32_t copiesBuilt = 0;
    std::vector<std::size_t> fewestCopies;   ///< By partition.
};

bool holdsCopy(const std::vector<UnitId>& units, UnitId unit);
std::uint32_t primariesOf(const model::GridState& state, UnitId unit);
/// "1 copy", "3 copies".
std::string counted(std::uint64_t count, const std::string& one, const std::string& many);

/// A unit's newest figures; null when it has not reported, or nothing of the partition.
const model::UnitTelemetry* figuresOf(const TelemetryByUnit& telemetry, UnitId unit);
const model::PartitionTelemetry* figuresOf(const TelemetryByUnit& telemetry, UnitId unit, PartitionId partition);

/// The sample that `percent` of 100 samples are below; none without samples.
std::optional<Duration> quantile(const std::deque<Duration>& samples, std::size_t percent);

/// How long `count` steps of the length `each` take when at most `atOnce` run side by side.
std::optional<Duration> inRounds(std::optional<Duration> each, std::uint64_t count, std::uint64_t atOnce);

/// How long the plan's copies take to be built, and `primaries` to be handed over, at the plan's pace; none
/// when nothing of the kind was measured.
std::optional<Duration> rebuildTime(const model::Plan& plan, const PlanBase& base);
std::optional<Duration> moveTime(const model::Plan& plan, std::uint64_t primaries, const PlanBase& base);
/// ", 2 at a time" when the plan has a pace, else empty.
std::string paceWords(const model::Action& action);

/// Plays placement on `state` until it has nothing left to do.
PlayedOut playToRest(model::GridState state,
                     PlacementOptions::Balance balance = PlacementOptions::Balance::Spread);
/// `state` itself, nothing played.
PlayedOut asItIs(model::GridState state);
void setState(model::GridState& state, const std::string& name, model::UnitState to);

/// Fills everything that follows from the difference between the state now and `outcome`: histograms,
/// primaries, receivers, pumps, single copies, and the warnings that go with them.
void fillEffects(model::Plan& plan, const PlanBase& base, const PlayedOut& outcome);

// One per family of actions. Pre: plan.blockers is empty.
void planDrain(model::Plan& plan, const PlanBase& base);
void planKill(model::Plan& plan, const PlanBase& base);
void planStart(model::Plan& plan, const PlanBase& base);
void planMove(model::Plan& plan, const PlanBase& base);
void planRestore(model::Plan& plan, const PlanBase& base);
void planPump(model::Plan& plan, const PlanBase& base);
void planStop(model::Plan& plan, const PlanBase& base);
void planBalance(model::Plan& plan, const PlanBase& base);

}  // namespace orrery::core
