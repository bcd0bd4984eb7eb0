// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans for units: drain, kill, add, start again.
#include <algorithm>
#include <utility>

#include "cluster/core/control/placement.h"
#include "cluster/core/control/planner_parts.h"

namespace orrery::core {
namespace {

using model::ActionKind;
using model::UnitState;

/// The copies that a death takes with it, and who leads then.
void playDeath(model::GridState& state, UnitId unit) {
    for (model::PartitionDescription& partition : state.partitions) {
        if (!holdsCopy(partition.inSync, unit)) {
            continue;
        }
        std::erase(partition.inSync, unit);
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
std::optional<std::uint64_t> writesAtRisk(const PlanBase& base, UnitId unit) {
    std::uint64_t atRisk = 0;
    for (const model::PartitionDescription& partition : base.state.partitions) {
        if (partition.inSync.size() != 1 || partition.inSync.front() != unit) {
            continue;
        }
        const auto* figures = figuresOf(base.telemetry, unit, partition.id);
        if (figures == nullptr) {
            return std::nullopt;
        }
        atRisk += figures->commitSequence.value - figures->pumpedSequence.value;
    }
    return atRisk;
}

std::uint32_t lostIn(const model::GridState& state) {
    return static_cast<std::uint32_t>(std::count_if(state.partitions.begin(), state.partitions.end(),
                                                    [](const auto& partition) { return partition.lost; }));
}

model::Action actOn(ActionKind kind, const std::string& unit) {
    model::Action action;
    action.kind = kind;
    action.unit = unit;
    return action;
}

}  // namespace

void planDrain(model::Plan& plan, const PlanBase& base) {
    const std::string& name = plan.action.unit;
    const model::UnitDescription unit = *model::findUnit(base.state, name);
    const std::uint32_t primaries = primariesOf(base.state, unit.id);
    model::GridState started = base.state;
    setState(started, name, UnitState::Draining);
    fillEffects(plan, base, playToRest(std::move(started)));
    plan.tier = model::RiskTier::Reversible;
    plan.writesAtRisk = 0;
    plan.pauseMedian = quantile(base.pauses.handovers, 50);
    plan.pauseP95 = quantile(base.pauses.handovers, 95);
    plan.button = "Drain " + name + ", move " + counted(primaries, "primary", "primaries");
    plan.steps.push_back({counted(plan.copiesRebuilt, "copy is", "copies are") + " rebuilt on other units" +
                              paceWords(plan.action),
                          rebuildTime(plan, base)});
    plan.steps.push_back({counted(primaries, "primary is", "primaries are") + " handed to in-sync backups" +
                              paceWords(plan.action),
                          moveTime(plan, primaries, base)});
    plan.steps.push_back({"Their pumps go on from the store's watermark", {}});
    plan.steps.push_back({name + " stops", {}});
    if (plan.primariesMoved > primaries) {
        const std::uint32_t others = plan.primariesMoved - primaries;
        plan.steps.push_back({counted(others, "other primary moves", "other primaries move") + " to even out", {}});
    }
    if (unit.pumpPaused) {
        plan.warnings.push_back("The pump of " + name + " is paused: copies that have to be built from it join only "
                                "when it is resumed; until then the drain waits");
    }
    plan.undo = "\"Restart " + name + "\" while it drains keeps it; afterwards it starts it again, and it takes its "
                "share.";
    plan.undoAction = actOn(ActionKind::RestartUnit, name);
}

void planKill(model::Plan& plan, const PlanBase& base) {
    const std::string& name = plan.action.unit;
    const UnitId unit = model::findUnit(base.state, name)->id;
    const std::uint32_t primaries = primariesOf(base.state, unit);
    model::GridState dead = base.state;
    setState(dead, name, UnitState::Stopped);
    playDeath(dead, unit);
    const std::uint32_t lost = lostIn(dead) - lostIn(base.state);
    const std::uint32_t takenOver = primaries - std::min(primaries, lost);
    fillEffects(plan, base, playToRest(std::move(dead)));
    plan.writesAtRisk = writesAtRisk(base, unit);
    plan.tier = lost > 0 ? model::RiskTier::DataLoss : model::RiskTier::Service;
    plan.pauseMedian = quantile(base.pauses.failovers, 50);
    plan.pauseP95 = quantile(base.pauses.failovers, 95);
    plan.button = "Kill " + name + ", fail over " + counted(takenOver, "primary", "primaries");
    plan.steps.push_back({"The process of " + name + " is ended at once (SIGKILL)", {}});
    plan.steps.push_back({"Its agent proves the death", {}});
    plan.steps.push_back({counted(takenOver, "backup takes", "backups take") + " over", plan.pauseMedian});
    plan.steps.push_back({counted(plan.copiesRebuilt, "copy is", "copies are") + " rebuilt on other units",
                          rebuildTime(plan, base)});
    if (lost > 0) {
        plan.warnings.push_back(counted(lost, "partition loses", "partitions lose") +
                                " the last copy; what the store does not have is gone");
    }
    plan.undo = "\"Restart " + name + "\" starts it again with empty memory; it takes its share.";
    plan.undoAction = actOn(ActionKind::RestartUnit, name);
}

void planStart(model::Plan& plan, const PlanBase& base) {
    model::GridState started = base.state;
    std::string name = plan.action.unit;
    const bool isNew = plan.action.kind == ActionKind::AddUnit;
    if (isNew) {
        model::UnitDescription unit;
        unit.host = plan.action.host.empty() ? hostForNewUnit(base.state) : plan.action.host;
        name = nameForNewUnit(base.state, unit.host);
        unit.name = name;
        unit.id = UnitId{static_cast<std::uint32_t>(1000000 + base.state.units.size())};
        unit.state = UnitState::Ready;
        started.units.push_back(unit);
        plan.title = "Add unit " + name + " on host " + unit.host;
        plan.undo = "\"Drain " + name + "\" hands everything back and stops it.";
    } else {
        setState(started, name, UnitState::Ready);
        plan.undo = "\"Drain " + name + "\" stops it again without losing a copy.";
    }
    plan.undoAction = actOn(ActionKind::DrainUnit, name);
    fillEffects(plan, base, playToRest(std::move(started)));
    plan.tier = model::RiskTier::Reversible;
    plan.writesAtRisk = 0;
    plan.pauseMedian = quantile(base.pauses.handovers, 50);
    plan.pauseP95 = quantile(base.pauses.handovers, 95);
    plan.button = (isNew ? "Add " : "Start ") + name + ", move " +
                  counted(plan.primariesMoved, "primary", "primaries");
    plan.steps.push_back({"The process of " + name + " starts and registers", {}});
    plan.steps.push_back({counted(plan.copiesRebuilt, "copy joins", "copies join") + " on other units' load" +
                              paceWords(plan.action),
                          rebuildTime(plan, base)});
    plan.steps.push_back({counted(plan.primariesMoved, "primary moves", "primaries move") + " to even out" +
                              paceWords(plan.action),
                          moveTime(plan, plan.primariesMoved, base)});
}

}  // namespace orrery::core
