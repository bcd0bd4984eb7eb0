// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans for ending an operation before it is reached, and for evening the grid out.
#include <algorithm>
#include <utility>

#include "cluster/core/control/planner_parts.h"

namespace orrery::core {
namespace {

using model::ActionKind;

std::uint32_t copiesOf(const model::GridState& state, UnitId unit) {
    return static_cast<std::uint32_t>(
        std::count_if(state.partitions.begin(), state.partitions.end(), [unit](const auto& partition) {
            return partition.primary != unit && holdsCopy(partition.inSync, unit);
        }));
}

std::string holdings(const model::GridState& state, UnitId unit) {
    return counted(primariesOf(state, unit), "primary", "primaries") + " and " +
           counted(copiesOf(state, unit), "other copy", "other copies");
}

model::Action balance() {
    model::Action action;
    action.kind = ActionKind::BalanceGrid;
    return action;
}

/// What is on its way now: it finishes, or is given up.
void tellWhatIsUnderWay(model::Plan& plan, const PlanBase& base) {
    std::uint32_t handovers = 0;
    std::size_t joins = 0;
    for (const model::PartitionDescription& partition : base.state.partitions) {
        handovers += partition.handoverTo ? 1 : 0;
        joins += partition.joining.size();
    }
    if (handovers > 0) {
        plan.steps.push_back({counted(handovers, "handover that is under way finishes",
                                      "handovers that are under way finish"),
                              quantile(base.pauses.handovers, 50)});
    }
    if (joins > 0) {
        plan.steps.push_back({counted(joins, "copy is being built; it is given up where nothing needs it",
                                      "copies are being built; they are given up where nothing needs them"),
                              {}});
    }
}

void planStopOfDrain(model::Plan& plan, const PlanBase& base, const OperationUnderWay& drain) {
    const std::string& name = drain.action.unit;
    const std::uint32_t primaries = primariesOf(base.state, *drain.unit);
    const std::uint32_t copies = copiesOf(base.state, *drain.unit);
    plan.button = "Stop the drain, leave " + counted(primaries + copies, "partition", "partitions") + " on " + name;
    plan.steps.push_back({name + " keeps " + holdings(base.state, *drain.unit) + " and serves on", {}});
    plan.steps.push_back({"What has been handed over stays where it is: " +
                              counted(drain.primariesHeld - std::min(drain.primariesHeld, primaries), "primary",
                                      "primaries"),
                          {}});
    plan.undo = "\"Drain " + name + "\" goes on from here; \"Even the grid out\" gives " + name + " its share back.";
    plan.undoAction = drain.action;
}

void planStopOfMove(model::Plan& plan, const OperationUnderWay& move) {
    const std::string partition = std::to_string(move.action.partition->value);
    plan.button = "Stop the move of partition " + partition;
    plan.steps.push_back({"The primary of partition " + partition + " stays where it is", {}});
    plan.undo = "Move the partition again.";
    plan.undoAction = move.action;
}

void planStopOfEvening(model::Plan& plan, const PlanBase& base, const OperationUnderWay& operation) {
    const model::UnitDescription* unit = operation.unit ? model::findUnit(base.state, *operation.unit) : nullptr;
    plan.button = "Stop evening out";
    if (unit != nullptr) {
        plan.button += ", leave " + unit->name + " as it is";
        plan.steps.push_back({unit->name + " keeps " + holdings(base.state, unit->id), {}});
    }
    plan.steps.push_back({"Nothing is evened out until a unit comes or goes, or somebody asks for it", {}});
    plan.undo = "\"Even the grid out\" goes on from here.";
    plan.undoAction = balance();
}

}  // namespace

void planStop(model::Plan& plan, const PlanBase& base) {
    const OperationUnderWay& operation = *base.underWay.find(*plan.action.operation);
    // A copy that has come in sync just before may be one too many, and leaves.
    model::GridState stopped = base.state;
    if (operation.action.kind == ActionKind::DrainUnit) {
        setState(stopped, operation.action.unit, model::UnitState::Ready);
    }
    fillEffects(plan, base, playToRest(std::move(stopped), PlacementOptions::Balance::Leave));
    plan.tier = model::RiskTier::Reversible;
    plan.writesAtRisk = 0;
    plan.title = "Stop \"" + operation.what + "\"";
    plan.steps.push_back({"No new move begins for it", {}});
    tellWhatIsUnderWay(plan, base);
    switch (operation.action.kind) {
    case ActionKind::DrainUnit:
        return planStopOfDrain(plan, base, operation);
    case ActionKind::MovePartition:
    case ActionKind::FailoverPartition:
        return planStopOfMove(plan, operation);
    default:
        return planStopOfEvening(plan, base, operation);
    }
}

void planBalance(model::Plan& plan, const PlanBase& base) {
    fillEffects(plan, base, playToRest(base.state));
    plan.tier = model::RiskTier::Reversible;
    plan.writesAtRisk = 0;
    plan.pauseMedian = quantile(base.pauses.handovers, 50);
    plan.pauseP95 = quantile(base.pauses.handovers, 95);
    plan.button = "Even out, move " + counted(plan.primariesMoved, "primary", "primaries");
    plan.steps.push_back({counted(plan.copiesRebuilt, "copy is", "copies are") + " built where there are few" +
                              paceWords(plan.action),
                          rebuildTime(plan, base)});
    plan.steps.push_back({counted(plan.primariesMoved, "primary moves", "primaries move") + " to even out" +
                              paceWords(plan.action),
                          moveTime(plan, plan.primariesMoved, base)});
    plan.undo = "None is needed: copies and clients only change place. It can be stopped while it runs.";
}

}  // namespace orrery::core
