// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans for single partitions: move, fail over, restore.
#include <algorithm>
#include <utility>

#include "cluster/core/control/planner_parts.h"

namespace orrery::core {

void planMove(model::Plan& plan, const PlanBase& base) {
    const PartitionId id = *plan.action.partition;
    const std::string target = targetOf(base.state, plan.action);
    const UnitId unit = model::findUnit(base.state, target)->id;
    model::GridState after = base.state;
    model::PartitionDescription& partition = after.partitions[id.value];
    const model::UnitDescription* from = model::findUnit(base.state, *partition.primary);
    const bool joins = !holdsCopy(partition.inSync, unit);
    partition.primary = unit;
    if (joins) {
        partition.inSync.push_back(unit);
    }
    PlayedOut outcome = asItIs(std::move(after));
    outcome.copiesBuilt = joins ? 1 : 0;
    // While the copy is built and the primary changes, there are as many copies as before.
    outcome.fewestCopies[id.value] = base.state.partitions[id.value].inSync.size();
    fillEffects(plan, base, outcome);
    plan.tier = model::RiskTier::Service;
    plan.title = "Move the primary of partition " + std::to_string(id.value) + " to " + target;
    plan.button = "Make " + target + " primary of partition " + std::to_string(id.value);
    plan.writesAtRisk = 0;
    plan.pauseMedian = quantile(base.pauses.handovers, 50);
    plan.pauseP95 = quantile(base.pauses.handovers, 95);
    if (joins) {
        plan.steps.push_back({"A copy is built on " + target, quantile(base.pauses.joins, 50)});
        if (from != nullptr && from->pumpPaused) {
            plan.warnings.push_back("The pump of " + from->name + " is paused: the new copy joins only when it is "
                                    "resumed");
        }
    }
    plan.steps.push_back({"Writes of the partition pause until " + target + " is level", plan.pauseMedian});
    plan.steps.push_back({target + " becomes primary at a new epoch", {}});
    plan.undo = "Move it back to " + (from != nullptr ? from->name : std::string("its former unit")) + ".";
    if (from != nullptr) {
        model::Action back = plan.action;
        back.target = from->name;
        plan.undoAction = back;
    }
}

void planRestore(model::Plan& plan, const PlanBase& base) {
    const auto lost = static_cast<std::uint32_t>(
        std::count_if(base.state.partitions.begin(), base.state.partitions.end(), [&](const auto& partition) {
            return partition.lost && (!plan.action.partition || *plan.action.partition == partition.id);
        }));
    model::GridState freed = base.state;
    for (model::PartitionDescription& partition : freed.partitions) {
        if (!plan.action.partition || *plan.action.partition == partition.id) {
            partition.lost = false;
        }
    }
    fillEffects(plan, base, playToRest(std::move(freed)));
    plan.tier = model::RiskTier::DataLoss;
    plan.title = "Restore " + counted(lost, "lost partition", "lost partitions") + " from the store";
    plan.button = "Restore " + counted(lost, "partition", "partitions") + ", give up what the store lacks";
    plan.steps.push_back({counted(lost, "partition begins", "partitions begin") + " with what the store holds", {}});
    plan.steps.push_back({counted(plan.copiesRebuilt, "copy is", "copies are") + " built", {}});
    plan.warnings.push_back("Acknowledged writes that the store has not confirmed are given up");
    plan.undo = "None: the lost copies are gone.";
}

}  // namespace orrery::core
