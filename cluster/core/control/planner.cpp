// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/control/planner.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "cluster/core/control/controller.h"
#include "cluster/core/control/placement.h"

namespace orrery::core {
namespace {

using model::ActionKind;
using model::UnitState;

constexpr int roundsAtMost = 2000;

bool contains(const std::vector<UnitId>& units, UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

std::size_t primariesOf(const model::GridState& state, UnitId unit) {
    return static_cast<std::size_t>(std::count_if(state.partitions.begin(), state.partitions.end(),
                                                  [&](const auto& one) { return one.primary == unit; }));
}

std::string counted(std::uint64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

const model::PartitionTelemetry* figuresOf(const TelemetryByUnit& telemetry, UnitId unit, PartitionId partition) {
    const auto found = telemetry.find(unit);
    if (found == telemetry.end()) {
        return nullptr;
    }
    for (const model::PartitionTelemetry& figures : found->second->partitions) {
        if (figures.partition == partition) {
            return &figures;
        }
    }
    return nullptr;
}

std::optional<Duration> quantile(const std::deque<Duration>& samples, std::size_t percent) {
    if (samples.empty()) {
        return std::nullopt;
    }
    std::vector<Duration> sorted(samples.begin(), samples.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
}

/// What playing a state to its rest has done.
struct Outcome {
    model::GridState after;
    std::uint32_t primariesMoved = 0;
    std::uint32_t copiesBuilt = 0;
    std::uint64_t bytes = 0;
};

Outcome playToRest(model::GridState state, const TelemetryByUnit& telemetry) {
    Outcome outcome{std::move(state), 0, 0, 0};
    PlacementOptions options;
    options.joinsPerUnit = options.movesPerUnit = options.removals = 65536;
    for (int round = 0; round < roundsAtMost; ++round) {
        const std::vector<PlacementStep> steps = nextSteps(outcome.after, options);
        if (steps.empty()) {
            break;
        }
        for (const PlacementStep& step : steps) {
            const auto& partition = outcome.after.partitions[step.partition.value];
            outcome.primariesMoved += step.kind == StepKind::MovePrimary ? 1 : 0;
            if (step.kind == StepKind::AddCopy) {
                ++outcome.copiesBuilt;
                const auto* figures = figuresOf(telemetry, *partition.primary, step.partition);
                outcome.bytes += figures != nullptr ? figures->bytes : 0;
            }
            play(step, outcome.after);
        }
    }
    return outcome;
}

/// The copies that a death takes with it, and who leads then.
void playDeath(model::GridState& state, UnitId unit, model::Plan& plan) {
    for (model::PartitionDescription& partition : state.partitions) {
        if (!contains(partition.inSync, unit)) {
            continue;
        }
        std::erase(partition.inSync, unit);
        plan.oneCopyMeanwhile += partition.inSync.size() == 1 ? 1 : 0;
        if (partition.inSync.empty()) {
            partition.primary.reset();
            partition.lost = true;
        } else if (partition.primary == unit) {
            partition.primary = partition.inSync.front();
        }
    }
}

/// Acknowledged writes that would exist nowhere: of partitions that lose their last copy, what the store
/// does not have yet. None when a figure is missing.
std::optional<std::uint64_t> writesAtRisk(const model::GridState& before, UnitId unit,
                                          const TelemetryByUnit& telemetry) {
    std::uint64_t atRisk = 0;
    for (const model::PartitionDescription& partition : before.partitions) {
        if (partition.inSync.size() != 1 || partition.inSync.front() != unit) {
            continue;
        }
        const auto* figures = figuresOf(telemetry, unit, partition.id);
        if (figures == nullptr) {
            return std::nullopt;
        }
        atRisk += figures->commitSequence.value - figures->pumpedSequence.value;
    }
    return atRisk;
}

void setState(model::GridState& state, const std::string& name, UnitState to) {
    for (model::UnitDescription& unit : state.units) {
        if (unit.name == name) {
            unit.state = to;
        }
    }
}

void finish(model::Plan& plan, const model::GridState& before, const model::GridState& after) {
    plan.copiesBefore = copiesHistogram(before);
    plan.copiesAfter = copiesHistogram(after);
    plan.sharedHostAfter = partitionsSharingHost(after);
}

void planDrain(model::Plan& plan, const model::GridState& state, const TelemetryByUnit& telemetry,
               const PauseFigures& pauses) {
    const std::string& name = plan.action.unit;
    const UnitId unit = model::findUnit(state, name)->id;
    const std::size_t primaries = primariesOf(state, unit);
    model::GridState started = state;
    setState(started, name, UnitState::Draining);
    const Outcome outcome = playToRest(std::move(started), telemetry);
    plan.tier = model::RiskTier::Reversible;
    plan.primariesMoved = static_cast<std::uint32_t>(primaries);
    plan.copiesRebuilt = outcome.copiesBuilt;
    plan.bytesToMove = outcome.bytes;
    plan.writesAtRisk = 0;
    plan.pauseMedian = quantile(pauses.handovers, 50);
    plan.pauseP95 = quantile(pauses.handovers, 95);
    plan.button = "Drain " + name + ", move " + counted(primaries, "primary", "primaries");
    plan.steps.push_back({counted(outcome.copiesBuilt, "copy is", "copies are") + " rebuilt on other units", {}});
    plan.steps.push_back({counted(primaries, "primary is", "primaries are") + " handed to in-sync backups", {}});
    plan.steps.push_back({"Their pumps go on from the store's watermark", {}});
    plan.steps.push_back({name + " stops", {}});
    plan.undo = "\"Restart " + name + "\" while it drains keeps it; afterwards it starts it again, and it takes its share.";
    finish(plan, state, outcome.after);
}

std::uint32_t lostIn(const model::GridState& state) {
    return static_cast<std::uint32_t>(std::count_if(state.partitions.begin(), state.partitions.end(),
                                                    [](const auto& partition) { return partition.lost; }));
}

void planKill(model::Plan& plan, const model::GridState& state, const TelemetryByUnit& telemetry,
              const PauseFigures& pauses) {
    const std::string& name = plan.action.unit;
    const UnitId unit = model::findUnit(state, name)->id;
    const std::size_t primaries = primariesOf(state, unit);
    model::GridState dead = state;
    setState(dead, name, UnitState::Stopped);
    playDeath(dead, unit, plan);
    const std::uint32_t lost = lostIn(dead) - lostIn(state);
    const Outcome outcome = playToRest(std::move(dead), telemetry);
    plan.writesAtRisk = writesAtRisk(state, unit, telemetry);
    plan.tier = lost > 0 ? model::RiskTier::DataLoss : model::RiskTier::Service;
    plan.primariesMoved = static_cast<std::uint32_t>(primaries);
    plan.copiesRebuilt = outcome.copiesBuilt;
    plan.bytesToMove = outcome.bytes;
    plan.pauseMedian = quantile(pauses.failovers, 50);
    plan.pauseP95 = quantile(pauses.failovers, 95);
    plan.button = "Kill " + name + ", fail over " + counted(primaries - std::min<std::size_t>(primaries, lost),
                                                            "primary", "primaries");
    plan.steps.push_back({"The process of " + name + " is ended at once (SIGKILL)", {}});
    plan.steps.push_back({"Its agent proves the death", {}});
    plan.steps.push_back({counted(primaries - std::min<std::size_t>(primaries, lost), "backup takes", "backups take") +
                              " over", plan.pauseMedian});
    plan.steps.push_back({counted(outcome.copiesBuilt, "copy is", "copies are") + " rebuilt on other units", {}});
    if (lost > 0) {
        plan.warnings.push_back(counted(lost, "partition loses", "partitions lose") +
                                " the last copy; what the store does not have is gone");
    }
    plan.undo = "\"Restart " + name + "\" starts it again with empty memory; it takes its share.";
    finish(plan, state, outcome.after);
}

void planStart(model::Plan& plan, const model::GridState& state, const TelemetryByUnit& telemetry) {
    model::GridState started = state;
    std::string name = plan.action.unit;
    if (plan.action.kind == ActionKind::AddUnit) {
        model::UnitDescription unit;
        unit.host = plan.action.host.empty() ? hostForNewUnit(state) : plan.action.host;
        name = nameForNewUnit(state, unit.host);
        unit.name = name;
        unit.id = UnitId{static_cast<std::uint32_t>(1000000 + state.units.size())};
        unit.state = UnitState::Ready;
        started.units.push_back(unit);
        plan.title = "Add unit " + name + " on host " + unit.host;
        plan.undo = "\"Drain " + name + "\" hands everything back and stops it.";
    } else {
        setState(started, name, UnitState::Ready);
        plan.undo = "\"Drain " + name + "\" stops it again without losing a copy.";
    }
    const Outcome outcome = playToRest(std::move(started), telemetry);
    plan.tier = model::RiskTier::Reversible;
    plan.primariesMoved = outcome.primariesMoved;
    plan.copiesRebuilt = outcome.copiesBuilt;
    plan.bytesToMove = outcome.bytes;
    plan.writesAtRisk = 0;
    plan.button = (plan.action.kind == ActionKind::AddUnit ? "Add " : "Start ") + name + ", move " +
                  counted(outcome.primariesMoved, "primary", "primaries");
    plan.steps.push_back({"The process of " + name + " starts and registers", {}});
    plan.steps.push_back({counted(outcome.copiesBuilt, "copy joins", "copies join") + " on other units' load", {}});
    plan.steps.push_back({counted(outcome.primariesMoved, "primary moves", "primaries move") + " to even out", {}});
    finish(plan, state, outcome.after);
}

void planMove(model::Plan& plan, const model::GridState& state, const TelemetryByUnit& telemetry,
              const PauseFigures& pauses) {
    const PartitionId id = *plan.action.partition;
    const std::string target = targetOf(state, plan.action);
    const model::UnitDescription* unit = model::findUnit(state, target);
    const model::PartitionDescription& partition = state.partitions[id.value];
    const bool joins = !contains(partition.inSync, unit->id);
    plan.tier = model::RiskTier::Service;
    plan.title = "Move the primary of partition " + std::to_string(id.value) + " to " + target;
    plan.button = "Make " + target + " primary of partition " + std::to_string(id.value);
    plan.primariesMoved = 1;
    plan.writesAtRisk = 0;
    plan.pauseMedian = quantile(pauses.handovers, 50);
    plan.pauseP95 = quantile(pauses.handovers, 95);
    if (joins) {
        const auto* figures = figuresOf(telemetry, *partition.primary, id);
        plan.copiesRebuilt = 1;
        plan.bytesToMove = figures != nullptr ? figures->bytes : 0;
        plan.steps.push_back({"A copy is built on " + target, {}});
    }
    plan.steps.push_back({"Writes of the partition pause until " + target + " is level", plan.pauseMedian});
    plan.steps.push_back({target + " becomes primary at a new epoch", {}});
    const model::UnitDescription* from = model::findUnit(state, *partition.primary);
    plan.undo = "Move it back to " + (from != nullptr ? from->name : std::string("its former unit")) + ".";
    model::GridState after = state;
    after.partitions[id.value].primary = unit->id;
    finish(plan, state, after);
}

void planRestore(model::Plan& plan, const model::GridState& state) {
    const auto lost = static_cast<std::uint32_t>(
        std::count_if(state.partitions.begin(), state.partitions.end(), [&](const auto& partition) {
            return partition.lost && (!plan.action.partition || *plan.action.partition == partition.id);
        }));
    plan.tier = model::RiskTier::DataLoss;
    plan.title = "Restore " + counted(lost, "lost partition", "lost partitions") + " from the store";
    plan.button = "Restore " + counted(lost, "partition", "partitions") + ", give up what the store lacks";
    plan.steps.push_back({counted(lost, "partition begins", "partitions begin") + " with what the store holds", {}});
    plan.warnings.push_back("Acknowledged writes that the store has not confirmed are given up");
    plan.undo = "None: the lost copies are gone.";
    finish(plan, state, state);
}

std::string titleOf(const model::Action& action) {
    switch (action.kind) {
    case ActionKind::DrainUnit:
        return "Drain unit " + action.unit;
    case ActionKind::KillUnit:
        return "Kill unit " + action.unit;
    case ActionKind::RestartUnit:
        return "Restart unit " + action.unit;
    case ActionKind::AddUnit:
        return "Add a unit";
    case ActionKind::FailoverPartition:
    case ActionKind::MovePartition:
        return "Move partition" + (action.partition ? " " + std::to_string(action.partition->value) : std::string());
    case ActionKind::RestorePartition:
        return "Restore lost partitions";
    case ActionKind::PausePump:
        return "Pause the pump of " + action.unit;
    case ActionKind::ResumePump:
        return "Resume the pump of " + action.unit;
    }
    return {};
}

}  // namespace

model::Plan makePlan(const model::GridState& state, const model::Action& action, const TelemetryByUnit& telemetry,
                     const PauseFigures& pauses) {
    model::Plan plan;
    plan.action = action;
    plan.epoch = state.epoch;
    plan.title = titleOf(action);
    plan.blockers = blockersOf(state, action);
    if (!plan.blockers.empty()) {
        finish(plan, state, state);
        return plan;
    }
    switch (action.kind) {
    case ActionKind::DrainUnit:
        planDrain(plan, state, telemetry, pauses);
        break;
    case ActionKind::KillUnit:
        planKill(plan, state, telemetry, pauses);
        break;
    case ActionKind::AddUnit:
    case ActionKind::RestartUnit:
        planStart(plan, state, telemetry);
        break;
    case ActionKind::FailoverPartition:
    case ActionKind::MovePartition:
        planMove(plan, state, telemetry, pauses);
        break;
    case ActionKind::RestorePartition:
        planRestore(plan, state);
        break;
    case ActionKind::PausePump:
    case ActionKind::ResumePump:
        break;
    }
    if (plan.sharedHostAfter > partitionsSharingHost(state)) {
        plan.warnings.push_back(counted(plan.sharedHostAfter, "partition has", "partitions have") +
                                " two copies on one host afterwards");
    }
    return plan;
}

}  // namespace orrery::core
