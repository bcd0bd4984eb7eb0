// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/control/control_entry.h"

#include <algorithm>

#include "shared/model/codec.h"
#include "shared/resp/parser.h"
#include "shared/resp/value.h"
#include "shared/resp/writer.h"

namespace orrery::core {
namespace {

/// Logs of older programs have none of these parts.
Status decodeUnderWay(const resp::Value& tree, ControlEntry& entry) {
    if (const resp::Value* operation = tree.find("operation")) {
        Result<OperationUnderWay> decoded = decodeOperation(*operation);
        if (!decoded) {
            return decoded.error();
        }
        entry.operation = decoded.take();
    }
    if (const resp::Value* failover = tree.find("failover")) {
        Result<FailoverUnderWay> decoded = decodeFailover(*failover);
        if (!decoded) {
            return decoded.error();
        }
        entry.failover = decoded.take();
    }
    if (const resp::Value* ended = tree.find("failover-ended")) {
        entry.failoverEnded = static_cast<std::uint64_t>(ended->integer);
    }
    return Done{};
}

}  // namespace

std::string encode(const ControlEntry& entry) {
    resp::Value tree = resp::Value::map();
    if (entry.created) {
        tree.with("created", model::encode(*entry.created));
    }
    tree.with("change", model::encode(entry.change));
    std::vector<resp::Value> reigns;
    for (const PartitionId partition : entry.reigns) {
        reigns.push_back(resp::Value::number64(partition.value));
    }
    tree.with("reigns", resp::Value::array(std::move(reigns)));
    std::vector<resp::Value> events;
    for (const model::GridEvent& event : entry.events) {
        events.push_back(model::encode(event));
    }
    tree.with("events", resp::Value::array(std::move(events)));
    if (entry.operation) {
        tree.with("operation", encode(*entry.operation));
    }
    if (entry.failover) {
        tree.with("failover", encode(*entry.failover));
    }
    if (entry.failoverEnded != 0) {
        tree.with("failover-ended", resp::Value::number64(static_cast<std::int64_t>(entry.failoverEnded)));
    }
    std::string bytes;
    resp::Writer(bytes, resp::Version::Resp3).value(tree);
    return bytes;
}

Result<ControlEntry> decodeControlEntry(std::string_view payload) {
    const auto corrupt = [](std::string what) { return Error{ErrorCode::Corrupt, "control entry: " + what}; };
    resp::ReplyParser parser;
    parser.feed(payload);
    if (parser.next() != resp::Progress::Complete) {
        return corrupt("not one whole record");
    }
    const resp::Value tree = parser.take();
    const resp::Value* change = tree.find("change");
    const resp::Value* reigns = tree.find("reigns");
    const resp::Value* events = tree.find("events");
    if (change == nullptr || reigns == nullptr || events == nullptr) {
        return corrupt("a part is missing");
    }
    ControlEntry entry;
    if (const resp::Value* created = tree.find("created")) {
        Result<model::GridState> state = model::decodeGridState(*created);
        if (!state) {
            return corrupt(state.error().detail);
        }
        entry.created = state.take();
    }
    Result<model::GridChange> decoded = model::decodeGridChange(*change);
    if (!decoded) {
        return corrupt(decoded.error().detail);
    }
    entry.change = decoded.take();
    for (const resp::Value& reign : reigns->items) {
        entry.reigns.insert(PartitionId{static_cast<std::uint16_t>(reign.integer)});
    }
    for (const resp::Value& one : events->items) {
        Result<model::GridEvent> event = model::decodeGridEvent(one);
        if (!event) {
            return corrupt(event.error().detail);
        }
        entry.events.push_back(event.take());
    }
    if (const Status understood = decodeUnderWay(tree, entry); !understood) {
        return corrupt(understood.error().detail);
    }
    return entry;
}

void ControlState::apply(ControlEntry& entry, std::uint64_t index) {
    if (entry.created) {
        m_grid = *entry.created;
    }
    entry.change.epoch = Epoch{index};
    for (model::PartitionDescription& partition : entry.change.partitions) {
        partition.version = index;
        if (entry.reigns.contains(partition.id)) {
            partition.epoch = Epoch{index};
        }
    }
    for (model::GridEvent& event : entry.events) {
        event.number = m_lastEvent + 1;
        event.epoch = Epoch{index};
        remember(event);
    }
    for (const model::UnitDescription& unit : entry.change.units) {
        m_isEveningHeld = m_isEveningHeld && !comesOrGoes(unit);
    }
    m_grid.epoch = Epoch{index - 1};
    model::apply(entry.change, m_grid);
    noteUnits();
    noteUnderWay(entry, index);
    noteHold(entry);
}

/// A unit of which a stop has taken away that it gets its share does not count.
bool ControlState::comesOrGoes(const model::UnitDescription& unit) const {
    using model::UnitState;
    const model::UnitDescription* before = model::findUnit(m_grid, unit.id);
    const bool wasGone = before == nullptr || before->state == UnitState::Dead || before->state == UnitState::Stopped;
    const bool isGone = unit.state == UnitState::Dead || unit.state == UnitState::Stopped;
    const bool comes = before != nullptr && before->state == UnitState::Starting && unit.state == UnitState::Ready;
    const auto& operations = m_underWay.operations();
    const bool isStopped = std::any_of(operations.begin(), operations.end(), [&](const auto& numbered) {
        return numbered.second.action.kind == model::ActionKind::StopOperation && numbered.second.unit == unit.id;
    });
    return (isGone && !wasGone) || (comes && !isStopped);
}

void ControlState::noteHold(const ControlEntry& entry) {
    if (entry.operation && entry.operation->action.kind == model::ActionKind::StopOperation) {
        m_isEveningHeld = !m_underWay.evensOut();
    } else if (entry.operation && m_underWay.evensOut()) {
        m_isEveningHeld = false;
    }
}

void ControlState::follow(const model::GridState& whole) {
    m_grid = whole;
    noteUnits();
}

void ControlState::follow(const model::GridChange& change) {
    model::apply(change, m_grid);
    noteUnits();
}

void ControlState::follow(const std::vector<model::GridEvent>& events) {
    for (const model::GridEvent& event : events) {
        if (event.number > m_lastEvent) {
            remember(event);
        }
    }
}

void ControlState::remember(const model::GridEvent& event) {
    m_lastEvent = event.number;
    m_journal.push_back(event);
    while (m_journal.size() > journalLimit) {
        m_journal.pop_front();
    }
    if (event.kind == model::EventKind::OperatorAction || event.kind == model::EventKind::OperationCompleted) {
        m_audit.push_back(event);
        if (m_audit.size() > auditLimit) {
            m_audit.pop_front();
        }
    }
}

void ControlState::noteUnderWay(ControlEntry& entry, std::uint64_t index) {
    for (const model::GridEvent& event : entry.events) {
        if (event.kind == model::EventKind::OperationCompleted) {
            m_underWay.endOperation(event.cause);
        }
    }
    m_underWay.endFailover(entry.failoverEnded);
    if (entry.operation) {
        m_underWay.begin(*entry.operation);
    }
    if (entry.failover) {
        entry.failover->index = index;
        entry.failover->partitions.assign(entry.reigns.begin(), entry.reigns.end());
        m_underWay.begin(*entry.failover);
    }
}

void ControlState::noteUnits() {
    for (const model::UnitDescription& unit : m_grid.units) {
        m_highestIncarnation = std::max(m_highestIncarnation, unit.incarnation.value);
        m_highestUnit = std::max(m_highestUnit, unit.id.value);
    }
}

}  // namespace orrery::core
