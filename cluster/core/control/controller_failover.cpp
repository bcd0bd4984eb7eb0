// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the loss of a unit leads to.
#include <algorithm>
#include <utility>

#include "cluster/core/control/controller.h"

namespace orrery::core {
namespace {

constexpr Duration firstRestartAfter = milliseconds(200);
constexpr Duration restartAfterMax = seconds(10);
constexpr Duration awaitFormer = seconds(60);

bool contains(const std::vector<UnitId>& units, UnitId unit) {
    return std::find(units.begin(), units.end(), unit) != units.end();
}

void makeFirst(std::vector<UnitId>& units, UnitId first) {
    std::erase(units, first);
    units.insert(units.begin(), first);
}

}  // namespace

std::vector<UnitId> Controller::livingCopies(const model::PartitionDescription& partition, UnitId except) const {
    std::vector<UnitId> living;
    for (const UnitId id : partition.inSync) {
        const model::UnitDescription* unit = model::findUnit(m_state.grid(), id);
        const bool lives = unit != nullptr && (unit->state == model::UnitState::Ready ||
                                               unit->state == model::UnitState::Draining);
        if (id != except && lives) {
            living.push_back(id);
        }
    }
    return living;
}

/// The longest log wins, as far as reports tell; every in-sync copy holds all that was acknowledged.
UnitId Controller::successor(const std::vector<UnitId>& candidates, PartitionId partition) const {
    UnitId best = candidates.front();
    Sequence longest;
    for (const UnitId candidate : candidates) {
        const model::UnitTelemetry* telemetry = m_host.telemetry(candidate);
        if (telemetry == nullptr) {
            continue;
        }
        for (const model::PartitionTelemetry& copy : telemetry->partitions) {
            if (copy.partition == partition && copy.lastSequence > longest) {
                longest = copy.lastSequence;
                best = candidate;
            }
        }
    }
    return best;
}

/// Takes `unit` out of a partition that it holds. True when the partition changed.
bool Controller::losesUnit(model::PartitionDescription& partition, UnitId unit, bool proven, ControlEntry& entry) {
    const bool wasPrimary = partition.primary == unit;
    const bool wasInSync = contains(partition.inSync, unit);
    if (!wasPrimary && !wasInSync && !contains(partition.joining, unit)) {
        return false;
    }
    if (wasPrimary) {
        const std::vector<UnitId> living = livingCopies(partition, unit);
        if (!living.empty()) {
            const UnitId next = successor(living, partition.id);
            partition.primary = next;
            makeFirst(partition.inSync, next);
            partition.fromStore = false;
            entry.reigns.insert(partition.id);
        } else if (!proven) {
            return false;   // Only it has the data: wait for it.
        } else if (partition.inSync.size() > 1) {
            // The others may come back with everything; the first of them leads when it does.
            std::erase(partition.inSync, unit);
            partition.primary = partition.inSync.front();
            partition.fromStore = false;
            entry.reigns.insert(partition.id);
        } else {
            partition.primary.reset();
            partition.joining.clear();
        }
    } else if (!proven) {
        return false;   // Its primary asks it out when it does not answer.
    }
    std::erase(partition.inSync, unit);
    std::erase(partition.joining, unit);
    m_joinBegan.erase({partition.id, unit});
    if (!proven) {
        partition.joining.push_back(unit);
    }
    partition.handoverTo.reset();
    m_moving.erase(partition.id);
    if (const auto former = m_formers.find(partition.id); former != m_formers.end() && former->second.unit == unit) {
        m_formers.erase(former);   // Dead, or silent for longer than its lease.
    }
    return true;
}

void Controller::died(model::UnitDescription unit, bool clean, const std::string& how, Moment moment) {
    Contact& contact = contactOf(unit.id);
    const bool drained = clean && unit.state == model::UnitState::Draining;
    const std::uint64_t cause = contact.wish != 0 ? contact.wish : causeOfLoss(unit, moment);
    // A drain that ends in a crash is still a wish to be rid of the unit.
    const bool stays = contact.stopWanted || contact.drainWanted || unit.state == model::UnitState::Draining;
    const bool diedBefore = !contact.seenAlive && isFormer(unit);   // Before our beginning.
    unit.state = stays ? model::UnitState::Stopped : model::UnitState::Dead;
    unit.reason = contact.stopWanted ? contact.stopReason : drained ? "drained" : how;
    unit.since = moment.wall;
    unit.processId = 0;
    contact.suspended = false;
    contact.stopWanted = false;
    contact.drainWanted = false;
    contact.seenAlive = false;
    contact.wish = 0;
    if (!stays) {
        Duration pause = firstRestartAfter * (1LL << std::min(contact.deaths, 10U));
        pause = diedBefore ? Duration{0} : std::min(pause, restartAfterMax);
        contact.restartAt = moment.instant + pause;
        contact.deaths += diedBefore ? 0 : 1;
    }
    ControlEntry entry;
    std::uint32_t lost = 0;
    const std::optional<std::uint64_t> writesLost = takeCopies(unit, diedBefore, entry, lost);
    const bool expected = stays || diedBefore;
    const std::uint64_t number = numberIn(entry);
    model::GridEvent death = event(drained ? model::EventKind::UnitStopped : model::EventKind::UnitDied,
                                   expected ? model::Severity::Notice : model::Severity::High,
                                   "Unit " + unit.name + (drained ? " has stopped: " : " died: ") + how, moment);
    death.actor = "agent " + unit.host;
    death.unit = unit.id;
    death.partitionCount = static_cast<std::uint32_t>(entry.change.partitions.size());
    death.cause = cause;
    entry.events.push_back(std::move(death));
    if (!drained) {
        noteLoss(unit, number, cause, moment);
    }
    if (lost > 0) {
        model::GridEvent loss = event(model::EventKind::PartitionLost, model::Severity::Critical,
                                      std::to_string(lost) + " partitions lost their last copy with unit " +
                                          unit.name + "; restore them from the store",
                                      moment);
        loss.unit = unit.id;
        loss.partitionCount = lost;
        loss.cause = number;
        loss.writesLost = writesLost;
        entry.events.push_back(std::move(loss));
    }
    const std::string what = "death of unit " + unit.name;
    const UnitId id = unit.id;
    entry.change.units.push_back(std::move(unit));
    m_lastReady = moment.instant;
    m_spread = true;
    proposeFailover(std::move(entry), {0, what, number, id, writesLost, {}, {}}, moment);
}

/// Takes the dead unit's copies out of the table. Gives the acknowledged writes that are lost with them, by
/// the unit's last report: 0 when a copy is left of every partition, none when that is not known.
std::optional<std::uint64_t> Controller::takeCopies(const model::UnitDescription& unit, bool diedBefore,
                                                    ControlEntry& entry, std::uint32_t& lost) {
    std::optional<std::uint64_t> writesLost = 0;
    for (model::PartitionDescription partition : m_state.grid().partitions) {
        if (!losesUnit(partition, unit.id, true, entry)) {
            continue;
        }
        if (!partition.primary && diedBefore && !m_foundRunning) {
            m_orphans.insert(partition.id);
        } else if (!partition.primary) {
            partition.lost = true;
            ++lost;
        }
        if (!partition.primary) {
            const std::optional<std::uint64_t> writes = unpumped(unit, partition.id);
            writesLost = writesLost && writes ? std::optional(*writesLost + *writes) : std::nullopt;
        }
        entry.change.partitions.push_back(std::move(partition));
    }
    return writesLost;
}

/// What the store lacked of a partition when the unit last reported; none when it never did.
std::optional<std::uint64_t> Controller::unpumped(const model::UnitDescription& unit, PartitionId partition) const {
    const model::UnitTelemetry* sample = m_host.telemetry(unit.id);
    if (sample == nullptr || sample->incarnation != unit.incarnation) {
        return std::nullopt;
    }
    for (const model::PartitionTelemetry& figures : sample->partitions) {
        if (figures.partition == partition) {
            return figures.commitSequence.value - figures.pumpedSequence.value;
        }
    }
    return std::nullopt;
}

void Controller::suspect(model::UnitDescription unit, Moment moment) {
    const std::uint64_t cause = causeOfLoss(unit, moment);
    contactOf(unit.id).drainWanted = unit.state == model::UnitState::Draining;
    unit.state = model::UnitState::Unhealthy;
    unit.reason = "no beats for " + std::to_string((m_options.leaseLength + milliseconds(200)).millis()) + " ms";
    unit.since = moment.wall;
    ControlEntry entry;
    for (model::PartitionDescription partition : m_state.grid().partitions) {
        if (losesUnit(partition, unit.id, false, entry)) {
            entry.change.partitions.push_back(std::move(partition));
        }
    }
    model::GridEvent suspected = event(model::EventKind::UnitSuspected, model::Severity::High,
                                       "Unit " + unit.name + " is silent; its leases have run out", moment);
    suspected.unit = unit.id;
    suspected.partitionCount = static_cast<std::uint32_t>(entry.change.partitions.size());
    suspected.cause = cause;
    const std::uint64_t number = numberIn(entry);
    entry.events.push_back(std::move(suspected));
    noteLoss(unit, number, cause, moment);
    const std::string what = "silence of unit " + unit.name;
    const UnitId id = unit.id;
    entry.change.units.push_back(std::move(unit));
    m_lastReady = moment.instant;
    proposeFailover(std::move(entry), {0, what, number, id, 0, {}, {}}, moment);
}

/// A silent unit stays primary where nobody else could lead; that ends when a backup is back.
void Controller::failOverSilent(Moment moment) {
    const std::vector<model::UnitDescription> units = m_state.grid().units;
    for (const model::UnitDescription& unit : units) {
        if (unit.state != model::UnitState::Unhealthy) {
            continue;
        }
        ControlEntry entry;
        for (model::PartitionDescription partition : m_state.grid().partitions) {
            if (losesUnit(partition, unit.id, false, entry)) {
                entry.change.partitions.push_back(std::move(partition));
            }
        }
        if (entry.change.partitions.empty()) {
            continue;
        }
        const std::string what = "return of a backup of silent unit " + unit.name;
        proposeFailover(std::move(entry), {0, what, contactOf(unit.id).cause, unit.id, 0, {}, {}}, moment);
    }
}

/// A cold start is proven when every unit from before our beginning is dead. When one lives, or keeps us
/// waiting too long for word of it, the grid may have been running, and what died last is lost.
void Controller::settleOrphans(Moment moment) {
    if (m_orphans.empty()) {
        return;
    }
    const auto& units = m_state.grid().units;
    const bool allDead = std::none_of(units.begin(), units.end(), [&](const auto& unit) {
        return isFormer(unit) && unit.state != model::UnitState::Dead && unit.state != model::UnitState::Stopped;
    });
    if (!m_foundRunning && allDead) {
        m_orphans.clear();
        return;
    }
    if (!m_foundRunning && moment.instant - m_began < awaitFormer) {
        return;
    }
    ControlEntry entry;
    for (const PartitionId id : m_orphans) {
        entry.change.partitions.push_back(m_state.grid().partitions[id.value]);
        entry.change.partitions.back().lost = true;
    }
    model::GridEvent loss = event(model::EventKind::PartitionLost, model::Severity::Critical,
                                  std::to_string(m_orphans.size()) +
                                      " partitions lost their last copy before the controller began anew; "
                                      "restore them from the store",
                                  moment);
    loss.partitionCount = static_cast<std::uint32_t>(m_orphans.size());
    entry.events.push_back(std::move(loss));
    m_orphans.clear();
    propose(std::move(entry));
}

void Controller::serving(UnitId, const Serving& message, Moment moment) {
    if (message.partition.value >= m_state.grid().partitions.size() ||
        m_state.grid().partitions[message.partition.value].epoch != message.epoch) {
        return;   // Of a reign that is over.
    }
    m_unserved.erase(message.partition);
    m_formers.erase(message.partition);   // It has agreed to the reign, or there would be no serving.
    for (Failover& failover : m_failovers) {
        failover.waiting.erase(message.partition);
    }
    if (const auto moving = m_moving.find(message.partition); moving != m_moving.end()) {
        const model::PartitionDescription& partition = m_state.grid().partitions[message.partition.value];
        if (partition.primary == moving->second.to) {
            const Duration took = moment.instant - moving->second.began;
            PauseFigures::note(m_pauses.handovers, took);
            noteMoved(partition.id, moving->second.from, moving->second.to, took, moment);
            m_moving.erase(moving);
        }
    }
    reviewFailovers(moment);
}

}  // namespace orrery::core
