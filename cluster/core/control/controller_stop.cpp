// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ending an operation before it is reached. No new move begins for it, a handover that is under way finishes
// (it takes milliseconds), a copy that nobody needs any more is given up. What has moved stays moved: nothing
// is evened out until a unit comes or goes or an operator asks for it, so the grid stays as the stop left it.
#include <algorithm>
#include <utility>

#include "cluster/core/control/controller.h"

namespace orrery::core {
namespace {

using model::ActionKind;
using model::UnitState;

/// A handover that hangs is taken back well before; then the end is told whatever still moves.
constexpr Duration awaitRest = seconds(10);

bool contains(const std::vector<UnitId>& units, UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

std::string counted(std::uint32_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

bool movesOnePartition(ActionKind kind) {
    return kind == ActionKind::MovePartition || kind == ActionKind::FailoverPartition;
}

}  // namespace

Result<Controller::Accepted> Controller::stopOperation(const Request& request, Moment moment) {
    const OperationUnderWay target = *m_state.underWay().find(*request.action.operation);
    ControlEntry entry;
    OperationUnderWay stop = operationOf(request, "Stop \"" + target.what + "\"");
    stop.unit = target.unit;
    beginOperation(request, std::move(stop), entry, moment);
    if (target.action.kind == ActionKind::DrainUnit) {
        takeDrainBack(target, entry, moment);
    } else if (movesOnePartition(target.action.kind)) {
        m_wishes.erase(*target.action.partition);
    }
    giveUpNeedlessJoins(entry);
    const std::uint64_t index = propose(std::move(entry));
    m_spread = m_spread && !m_state.isEveningHeld();
    const model::UnitDescription* unit = target.unit ? model::findUnit(m_state.grid(), *target.unit) : nullptr;
    return Accepted{index, unit != nullptr ? unit->name : std::string()};
}

Result<Controller::Accepted> Controller::balanceGrid(const Request& request, Moment moment) {
    ControlEntry entry;
    beginOperation(request, operationOf(request, "Even the grid out"), entry, moment);
    m_spread = true;
    return Accepted{propose(std::move(entry)), {}};
}

/// The unit may hold partitions again, and is started again should it die.
void Controller::takeDrainBack(const OperationUnderWay& drain, ControlEntry& entry, Moment moment) {
    model::UnitDescription unit = *model::findUnit(m_state.grid(), *drain.unit);
    Contact& contact = contactOf(unit.id);
    contact.drainWanted = false;
    contact.wish = contact.wish == drain.number ? 0 : contact.wish;
    if (unit.state == UnitState::Draining) {
        unit.state = UnitState::Ready;
        unit.reason.clear();
        unit.since = moment.wall;
        entry.change.units.push_back(std::move(unit));
    }
}

/// Copies that are being built and that placement would not ask for again: a joining copy answers for nothing
/// yet, so it may go at any moment.
void Controller::giveUpNeedlessJoins(ControlEntry& entry) {
    model::GridState without = m_state.grid();
    for (const model::UnitDescription& changed : entry.change.units) {
        for (model::UnitDescription& unit : without.units) {
            unit = unit.id == changed.id ? changed : unit;
        }
    }
    std::set<PartitionId> freed;
    for (model::PartitionDescription& partition : without.partitions) {
        if (!partition.joining.empty() && !m_wishes.contains(partition.id)) {
            partition.joining.clear();
            freed.insert(partition.id);
        }
    }
    PlacementOptions options;
    options.balance = PlacementOptions::Balance::Leave;
    for (const PlacementStep& step : nextSteps(without, options)) {
        if (step.kind == StepKind::AddCopy) {
            freed.erase(step.partition);
        }
    }
    for (const PartitionId id : freed) {
        model::PartitionDescription partition = m_state.grid().partitions[id.value];
        for (const UnitId unit : partition.joining) {
            m_joinBegan.erase({id, unit});
        }
        partition.joining.clear();
        entry.change.partitions.push_back(std::move(partition));
    }
}

Controller::Holdings Controller::holdingsOf(UnitId unit) const {
    Holdings held;
    for (const model::PartitionDescription& partition : m_state.grid().partitions) {
        const bool leads = partition.primary == unit;
        held.primaries += leads ? 1 : 0;
        held.copies += !leads && contains(partition.inSync, unit) ? 1 : 0;
    }
    return held;
}

/// True while something that `operation` set off is still on its way.
bool Controller::isMovingFor(const OperationUnderWay& operation) const {
    if (movesOnePartition(operation.action.kind)) {
        return m_moving.contains(*operation.action.partition);
    }
    const auto concerns = [&](UnitId unit) { return !operation.unit || operation.unit == unit; };
    const bool anyMoves = std::any_of(m_moving.begin(), m_moving.end(), [&](const auto& moving) {
        return concerns(moving.second.from) || concerns(moving.second.to);
    });
    // A copy that came in sync just before is one too many now.
    const auto& partitions = m_state.grid().partitions;
    const std::size_t wanted = copiesWanted(m_state.grid());
    return anyMoves || std::any_of(partitions.begin(), partitions.end(), [&](const auto& partition) {
               return partition.inSync.size() > wanted &&
                      (!operation.unit || contains(partition.inSync, *operation.unit));
           });
}

/// What a stopped operation leaves where it is, for the journal.
std::string Controller::whatStays(const OperationUnderWay& stopped) const {
    if (movesOnePartition(stopped.action.kind)) {
        return "the primary stayed";
    }
    const model::UnitDescription* unit = stopped.unit ? model::findUnit(m_state.grid(), *stopped.unit) : nullptr;
    if (unit == nullptr) {
        return "what has moved stays moved";
    }
    const Holdings held = holdingsOf(unit->id);
    std::string text = unit->name + " keeps " + counted(held.primaries, "primary", "primaries") + " and " +
                       counted(held.copies, "other copy", "other copies");
    if (stopped.action.kind == ActionKind::DrainUnit) {
        text += "; handed over: " +
                counted(stopped.primariesHeld - std::min(stopped.primariesHeld, held.primaries), "primary",
                        "primaries") +
                " and " +
                counted(stopped.copiesHeld - std::min(stopped.copiesHeld, held.copies), "other copy", "other copies");
    }
    return text;
}

std::optional<Controller::Ending> Controller::endingOfStopped(const Operation& operation,
                                                              const OperationUnderWay& stop, Moment moment) const {
    const model::UnitDescription* unit =
        operation.asked.unit ? model::findUnit(m_state.grid(), *operation.asked.unit) : nullptr;
    if (unit != nullptr && unit->state == UnitState::Starting) {
        return std::nullopt;   // That it comes must find the stop, or it would be given its share.
    }
    const bool mayWait = moment.wall.millis - stop.began.millis < awaitRest.millis();
    if (mayWait && isMovingFor(operation.asked)) {
        return std::nullopt;
    }
    return Ending{model::Severity::Medium, "stopped by " + stop.by + ", " + whatStays(operation.asked)};
}

/// Told after the operation that it stops, which stands before it.
std::optional<Controller::Ending> Controller::endingOfStop(const Operation& stop) const {
    const OperationUnderWay* target = m_state.underWay().find(*stop.asked.action.operation);
    return target != nullptr ? std::nullopt
                             : std::optional(Ending{model::Severity::Notice, "nothing of it is under way any more"});
}

/// Of the operations that are under way the slowest one's; none when nobody has asked for one.
std::optional<std::size_t> Controller::pace() const {
    std::optional<std::size_t> slowest;
    for (const Operation& operation : m_operations) {
        if (const auto& atMost = operation.asked.action.atMost) {
            slowest = std::min<std::size_t>(slowest.value_or(*atMost), *atMost);
        }
    }
    return slowest;
}

}  // namespace orrery::core
