// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies and primaries: what their primaries ask for, and what placement wants.
#include <algorithm>
#include <utility>

#include "cluster/core/control/controller.h"

namespace orrery::core {
namespace {

constexpr Duration placeEvery = milliseconds(50);
constexpr Duration settleFor = milliseconds(700);
constexpr Duration awaitRestart = milliseconds(2500);
constexpr Duration moveWithin = milliseconds(3000);
constexpr Duration silenceMargin = milliseconds(200);

bool contains(const std::vector<UnitId>& units, UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

}  // namespace

void Controller::proposeCopies(UnitId from, const ProposeCopies& message, Moment moment) {
    if (message.partition.value >= m_state.grid().partitions.size()) {
        return;
    }
    model::PartitionDescription partition = m_state.grid().partitions[message.partition.value];
    if (partition.primary != from || partition.version != message.version || !contains(message.inSync, from)) {
        return;   // Decided on an older state; the primary asks again on the newer one.
    }
    std::vector<UnitId> known = partition.inSync;
    known.insert(known.end(), partition.joining.begin(), partition.joining.end());
    std::vector<UnitId> asked = message.inSync;
    asked.insert(asked.end(), message.joining.begin(), message.joining.end());
    std::sort(known.begin(), known.end());
    std::sort(asked.begin(), asked.end());
    if (known != asked) {
        return;
    }
    ControlEntry entry;
    for (const UnitId unit : message.inSync) {
        const model::UnitDescription* joined = model::findUnit(m_state.grid(), unit);
        if (!contains(partition.inSync, unit) && joined != nullptr &&
            joined->state != model::UnitState::Ready && joined->state != model::UnitState::Draining) {
            return;
        }
    }
    for (const UnitId unit : partition.inSync) {
        if (!contains(message.inSync, unit)) {
            if (!mayLeave(partition.id, unit, moment)) {
                return;
            }
            const model::UnitDescription* left = model::findUnit(m_state.grid(), unit);
            model::GridEvent removed = event(model::EventKind::CopyRemoved, model::Severity::Medium,
                                             "Copy on " + (left != nullptr ? left->name : std::string("?")) +
                                                 " left the in-sync set: it did not answer",
                                             moment);
            removed.partition = partition.id;
            removed.partitionCount = 1;
            removed.unit = unit;
            removed.cause = m_firstTrouble;
            m_firstTrouble = m_firstTrouble == 0 ? numberIn(entry) : m_firstTrouble;
            entry.events.push_back(std::move(removed));
        }
    }
    for (const UnitId unit : message.inSync) {
        if (!contains(partition.inSync, unit)) {
            noteJoined(partition.id, unit, moment);
        }
    }
    partition.inSync = message.inSync;
    partition.joining = message.joining;
    partition.handoverTo.reset();
    m_moving.erase(partition.id);
    entry.change.partitions.push_back(std::move(partition));
    propose(std::move(entry));
}

/// May `unit` leave the in-sync set now? Not a former primary whose lease may run; and for the length of a
/// lease after our beginning nobody, because the former controller knew who gave way last and we do not.
bool Controller::mayLeave(PartitionId partition, UnitId unit, Moment moment) const {
    const Duration lease = m_options.leaseLength + silenceMargin;
    if (m_formerIncarnations > 0 && moment.instant - m_began < lease) {
        return false;
    }
    const auto former = m_formers.find(partition);
    return former == m_formers.end() || former->second.unit != unit ||
           (former->second.committedAt && moment.instant - *former->second.committedAt >= lease);
}

bool Controller::mayPlace(Moment moment) const {
    const auto& units = m_state.grid().units;
    const bool anyReady = std::any_of(units.begin(), units.end(), [](const auto& unit) {
        return unit.state == model::UnitState::Ready;
    });
    const bool anyComing = std::any_of(units.begin(), units.end(), [&](const auto& unit) {
        const auto contact = m_contacts.find(unit.id);
        const bool restarts = unit.state == model::UnitState::Starting ||
                              (unit.state == model::UnitState::Dead && contact != m_contacts.end() &&
                               contact->second.restartAt);
        return restarts;
    });
    const Duration settled = moment.instant - m_lastReady;
    return anyReady && settled >= (anyComing ? awaitRestart : settleFor);
}

void Controller::endOverdueMoves(Moment moment) {
    for (auto moving = m_moving.begin(); moving != m_moving.end();) {
        if (moment.instant < moving->second.deadline) {
            ++moving;
            continue;
        }
        model::PartitionDescription partition = m_state.grid().partitions[moving->first.value];
        moving = m_moving.erase(moving);
        if (partition.handoverTo) {
            partition.handoverTo.reset();
            ControlEntry entry;
            entry.change.partitions.push_back(std::move(partition));
            propose(std::move(entry));
        }
    }
}

void Controller::fulfilWishes(Moment moment) {
    for (auto wish = m_wishes.begin(); wish != m_wishes.end();) {
        const model::PartitionDescription& partition = m_state.grid().partitions[wish->first.value];
        const model::UnitDescription* unit = model::findUnit(m_state.grid(), wish->second);
        const bool isInSync = contains(partition.inSync, wish->second);
        const bool isOver = !partition.primary || partition.primary == wish->second ||
                            unit->state != model::UnitState::Ready ||
                            (!isInSync && !contains(partition.joining, wish->second));
        const bool isDue = !isOver && isInSync && !partition.handoverTo;
        if (isDue) {
            orderHandOver(wish->first, wish->second, moment);
        }
        wish = isDue || isOver ? m_wishes.erase(wish) : std::next(wish);
    }
}

void Controller::place(Moment moment) {
    if (moment.instant < m_nextPlacing) {
        return;
    }
    m_nextPlacing = moment.instant + placeEvery;
    settleOrphans(moment);
    endOverdueMoves(moment);
    fulfilWishes(moment);
    const auto& units = m_state.grid().units;
    const bool anyDraining = std::any_of(units.begin(), units.end(), [](const auto& unit) {
        return unit.state == model::UnitState::Draining;
    });
    if (!mayPlace(moment) && !anyDraining) {
        return;
    }
    PlacementOptions options;
    options.balance = m_spread ? PlacementOptions::Balance::Spread : PlacementOptions::Balance::Leave;
    options.atOnce = pace();
    const std::vector<PlacementStep> steps = nextSteps(m_state.grid(), options);
    const auto& partitions = m_state.grid().partitions;
    const bool isQuiet = std::all_of(partitions.begin(), partitions.end(), [](const auto& partition) {
        return partition.joining.empty() && !partition.handoverTo && (partition.primary || partition.lost);
    });
    if (steps.empty() && isQuiet) {
        m_spread = false;
    }
    carryOut(steps, moment);
    finishDrains();
}

void Controller::carryOut(const std::vector<PlacementStep>& steps, Moment moment) {
    ControlEntry entry;
    std::vector<std::pair<PartitionId, UnitId>> moves;
    std::uint32_t begun = 0;
    for (const PlacementStep& step : steps) {
        model::PartitionDescription partition = m_state.grid().partitions[step.partition.value];
        switch (step.kind) {
        case StepKind::Begin:
            if (m_orphans.contains(partition.id)) {
                continue;   // Not decided yet whether it is lost.
            }
            partition.primary = step.unit;
            partition.inSync = {step.unit};
            partition.joining.clear();
            partition.fromStore = true;
            entry.reigns.insert(partition.id);
            ++begun;
            break;
        case StepKind::AddCopy:
            partition.joining.push_back(step.unit);
            m_joinBegan[{partition.id, step.unit}] = moment.instant;
            break;
        case StepKind::RemoveCopy:
            if (contains(partition.inSync, step.unit) && !mayLeave(partition.id, step.unit, moment)) {
                continue;
            }
            std::erase(partition.inSync, step.unit);
            std::erase(partition.joining, step.unit);
            m_joinBegan.erase({partition.id, step.unit});
            break;
        case StepKind::MovePrimary:
            moves.emplace_back(step.partition, step.unit);
            continue;
        }
        entry.change.partitions.push_back(std::move(partition));
    }
    if (begun > 0) {
        model::GridEvent restored = event(model::EventKind::PartitionRestored, model::Severity::Notice,
                                          std::to_string(begun) + (m_options.hasStore
                                              ? " partitions begin with what the store holds"
                                              : " partitions begin empty: the grid has no store"),
                                          moment);
        restored.partitionCount = begun;
        for (const Operation& operation : m_operations) {
            const bool isAsked = operation.asked.action.kind == model::ActionKind::RestorePartition;
            restored.cause = isAsked ? operation.asked.number : restored.cause;
        }
        entry.events.push_back(std::move(restored));
    }
    if (!entry.isEmpty()) {
        propose(std::move(entry));
    }
    for (const auto& [partition, to] : moves) {
        orderHandOver(partition, to, moment);
    }
}

void Controller::orderHandOver(PartitionId id, UnitId to, Moment moment) {
    model::PartitionDescription partition = m_state.grid().partitions[id.value];
    partition.handoverTo = to;
    const UnitId from = *partition.primary;
    ControlEntry entry;
    entry.change.partitions.push_back(std::move(partition));
    const std::uint64_t index = propose(std::move(entry));
    m_moving[id] = Moving{from, to, index, moment.instant + moveWithin, moment.instant};
    m_afterCommit.emplace(index, std::make_pair(nodeOf(from), Message(HandOver{id, index, to})));
}

void Controller::handOverReady(UnitId from, const HandOverReady& message, Moment moment) {
    const auto moving = m_moving.find(message.partition);
    if (moving == m_moving.end() || message.partition.value >= m_state.grid().partitions.size()) {
        return;
    }
    model::PartitionDescription partition = m_state.grid().partitions[message.partition.value];
    if (partition.primary != from || partition.version != message.version || moving->second.to != message.to ||
        !contains(livingCopies(partition, from), message.to)) {
        return;
    }
    partition.primary = message.to;
    std::erase(partition.inSync, message.to);
    partition.inSync.insert(partition.inSync.begin(), message.to);
    partition.handoverTo.reset();
    partition.fromStore = false;
    ControlEntry entry;
    entry.reigns.insert(partition.id);
    entry.change.partitions.push_back(std::move(partition));
    const std::uint64_t index = propose(std::move(entry));
    m_formers[message.partition] = Former{from, index, std::nullopt};
    moving->second.deadline = moment.instant + moveWithin;
}

/// A draining unit that holds nothing, by the committed table, may leave.
void Controller::finishDrains() {
    for (const model::UnitDescription& unit : m_host.committed().units) {
        if (unit.state != model::UnitState::Draining) {
            continue;
        }
        const auto& partitions = m_host.committed().partitions;
        const bool holds = std::any_of(partitions.begin(), partitions.end(), [&](const auto& partition) {
            return contains(partition.inSync, unit.id) || contains(partition.joining, unit.id);
        });
        if (!holds && m_host.isLinked(nodeOf(unit.id))) {
            m_host.send(nodeOf(unit.id), StopUnit{unit.incarnation});
        }
    }
}

}  // namespace orrery::core
