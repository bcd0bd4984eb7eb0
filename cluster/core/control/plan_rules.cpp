// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When an action is refused, and what it means where the operator left a choice open.
#include <algorithm>
#include <limits>

#include "cluster/core/control/placement.h"
#include "cluster/core/control/planner.h"

namespace orrery::core {
namespace {

using model::ActionKind;
using model::UnitState;

bool contains(const std::vector<UnitId>& units, UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

std::vector<std::string> unitBlockers(const model::GridState& state, const model::Action& action) {
    const model::UnitDescription* unit = model::findUnit(state, action.unit);
    if (unit == nullptr) {
        return {"there is no unit " + action.unit};
    }
    const std::string is = action.unit + " is " + std::string(model::wordFor(unit->state));
    const bool lives = unit->state == UnitState::Ready || unit->state == UnitState::Draining ||
                       unit->state == UnitState::Unhealthy;
    switch (action.kind) {
    case ActionKind::DrainUnit: {
        if (unit->state != UnitState::Ready) {
            return {is + "; only a ready unit can be drained"};
        }
        const auto others = std::count_if(state.units.begin(), state.units.end(), [&](const auto& other) {
            return other.id != unit->id && other.state == UnitState::Ready;
        });
        if (others == 0) {
            return {"no other unit is ready to take the partitions of " + action.unit};
        }
        return {};
    }
    case ActionKind::KillUnit:
        return lives ? std::vector<std::string>{} : std::vector<std::string>{is + "; there is no process to kill"};
    default:
        if (unit->state == UnitState::Starting || unit->state == UnitState::Ready ||
            unit->state == UnitState::Unhealthy) {
            return {is + "; only a stopped, dead or draining unit can be started again"};
        }
        return {};
    }
}

std::vector<std::string> pumpBlockers(const model::GridState& state, const model::Action& action) {
    const model::UnitDescription* unit = model::findUnit(state, action.unit);
    if (unit == nullptr) {
        return {"there is no unit " + action.unit};
    }
    const bool pauses = action.kind == ActionKind::PausePump;
    if (unit->pumpPaused == pauses) {
        return {"the pump of " + action.unit + (pauses ? " is paused already" : " is not paused")};
    }
    if (pauses && unit->state == UnitState::Stopped) {
        return {action.unit + " is stopped; it has no pump that runs"};
    }
    return {};
}

std::vector<std::string> moveBlockers(const model::GridState& state, const model::Action& action) {
    if (!action.partition || action.partition->value >= state.partitions.size()) {
        return {"there is no such partition; they are numbered 0 to " +
                std::to_string(state.partitions.empty() ? 0 : state.partitions.size() - 1)};
    }
    const model::PartitionDescription& partition = state.partitions[action.partition->value];
    const std::string name = "partition " + std::to_string(action.partition->value);
    if (partition.lost || !partition.primary) {
        return {name + " has no primary to move"};
    }
    if (partition.handoverTo) {
        return {name + " is being moved already"};
    }
    const std::string target = targetOf(state, action);
    const model::UnitDescription* unit = model::findUnit(state, target);
    if (unit == nullptr) {
        return {action.target.empty() ? name + " has no in-sync backup that could take over"
                                      : "there is no unit " + action.target};
    }
    if (unit->id == *partition.primary) {
        return {target + " is the primary of " + name + " already"};
    }
    if (unit->state != UnitState::Ready) {
        return {target + " is " + std::string(model::wordFor(unit->state)) + "; it cannot become primary"};
    }
    if (action.kind == ActionKind::FailoverPartition && !contains(partition.inSync, unit->id)) {
        return {target + " is not in sync for " + name + "; move the partition instead"};
    }
    return {};
}

bool holdsAnything(const model::GridState& state, UnitId unit) {
    return std::any_of(state.partitions.begin(), state.partitions.end(), [unit](const auto& partition) {
        return contains(partition.inSync, unit) || contains(partition.joining, unit);
    });
}

/// Why `operation`, which is under way, can not be stopped.
std::vector<std::string> unstoppable(const model::GridState& state, const OperationUnderWay& operation) {
    const model::UnitDescription* unit = operation.unit ? model::findUnit(state, *operation.unit) : nullptr;
    switch (operation.action.kind) {
    case ActionKind::DrainUnit:
        if (unit->state == UnitState::Draining || unit->state == UnitState::Unhealthy) {
            return holdsAnything(state, unit->id)
                       ? std::vector<std::string>{}
                       : std::vector<std::string>{unit->name + " has handed everything over and leaves"};
        }
        return {"the drain of " + unit->name + " is over"};
    case ActionKind::AddUnit:
    case ActionKind::RestartUnit:
    case ActionKind::BalanceGrid:
        return {};
    case ActionKind::MovePartition:
    case ActionKind::FailoverPartition: {
        const model::PartitionDescription& partition = state.partitions[operation.action.partition->value];
        const bool isTooLate = partition.handoverTo || partition.primary == operation.target;
        return isTooLate ? std::vector<std::string>{"the primary is being handed over at this moment; move it back "
                                                    "afterwards"}
                         : std::vector<std::string>{};
    }
    case ActionKind::KillUnit:
    case ActionKind::RestorePartition:
    case ActionKind::PausePump:
    case ActionKind::ResumePump:
    case ActionKind::StopOperation:
        break;
    }
    return {"\"" + operation.what + "\" is done at once; there is nothing to stop"};
}

std::vector<std::string> stopBlockers(const model::GridState& state, const model::Action& action,
                                      const UnderWay& underWay) {
    const OperationUnderWay* operation = action.operation ? underWay.find(*action.operation) : nullptr;
    if (operation == nullptr) {
        return {action.operation ? "operation " + std::to_string(*action.operation) + " is not under way"
                                 : std::string("name the operation by the number of its line in the journal")};
    }
    if (underWay.stopOf(operation->number) != nullptr) {
        return {"\"" + operation->what + "\" is being stopped already"};
    }
    return unstoppable(state, *operation);
}

std::vector<std::string> balanceBlockers(const model::GridState& state, const UnderWay& underWay) {
    const auto& operations = underWay.operations();
    const bool isAsked = std::any_of(operations.begin(), operations.end(), [&](const auto& numbered) {
        return numbered.second.action.kind == ActionKind::BalanceGrid && underWay.stopOf(numbered.first) == nullptr;
    });
    if (isAsked) {
        return {"the grid is being evened out already"};
    }
    const bool isQuiet = std::all_of(state.partitions.begin(), state.partitions.end(), [](const auto& partition) {
        return partition.lost || (partition.primary && partition.joining.empty() && !partition.handoverTo);
    });
    return isQuiet && nextSteps(state, PlacementOptions{}).empty()
               ? std::vector<std::string>{"copies and primaries are spread evenly already"}
               : std::vector<std::string>{};
}

}  // namespace

std::vector<std::string> blockersOf(const model::GridState& state, const model::Action& action,
                                    const UnderWay& underWay) {
    switch (action.kind) {
    case ActionKind::AddUnit: {
        const std::string host = action.host.empty() ? hostForNewUnit(state) : action.host;
        const auto agent = std::find_if(state.agents.begin(), state.agents.end(),
                                        [&](const auto& one) { return one.host == host; });
        if (agent == state.agents.end()) {
            return {host.empty() ? "no agent is connected" : "there is no host " + host};
        }
        return agent->connected ? std::vector<std::string>{}
                                : std::vector<std::string>{"the agent of host " + host + " is not connected"};
    }
    case ActionKind::DrainUnit:
    case ActionKind::KillUnit:
    case ActionKind::RestartUnit:
        return unitBlockers(state, action);
    case ActionKind::FailoverPartition:
    case ActionKind::MovePartition:
        return moveBlockers(state, action);
    case ActionKind::RestorePartition: {
        const bool any = std::any_of(state.partitions.begin(), state.partitions.end(), [&](const auto& partition) {
            return partition.lost && (!action.partition || *action.partition == partition.id);
        });
        return any ? std::vector<std::string>{} : std::vector<std::string>{"no such partition is lost"};
    }
    case ActionKind::PausePump:
    case ActionKind::ResumePump:
        return pumpBlockers(state, action);
    case ActionKind::StopOperation:
        return stopBlockers(state, action, underWay);
    case ActionKind::BalanceGrid:
        return balanceBlockers(state, underWay);
    }
    return {"unknown action"};
}

std::string hostForNewUnit(const model::GridState& state) {
    std::string best;
    auto fewest = std::numeric_limits<std::ptrdiff_t>::max();
    for (const model::AgentDescription& agent : state.agents) {
        const auto units = std::count_if(state.units.begin(), state.units.end(), [&](const auto& unit) {
            return unit.host == agent.host && unit.state != UnitState::Stopped;
        });
        if (agent.connected && (units < fewest || (units == fewest && agent.host < best))) {
            best = agent.host;
            fewest = units;
        }
    }
    return best;
}

std::string nameForNewUnit(const model::GridState& state, const std::string& host) {
    for (int number = 1;; ++number) {
        std::string name = host + std::to_string(number);
        if (model::findUnit(state, name) == nullptr) {
            return name;
        }
    }
}

std::string targetOf(const model::GridState& state, const model::Action& action) {
    if (!action.target.empty() || !action.partition || action.partition->value >= state.partitions.size()) {
        return action.target;
    }
    const model::PartitionDescription& partition = state.partitions[action.partition->value];
    const model::UnitDescription* best = nullptr;
    auto fewest = std::numeric_limits<std::ptrdiff_t>::max();
    for (const UnitId id : partition.inSync) {
        const model::UnitDescription* unit = model::findUnit(state, id);
        const auto primaries = std::count_if(state.partitions.begin(), state.partitions.end(),
                                             [&](const auto& one) { return one.primary == id; });
        if (partition.primary != id && unit != nullptr && unit->state == UnitState::Ready && primaries < fewest) {
            best = unit;
            fewest = primaries;
        }
    }
    return best != nullptr ? best->name : std::string();
}

}  // namespace orrery::core
