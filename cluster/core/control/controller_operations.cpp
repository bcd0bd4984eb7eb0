// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What operators have asked for and is not reached yet. Each is told once more when it is: Notice when
// it was reached, a higher severity when it ended otherwise.
#include <algorithm>
#include <utility>

#include "cluster/core/control/controller.h"
#include "cluster/core/control/planner.h"

namespace orrery::core {
namespace {

using model::ActionKind;
using model::UnitState;

bool beats(const model::UnitDescription& unit) {
    return unit.state == UnitState::Ready || unit.state == UnitState::Draining;
}

}  // namespace

/// Puts the journal's line into `entry` and remembers what is to be reached. Its number is the cause of
/// all that follows from it.
std::uint64_t Controller::beginOperation(const Request& request, OperationUnderWay operation, ControlEntry& entry,
                                         Moment moment) {
    operation.number = numberIn(entry);
    operation.began = moment.wall;
    if (operation.unit) {
        const Holdings held = holdingsOf(*operation.unit);
        operation.primariesHeld = held.primaries;
        operation.copiesHeld = held.copies;
    }
    entry.events.push_back(audit(request, operation.what, moment));
    entry.operation = operation;
    const std::uint64_t number = operation.number;
    m_operations.push_back({std::move(operation), moment.instant, CounterTally(m_state.grid(), m_host)});
    if (m_operations.size() > UnderWay::operationLimit) {
        m_operations.erase(m_operations.begin());
    }
    return number;
}

std::optional<Controller::Ending> Controller::endingOf(const Operation& operation, Moment moment) const {
    if (const OperationUnderWay* stop = m_state.underWay().stopOf(operation.asked.number)) {
        return endingOfStopped(operation, *stop, moment);
    }
    const model::UnitDescription* unit =
        operation.asked.unit ? model::findUnit(m_state.grid(), *operation.asked.unit) : nullptr;
    switch (operation.asked.action.kind) {
    case ActionKind::DrainUnit:
        return endingOfDrain(*unit);
    case ActionKind::KillUnit:
        return unit->state == UnitState::Stopped || unit->state == UnitState::Dead
                   ? std::optional(Ending{model::Severity::Notice, "the process has ended"})
                   : std::nullopt;
    case ActionKind::AddUnit:
    case ActionKind::RestartUnit:
        return endingOfStart(*unit);
    case ActionKind::FailoverPartition:
    case ActionKind::MovePartition:
        return endingOfMove(operation);
    case ActionKind::RestorePartition:
        return endingOfRestore(operation);
    case ActionKind::PausePump:
    case ActionKind::ResumePump:
        return endingOfPause(operation, *unit);
    case ActionKind::StopOperation:
        return endingOfStop(operation);
    case ActionKind::BalanceGrid:
        return m_spread ? std::nullopt
                        : std::optional(Ending{model::Severity::Notice, "copies and primaries are spread evenly"});
    }
    return std::nullopt;
}

std::optional<Controller::Ending> Controller::endingOfDrain(const model::UnitDescription& unit) const {
    if (unit.state == UnitState::Draining || unit.state == UnitState::Unhealthy) {
        return std::nullopt;
    }
    if (unit.state == UnitState::Stopped && unit.reason == "drained") {
        return Ending{model::Severity::Notice, "everything is handed over, the unit has stopped"};
    }
    return unit.state == UnitState::Stopped
               ? Ending{model::Severity::Medium, "the unit ended before everything was handed over: " + unit.reason}
               : Ending{model::Severity::Medium, "it was taken back"};
}

/// Reached when the unit is ready and has its share.
std::optional<Controller::Ending> Controller::endingOfStart(const model::UnitDescription& unit) const {
    if (unit.state == UnitState::Stopped || unit.state == UnitState::Draining) {
        return Ending{model::Severity::Medium, "the unit was taken out again"};
    }
    return unit.state == UnitState::Ready && !m_spread
               ? std::optional(Ending{model::Severity::Notice, "the unit is ready and has its share"})
               : std::nullopt;
}

std::optional<Controller::Ending> Controller::endingOfMove(const Operation& operation) const {
    const PartitionId id = *operation.asked.action.partition;
    const model::PartitionDescription& partition = m_state.grid().partitions[id.value];
    if (partition.primary == operation.asked.target) {
        return m_unserved.contains(id) ? std::nullopt
                                       : std::optional(Ending{model::Severity::Notice, "the new primary serves"});
    }
    const bool isUnderWay = m_wishes.contains(id) || m_moving.contains(id);
    return isUnderWay ? std::nullopt
                      : std::optional(Ending{model::Severity::Medium, "the handover was given up; the primary stayed"});
}

std::optional<Controller::Ending> Controller::endingOfRestore(const Operation& operation) const {
    const bool all = std::all_of(operation.asked.waiting.begin(), operation.asked.waiting.end(), [&](PartitionId id) {
        return m_state.grid().partitions[id.value].primary && !m_unserved.contains(id);
    });
    return all ? std::optional(Ending{model::Severity::Notice, "the partitions serve what the store held"})
               : std::nullopt;
}

std::optional<Controller::Ending> Controller::endingOfPause(const Operation& operation,
                                                            const model::UnitDescription& unit) const {
    const bool pauses = operation.asked.action.kind == ActionKind::PausePump;
    if (unit.pumpPaused != pauses) {
        return Ending{model::Severity::Medium, "it was taken back"};
    }
    if (!beats(unit)) {
        return Ending{model::Severity::Notice, "it holds when the unit is ready again"};
    }
    const model::UnitTelemetry* sample = m_host.telemetry(unit.id);
    if (sample == nullptr || sample->incarnation != unit.incarnation ||
        sample->number <= operation.before.reportOf(unit.id)) {
        return std::nullopt;
    }
    const bool isPaused = sample->pump.state == model::PumpState::Paused;
    if (sample->pump.state != model::PumpState::Off && isPaused != pauses) {
        return std::nullopt;
    }
    return Ending{model::Severity::Notice, pauses ? "the pump holds still" : "the pump goes on"};
}

void Controller::reviewOperations(Moment moment) {
    for (auto operation = m_operations.begin(); operation != m_operations.end();) {
        const std::optional<Ending> ending = endingOf(*operation, moment);
        if (ending) {
            tellCompleted(*operation, *ending, moment);
        }
        operation = ending ? m_operations.erase(operation) : std::next(operation);
    }
}

void Controller::tellCompleted(const Operation& operation, const Ending& ending, Moment moment) {
    const bool isReached = ending.severity == model::Severity::Notice;
    const bool isStopped = m_state.underWay().stopOf(operation.asked.number) != nullptr;
    model::GridEvent completed = event(model::EventKind::OperationCompleted, ending.severity,
                                       operation.asked.what + (isReached ? ": done, " : ": not done, ") + ending.text,
                                       moment);
    if (isStopped && operation.asked.unit) {
        const Holdings left = holdingsOf(*operation.asked.unit);
        completed.partitionCount = left.primaries + left.copies;
    }
    const bool mayLose = operation.asked.action.kind == ActionKind::KillUnit ||
                         operation.asked.action.kind == ActionKind::RestorePartition || !isReached;
    const CounterTally::Figures noticed = operation.before.since(m_state.grid(), m_host);
    completed.unit = operation.asked.unit;
    completed.partition = operation.asked.action.partition;
    completed.took = moment.instant - operation.began;
    completed.cause = operation.asked.number;
    completed.clientsRedirected = noticed.redirects;
    completed.outcomesUnknown = noticed.unknowns;
    if (!mayLose) {
        completed.writesLost = 0;   // Only in-sync copies have taken over.
    }
    ControlEntry entry;
    entry.events.push_back(std::move(completed));
    propose(std::move(entry));
}

}  // namespace orrery::core
