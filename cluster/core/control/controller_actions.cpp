// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What operators ask for. Every action is an entry in the journal with who and why; the planner and
// the action refuse for the same reasons, because both ask refusalOf().
#include <algorithm>
#include <utility>

#include "cluster/core/control/controller.h"
#include "cluster/core/control/planner.h"

namespace orrery::core {
namespace {

Error refused(std::string why) { return Error{ErrorCode::Refused, std::move(why)}; }

/// Ends what moves: a stop, a drain that is taken back. While that runs the table changes many times a second, and
/// what the action names guards it.
bool isBrake(const model::GridState& grid, const model::Action& action) {
    const model::UnitDescription* unit = model::findUnit(grid, action.unit);
    const bool takesBack = action.kind == model::ActionKind::RestartUnit && unit != nullptr &&
                           unit->state == model::UnitState::Draining;
    return takesBack || action.kind == model::ActionKind::StopOperation;
}

std::string nameOf(const Controller::Request& request) { return request.by.empty() ? "operator" : request.by; }

}  // namespace

model::GridEvent Controller::audit(const Request& request, std::string what, Moment moment) const {
    std::string text = std::move(what);
    if (!request.reason.empty()) {
        text += ": " + request.reason;
    }
    model::GridEvent entry = event(model::EventKind::OperatorAction, model::Severity::Notice, std::move(text), moment);
    entry.actor = nameOf(request);
    entry.partition = request.action.partition;
    entry.reason = request.reason;
    entry.plan = request.plan;
    entry.planEpoch = request.ifEpoch;
    entry.client = request.client;
    if (const model::UnitDescription* unit = model::findUnit(m_state.grid(), request.action.unit)) {
        entry.unit = unit->id;
    }
    return entry;
}

OperationUnderWay Controller::operationOf(const Request& request, std::string what) const {
    OperationUnderWay operation;
    operation.action = request.action;
    operation.what = std::move(what);
    if (request.action.atMost) {
        operation.what += ", at most " + std::to_string(*request.action.atMost) + " at a time";
    }
    operation.by = nameOf(request);
    if (const model::UnitDescription* unit = model::findUnit(m_state.grid(), request.action.unit)) {
        operation.unit = unit->id;
    }
    const std::string target = targetOf(m_state.grid(), request.action);
    if (const model::UnitDescription* unit = model::findUnit(m_state.grid(), target)) {
        operation.target = unit->id;
    }
    return operation;
}

Result<Controller::Accepted> Controller::act(const Request& request, Moment moment) {
    const bool isOther = request.ifEpoch && (request.ifEpoch->value < m_tableChanged ||
                                             *request.ifEpoch > m_state.grid().epoch);
    if (isOther && !isBrake(m_state.grid(), request.action)) {
        return Error{ErrorCode::Unavailable, "the table has changed: the plan was made at " +
                                                 std::to_string(request.ifEpoch->value) + ", it is at " +
                                                 std::to_string(m_state.grid().epoch.value) + " now; plan again"};
    }
    const std::vector<std::string> blockers = blockersOf(m_state.grid(), request.action, m_state.underWay());
    if (!blockers.empty()) {
        return refused(blockers.front());
    }
    Result<Accepted> accepted = begin(request, moment);
    if (!accepted) {
        return accepted;
    }
    Accepted answer = accepted.take();
    answer.operation = m_operations.back().asked.number;
    return answer;
}

Result<Controller::Accepted> Controller::begin(const Request& request, Moment moment) {
    switch (request.action.kind) {
    case model::ActionKind::AddUnit:
        return addUnit(request, moment);
    case model::ActionKind::DrainUnit:
    case model::ActionKind::KillUnit:
        return stopUnit(request, moment);
    case model::ActionKind::RestartUnit:
        return restartUnit(request, moment);
    case model::ActionKind::FailoverPartition:
    case model::ActionKind::MovePartition:
        return movePartition(request, moment);
    case model::ActionKind::RestorePartition:
        return restorePartitions(request, moment);
    case model::ActionKind::PausePump:
    case model::ActionKind::ResumePump:
        return pausePump(request, moment);
    case model::ActionKind::StopOperation:
        return stopOperation(request, moment);
    case model::ActionKind::BalanceGrid:
        return balanceGrid(request, moment);
    }
    return refused("unknown action");
}

Result<Controller::Accepted> Controller::addUnit(const Request& request, Moment moment) {
    const std::string host = request.action.host.empty() ? hostForNewUnit(m_state.grid()) : request.action.host;
    model::UnitDescription unit;
    unit.id = UnitId{m_state.highestUnit() + 1};
    unit.incarnation = Incarnation{m_state.highestIncarnation() + 1};
    unit.name = nameForNewUnit(m_state.grid(), host);
    unit.host = host;
    unit.state = model::UnitState::Starting;
    unit.since = moment.wall;
    ControlEntry entry;
    OperationUnderWay operation = operationOf(request, "Add unit " + unit.name + " on host " + host);
    operation.unit = unit.id;
    const std::uint64_t number = beginOperation(request, std::move(operation), entry, moment);
    Contact& contact = contactOf(unit.id);
    contact.startedAt = moment.instant;
    contact.cause = number;
    model::GridEvent added = event(model::EventKind::UnitAdded, model::Severity::Notice,
                                   "Unit " + unit.name + " added on host " + host, moment);
    added.unit = unit.id;
    added.cause = number;
    entry.events.push_back(std::move(added));
    const std::string name = unit.name;
    entry.change.units.push_back(std::move(unit));
    return Accepted{propose(std::move(entry)), name};
}

Result<Controller::Accepted> Controller::stopUnit(const Request& request, Moment moment) {
    model::UnitDescription unit = *model::findUnit(m_state.grid(), request.action.unit);
    const bool isKill = request.action.kind == model::ActionKind::KillUnit;
    ControlEntry entry;
    Contact& contact = contactOf(unit.id);
    contact.wish = beginOperation(request, operationOf(request, (isKill ? "Kill unit " : "Drain unit ") + unit.name),
                                  entry, moment);
    const std::string by = nameOf(request);
    if (isKill) {
        contact.stopWanted = true;
        contact.stopReason = "killed by " + by;
        const std::uint64_t index = propose(std::move(entry));
        if (const auto agent = agentOf(unit.host)) {
            m_afterCommit.emplace(index, std::make_pair(nodeOf(*agent), Message(KillUnit{unit.id, unit.incarnation})));
        }
        return Accepted{index, unit.name};
    }
    unit.state = model::UnitState::Draining;
    unit.reason = "drained by " + by;
    unit.since = moment.wall;
    const std::string name = unit.name;
    model::GridEvent draining = event(model::EventKind::UnitDraining, model::Severity::Notice,
                                      "Unit " + name + " hands its partitions over", moment);
    draining.unit = unit.id;
    draining.cause = contact.wish;
    entry.events.push_back(std::move(draining));
    entry.change.units.push_back(std::move(unit));
    return Accepted{propose(std::move(entry)), name};
}

Result<Controller::Accepted> Controller::restartUnit(const Request& request, Moment moment) {
    const model::UnitDescription unit = *model::findUnit(m_state.grid(), request.action.unit);
    ControlEntry entry;
    const std::uint64_t number = beginOperation(request, operationOf(request, "Restart unit " + unit.name), entry,
                                                moment);
    Contact& contact = contactOf(unit.id);
    contact.wish = 0;
    if (unit.state == model::UnitState::Draining) {
        // Going back on a drain: nothing has to be started, it only may hold partitions again.
        model::UnitDescription back = unit;
        back.state = model::UnitState::Ready;
        back.reason.clear();
        back.since = moment.wall;
        entry.change.units.push_back(std::move(back));
        m_spread = true;
        return Accepted{propose(std::move(entry)), unit.name};
    }
    model::UnitDescription again = unit;
    again.incarnation = Incarnation{m_state.highestIncarnation() + 1};
    again.state = model::UnitState::Starting;
    again.reason.clear();
    again.since = moment.wall;
    contact.restartAt.reset();
    contact.startedAt = moment.instant;
    contact.stopWanted = false;
    contact.cause = number;
    model::GridEvent started = event(model::EventKind::UnitStarted, model::Severity::Notice,
                                     "Unit " + unit.name + " is started again", moment);
    started.unit = unit.id;
    started.cause = number;
    entry.events.push_back(std::move(started));
    entry.change.units.push_back(std::move(again));
    return Accepted{propose(std::move(entry)), unit.name};
}

Result<Controller::Accepted> Controller::movePartition(const Request& request, Moment moment) {
    const PartitionId id = *request.action.partition;
    const model::UnitDescription target = *model::findUnit(m_state.grid(), targetOf(m_state.grid(), request.action));
    const model::PartitionDescription& partition = m_state.grid().partitions[id.value];
    const bool isInSync = std::find(partition.inSync.begin(), partition.inSync.end(), target.id) !=
                          partition.inSync.end();
    ControlEntry entry;
    const std::string what = "Move the primary of partition " + std::to_string(id.value) + " to " + target.name;
    beginOperation(request, operationOf(request, what), entry, moment);
    if (!isInSync) {
        const bool isJoining = std::find(partition.joining.begin(), partition.joining.end(), target.id) !=
                               partition.joining.end();
        if (!isJoining) {
            model::PartitionDescription joined = partition;
            joined.joining.push_back(target.id);
            m_joinBegan[{id, target.id}] = moment.instant;
            entry.change.partitions.push_back(std::move(joined));
        }
        m_wishes[id] = target.id;
        return Accepted{propose(std::move(entry)), target.name};
    }
    const std::uint64_t index = propose(std::move(entry));
    orderHandOver(id, target.id, moment);
    return Accepted{index, target.name};
}

/// The wish is the unit's, not one life's: it stays when its process or this controller begins anew.
Result<Controller::Accepted> Controller::pausePump(const Request& request, Moment moment) {
    model::UnitDescription unit = *model::findUnit(m_state.grid(), request.action.unit);
    const bool pauses = request.action.kind == model::ActionKind::PausePump;
    ControlEntry entry;
    const std::string what = (pauses ? "Pause the pump of " : "Resume the pump of ") + unit.name;
    const std::uint64_t number = beginOperation(request, operationOf(request, what), entry, moment);
    model::GridEvent changed = event(pauses ? model::EventKind::PumpPaused : model::EventKind::PumpResumed,
                                     model::Severity::Notice,
                                     "The pump of unit " + unit.name + (pauses ? " is to hold still" : " goes on"),
                                     moment);
    changed.unit = unit.id;
    changed.cause = number;
    entry.events.push_back(std::move(changed));
    unit.pumpPaused = pauses;
    const std::string name = unit.name;
    entry.change.units.push_back(std::move(unit));
    return Accepted{propose(std::move(entry)), name};
}

Result<Controller::Accepted> Controller::restorePartitions(const Request& request, Moment moment) {
    ControlEntry entry;
    std::vector<PartitionId> waiting;
    for (model::PartitionDescription partition : m_state.grid().partitions) {
        if (partition.lost && (!request.action.partition || *request.action.partition == partition.id)) {
            partition.lost = false;
            waiting.push_back(partition.id);
            entry.change.partitions.push_back(std::move(partition));
        }
    }
    OperationUnderWay operation =
        operationOf(request, "Restore " + std::to_string(waiting.size()) + " lost partitions from the store");
    operation.waiting = std::move(waiting);
    beginOperation(request, std::move(operation), entry, moment);
    return Accepted{propose(std::move(entry)), {}};
}

}  // namespace orrery::core
