// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a new controller takes over from its predecessor, by the control log: wishes of operators and
// failovers whose end is not told. Orders may have been lost with the predecessor; they are given again.
// Spans that began in its time are measured by the wall clock, for an instant means nothing to us.
#include <algorithm>
#include <utility>

#include "cluster/core/control/controller.h"

namespace orrery::core {
namespace {

using model::ActionKind;
using model::UnitState;

Instant instantOf(WallTime began, Moment now) {
    return now.instant - milliseconds(std::max<std::int64_t>(now.wall.millis - began.millis, 0));
}

bool contains(const std::vector<UnitId>& units, UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

}  // namespace

void Controller::succeed(Moment start) {
    ControlEntry entry;
    for (model::PartitionDescription partition : m_state.grid().partitions) {
        if (partition.primary) {
            m_unserved.insert(partition.id);   // Its primary says so when it registers.
        }
        if (partition.handoverTo) {
            // Nobody waits for that answer any more. The change takes the order back on the primary, too.
            partition.handoverTo.reset();
            entry.change.partitions.push_back(std::move(partition));
        }
    }
    if (!entry.isEmpty()) {
        propose(std::move(entry));
    }
    m_spread = !m_state.isEveningHeld();
    for (const auto& [number, operation] : m_state.underWay().operations()) {
        takeUp(operation, start);
    }
    for (const auto& [index, failover] : m_state.underWay().failovers()) {
        takeUp(failover, start);
    }
}

void Controller::takeUp(const OperationUnderWay& operation, Moment start) {
    const model::UnitDescription* unit =
        operation.unit ? model::findUnit(m_state.grid(), *operation.unit) : nullptr;
    const std::optional<PartitionId> id = operation.action.partition;
    const bool isOfUnit = operation.action.kind != ActionKind::MovePartition &&
                          operation.action.kind != ActionKind::FailoverPartition &&
                          operation.action.kind != ActionKind::RestorePartition &&
                          operation.action.kind != ActionKind::StopOperation &&
                          operation.action.kind != ActionKind::BalanceGrid;
    if ((isOfUnit && unit == nullptr) || (id && id->value >= m_state.grid().partitions.size())) {
        return;
    }
    m_operations.push_back({operation, instantOf(operation.began, start), CounterTally()});
    if (m_state.underWay().stopOf(operation.number) != nullptr) {
        return;   // Its end is told; nothing is ordered for it any more.
    }
    if (isOfUnit) {
        Contact& contact = contactOf(unit->id);
        const bool lives = unit->state != UnitState::Dead && unit->state != UnitState::Stopped;
        if (operation.action.kind == ActionKind::KillUnit && lives) {
            contact.stopWanted = true;
            contact.stopReason = "killed by " + operation.by;
            contact.wish = operation.number;
        } else if (operation.action.kind == ActionKind::DrainUnit && lives && unit->state != UnitState::Ready) {
            contact.drainWanted = unit->state == UnitState::Unhealthy;
            contact.wish = operation.number;
        } else if (unit->state == UnitState::Starting) {
            contact.cause = operation.number;
        }
    } else if (id && operation.target) {
        const model::PartitionDescription& partition = m_state.grid().partitions[id->value];
        const bool hasCopy = contains(partition.inSync, *operation.target) ||
                             contains(partition.joining, *operation.target);
        if (partition.primary && partition.primary != operation.target && hasCopy) {
            m_wishes[*id] = *operation.target;
        }
    }
}

void Controller::takeUp(const FailoverUnderWay& failover, Moment start) {
    Failover taken{failover, Witness::Predecessor, instantOf(failover.began, start)};
    for (const PartitionId id : failover.partitions) {
        const bool isKnown = id.value < m_state.grid().partitions.size();
        if (isKnown && m_state.grid().partitions[id.value].epoch.value == failover.index) {
            taken.partitions.insert(id);
        }
    }
    taken.waiting = taken.partitions;
    m_failovers.push_back(std::move(taken));
}

}  // namespace orrery::core
