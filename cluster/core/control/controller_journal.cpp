// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What leads to what: the phases of a failover, and changes that come in numbers.
//
// A failover is told in three lines, each with its time since the detection: the table with the new
// primaries is committed, a first write is acknowledged, every partition serves. The last one waits
// for the next reports of the units, because it also says what clients have noticed.
#include <algorithm>
#include <utility>

#include "cluster/core/control/controller.h"

namespace orrery::core {
namespace {

constexpr Duration gatherFor = milliseconds(500);
constexpr Duration awaitReports = milliseconds(1200);
constexpr Duration awaitFirstWrite = seconds(60);
constexpr Duration sameMoment = milliseconds(300);

std::string inMillis(Duration span) { return std::to_string(span.millis()) + " ms"; }

std::string counted(std::uint32_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::uint32_t countOf(const FailoverUnderWay& failover) {
    return static_cast<std::uint32_t>(failover.partitions.size());
}

}  // namespace

std::uint64_t Controller::numberIn(const ControlEntry& entry) const {
    return m_state.lastEventNumber() + entry.events.size() + 1;
}

/// What a loss that nobody asked for goes back to: the silence before it, or the first loss of the same
/// host in the same moment.
std::uint64_t Controller::causeOfLoss(const model::UnitDescription& unit, Moment moment) {
    if (unit.state == model::UnitState::Unhealthy) {
        return contactOf(unit.id).cause;
    }
    const auto trouble = m_hostTroubles.find(unit.host);
    const bool isSame = trouble != m_hostTroubles.end() && trouble->second.unit != unit.id &&
                        moment.instant - trouble->second.at <= sameMoment;
    return isSame ? trouble->second.number : 0;
}

void Controller::noteLoss(const model::UnitDescription& unit, std::uint64_t number, std::uint64_t cause,
                          Moment moment) {
    contactOf(unit.id).cause = number;
    m_firstTrouble = m_firstTrouble == 0 ? number : m_firstTrouble;
    if (cause == 0) {
        m_hostTroubles[unit.host] = HostTrouble{unit.id, number, moment.instant};
    }
}

/// Proposes `entry`; when it begins reigns, they are the failover `begun`.
void Controller::proposeFailover(ControlEntry entry, FailoverUnderWay begun, Moment moment) {
    const std::set<PartitionId> reigns = entry.reigns;
    if (reigns.empty()) {
        propose(std::move(entry));
        return;
    }
    begun.began = moment.wall;
    begun.partitions.assign(reigns.begin(), reigns.end());
    entry.failover = begun;
    begun.index = propose(std::move(entry));
    for (Failover& under : m_failovers) {
        for (const PartitionId partition : reigns) {
            under.waiting.erase(partition);
            under.partitions.erase(partition);
        }
    }
    Failover failover{std::move(begun), Witness::Ourselves, moment.instant, reigns, reigns};
    failover.before = CounterTally(m_state.grid(), m_host);
    m_failovers.push_back(std::move(failover));
    if (m_failovers.size() > UnderWay::failoverLimit) {
        m_failovers.erase(m_failovers.begin());
    }
}

/// The table with the new primaries of entry `index` holds now.
void Controller::failoverCommitted(std::uint64_t index, Moment moment) {
    for (const Failover& failover : m_failovers) {
        if (failover.begun.index != index) {
            continue;
        }
        const Duration took = moment.instant - failover.began;
        model::GridEvent started = event(model::EventKind::FailoverStarted, model::Severity::Medium,
                                         counted(countOf(failover.begun), "partition has", "partitions have") +
                                             " another primary in the table " + inMillis(took) + " after the " +
                                             failover.begun.what,
                                         moment);
        started.unit = failover.begun.unit;
        started.partitionCount = countOf(failover.begun);
        started.took = took;
        started.cause = failover.begun.cause;
        ControlEntry entry;
        entry.events.push_back(std::move(started));
        propose(std::move(entry));
        return;
    }
}

void Controller::firstWrite(UnitId from, const FirstWrite& message, Moment moment) {
    for (Failover& failover : m_failovers) {
        const bool isOfIt = failover.begun.index == message.epoch.value && failover.partitions.contains(message.partition);
        if (!isOfIt || failover.hasWritten) {
            continue;
        }
        failover.hasWritten = true;
        const model::UnitDescription* unit = model::findUnit(m_state.grid(), from);
        const Duration took = moment.instant - failover.began;
        model::GridEvent wrote = event(model::EventKind::FirstWrite, model::Severity::Notice,
                                       "First write acknowledged by unit " +
                                           (unit != nullptr ? unit->name : std::string("?")) + " " + inMillis(took) +
                                           " after the " + failover.begun.what,
                                       moment);
        wrote.unit = from;
        wrote.partition = message.partition;
        wrote.partitionCount = 1;
        wrote.took = took;
        wrote.cause = failover.begun.cause;
        ControlEntry entry;
        entry.events.push_back(std::move(wrote));
        propose(std::move(entry));
        return;
    }
}

/// Tells what is served by now, as soon as it is known what clients have noticed.
void Controller::reviewFailovers(Moment moment) {
    for (Failover& failover : m_failovers) {
        if (failover.waiting.empty() && !failover.servedAt) {
            failover.servedAt = moment.instant;
            if (failover.witness == Witness::Ourselves) {
                PauseFigures::note(m_pauses.failovers, moment.instant - failover.began);
            }
        }
        if (!failover.servedAt || failover.isTold) {
            continue;
        }
        const CounterTally::Figures noticed = failover.before.since(m_state.grid(), m_host);
        const bool waits = !failover.before.isEmpty() && !noticed.redirects;
        if (!waits || moment.instant - *failover.servedAt > awaitReports) {
            failover.isTold = true;
            tellServed(failover, noticed, moment);
        }
    }
    std::erase_if(m_failovers, [&](const Failover& failover) {
        const bool isOver = failover.hasWritten || failover.partitions.empty() ||
                            moment.instant - failover.began > awaitFirstWrite;
        return failover.isTold && isOver;
    });
}

void Controller::tellServed(const Failover& failover, const CounterTally::Figures& noticed, Moment moment) {
    const Duration took = *failover.servedAt - failover.began;
    const bool isCertain = failover.witness == Witness::Ourselves;
    model::GridEvent completed = event(model::EventKind::FailoverCompleted, model::Severity::Notice,
                                       counted(countOf(failover.begun), "partition serves", "partitions serve") +
                                           (isCertain ? " again " : " again, at most ") + inMillis(took) +
                                           " after the " + failover.begun.what +
                                           (isCertain ? "" : "; the controller began anew meanwhile"),
                                       moment);
    completed.unit = failover.begun.unit;
    completed.partitionCount = countOf(failover.begun);
    completed.took = took;
    completed.cause = failover.begun.cause;
    completed.clientsRedirected = noticed.redirects;
    completed.outcomesUnknown = noticed.unknowns;
    completed.writesLost = failover.begun.writesLost;
    ControlEntry entry;
    entry.failoverEnded = failover.begun.index;
    entry.events.push_back(std::move(completed));
    propose(std::move(entry));
}

void Controller::noteJoined(PartitionId partition, UnitId unit, Moment moment) {
    Duration took;
    if (const auto began = m_joinBegan.find({partition, unit}); began != m_joinBegan.end()) {
        took = moment.instant - began->second;
        PauseFigures::note(m_pauses.joins, took);
        m_joinBegan.erase(began);
    }
    gather(GatherKey{unit, std::nullopt, causeOfPlacement(unit)}, partition, took, moment);
}

void Controller::noteMoved(PartitionId partition, UnitId from, UnitId to, Duration took, Moment moment) {
    std::uint64_t cause = causeOfPlacement(from);
    for (const Operation& operation : m_operations) {
        cause = operation.asked.action.partition == partition ? operation.asked.number : cause;
    }
    gather(GatherKey{to, from, cause}, partition, took, moment);
}

void Controller::gather(const GatherKey& key, PartitionId partition, Duration took, Moment moment) {
    if (m_gathered.empty()) {
        m_gatheredSince = moment.instant;
    }
    Gathered& gathered = m_gathered[key];
    gathered.partition = partition;
    ++gathered.count;
    gathered.longest = std::max(gathered.longest, took);
}

/// One line for many copies or primaries that have changed in the same while.
void Controller::tellGathered(Moment moment) {
    if (m_gathered.empty() || moment.instant - m_gatheredSince < gatherFor) {
        return;
    }
    const auto nameOf = [this](UnitId id) {
        const model::UnitDescription* unit = model::findUnit(m_state.grid(), id);
        return unit != nullptr ? unit->name : std::string("?");
    };
    ControlEntry entry;
    for (const auto& [key, gathered] : m_gathered) {
        const bool isMove = key.from.has_value();
        const std::string text =
            isMove ? counted(gathered.count, "primary", "primaries") + " moved from unit " + nameOf(*key.from) +
                         " to unit " + nameOf(key.unit)
                   : counted(gathered.count, "copy", "copies") + " on unit " + nameOf(key.unit) + " came in sync";
        model::GridEvent told = event(isMove ? model::EventKind::PrimaryMoved : model::EventKind::CopyJoined,
                                      model::Severity::Notice, text, moment);
        told.unit = key.unit;
        told.partitionCount = gathered.count;
        if (gathered.count == 1) {
            told.partition = gathered.partition;
        }
        told.took = gathered.longest;
        told.cause = key.cause;
        entry.events.push_back(std::move(told));
    }
    m_gathered.clear();
    propose(std::move(entry));
}

/// Number of the line with which the present trouble of the unit's store began, in this life of it; 0: none is
/// open.
std::uint64_t Controller::openTrouble(UnitId unit) const {
    const auto& journal = m_state.journal();
    for (auto event = journal.rbegin(); event != journal.rend(); ++event) {
        const model::EventKind kind = event->kind;
        const bool ends = kind == model::EventKind::StoreRecovered || kind == model::EventKind::UnitDied ||
                          kind == model::EventKind::UnitStopped;
        if (event->unit == unit && (ends || kind == model::EventKind::StoreTroubled)) {
            return ends ? 0 : event->number;
        }
    }
    return 0;
}

/// Units say it again to each new controller and on each new link; the journal knows whether it is told.
void Controller::storeStanding(UnitId from, const StoreStanding& standing, Moment moment) {
    const model::UnitDescription* unit = model::findUnit(m_state.grid(), from);
    const std::uint64_t open = openTrouble(from);
    const bool isTroubled = standing.health == StoreHealth::Troubled;
    if (unit == nullptr || isTroubled == (open != 0)) {
        return;
    }
    const std::string failures = counted(static_cast<std::uint32_t>(std::min<std::uint64_t>(standing.failures, 999999)),
                                         "failure", "failures");
    model::GridEvent told = event(isTroubled ? model::EventKind::StoreTroubled : model::EventKind::StoreRecovered,
                                  isTroubled ? model::Severity::Medium : model::Severity::Notice,
                                  isTroubled ? "The store fails unit " + unit->name + ": " + standing.text
                                             : "The store takes the changes of unit " + unit->name + " again, after " +
                                                   inMillis(standing.lasted) + " and " + failures,
                                  moment);
    told.unit = from;
    told.took = isTroubled ? Duration{} : standing.lasted;
    told.cause = open;
    ControlEntry entry;
    entry.events.push_back(std::move(told));
    propose(std::move(entry));
}

/// Why copies and primaries are on the move: an operator's wish about `unit`, a loss that is being made
/// good, or another wish that is under way.
std::uint64_t Controller::causeOfPlacement(UnitId unit) const {
    std::uint64_t other = 0;
    for (const Operation& operation : m_operations) {
        if (operation.asked.unit == unit) {
            return operation.asked.number;
        }
        const bool moves = operation.asked.action.kind != model::ActionKind::PausePump &&
                           operation.asked.action.kind != model::ActionKind::ResumePump && !operation.asked.action.partition;
        other = moves && other == 0 ? operation.asked.number : other;
    }
    return m_firstTrouble != 0 ? m_firstTrouble : other;
}

}  // namespace orrery::core
