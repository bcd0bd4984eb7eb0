// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Members and their lives.
#include "cluster/core/control/controller.h"

#include <algorithm>
#include <utility>

#include "shared/base/random.h"

namespace orrery::core {
namespace {

constexpr Duration silenceMargin = milliseconds(200);
constexpr Duration settledAfter = seconds(10);
constexpr Duration startWithin = seconds(10);

std::string hexadecimal(std::uint64_t number) {
    std::string text(16, '0');
    for (std::size_t digit = 0; digit < text.size(); ++digit, number >>= 4) {
        text[text.size() - 1 - digit] = "0123456789abcdef"[number & 15];
    }
    return text;
}

bool mayLive(const model::UnitDescription& unit) {
    return unit.state != model::UnitState::Dead && unit.state != model::UnitState::Stopped;
}

}  // namespace

Controller::Controller(ControllerOptions options, ControlState recovered, ControllerHost& host, Moment start)
    : m_options(std::move(options)), m_state(std::move(recovered)), m_host(host), m_began(start.instant),
      m_formerIncarnations(m_state.highestIncarnation()), m_tableChanged(m_state.grid().epoch.value) {
    m_lastReady = start.instant;
    m_nextPlacing = start.instant;
    if (m_state.grid().gridId.empty()) {
        createGrid(start);
    }
    for (const model::UnitDescription& unit : m_state.grid().units) {
        Contact& contact = contactOf(unit.id);
        contact.lastBeat = start.instant;
        contact.startedAt = start.instant;
        if (unit.state == model::UnitState::Dead) {
            contact.restartAt = start.instant;   // Our predecessor did not come to it.
        }
    }
    succeed(start);
}

void Controller::createGrid(Moment moment) {
    ControlEntry entry;
    model::GridState grid;
    grid.gridId = hexadecimal(Random(m_options.seed).next());
    grid.name = m_options.gridName;
    grid.partitionCount = m_options.partitionCount;
    grid.backups = m_options.backups;
    grid.minimumInSync = m_options.minimumInSync;
    grid.spaces = m_options.spaces;
    for (std::uint16_t partition = 0; partition < grid.partitionCount; ++partition) {
        model::PartitionDescription description;
        description.id = PartitionId{partition};
        grid.partitions.push_back(description);
    }
    entry.created = std::move(grid);
    entry.events.push_back(event(model::EventKind::GridCreated, model::Severity::Notice,
                                 "Grid " + m_options.gridName + " created", moment));
    propose(std::move(entry));
}

std::uint64_t Controller::propose(ControlEntry entry) {
    ControlEntry stamped = entry;
    const std::uint64_t index = m_host.propose(std::move(entry));
    m_state.apply(stamped, index);
    const model::GridChange& change = stamped.change;
    if (stamped.created || !change.agents.empty() || !change.units.empty() || !change.partitions.empty()) {
        m_tableChanged = index;
    }
    m_unserved.insert(stamped.reigns.begin(), stamped.reigns.end());
    return index;
}

Controller::Contact& Controller::contactOf(UnitId unit) { return m_contacts[unit]; }

std::optional<AgentId> Controller::agentOf(const std::string& host) const {
    for (const model::AgentDescription& agent : m_state.grid().agents) {
        if (agent.host == host) {
            return agent.id;
        }
    }
    return std::nullopt;
}

model::GridEvent Controller::event(model::EventKind kind, model::Severity severity, std::string text,
                                   Moment moment) const {
    model::GridEvent event;
    event.at = moment.wall;
    event.kind = kind;
    event.severity = severity;
    event.actor = "controller";
    event.text = std::move(text);
    return event;
}

void Controller::agentHello(const AgentHello& hello, Moment moment) {
    m_agents.insert(hello.agent.id);
    ControlEntry entry;
    model::AgentDescription agent = hello.agent;
    agent.connected = true;
    const auto known = std::find_if(m_state.grid().agents.begin(), m_state.grid().agents.end(),
                                    [&](const auto& one) { return one.id == agent.id; });
    if (known == m_state.grid().agents.end()) {
        entry.events.push_back(event(model::EventKind::AgentJoined, model::Severity::Notice,
                                     "Agent of host " + agent.host + " joined", moment));
    }
    if (known == m_state.grid().agents.end() || *known != agent) {
        entry.change.agents.push_back(agent);
    }
    startUnits(hello, entry, moment);
    if (!entry.isEmpty()) {
        propose(std::move(entry));
    }
    // What the agent does not run is dead: its units follow it into death.
    const std::vector<model::UnitDescription> units = m_state.grid().units;
    for (const model::UnitDescription& unit : units) {
        const bool runs = std::any_of(hello.running.begin(), hello.running.end(), [&](const auto& running) {
            return running.unit == unit.id && running.incarnation == unit.incarnation;
        });
        const bool isNew = unit.state == model::UnitState::Starting && !isFormer(unit);
        if (unit.host != agent.host || !mayLive(unit)) {
            continue;
        }
        if (runs) {
            Contact& contact = contactOf(unit.id);
            contact.seenAlive = true;
            m_foundRunning = m_foundRunning || isFormer(unit);
            if (contact.stopWanted) {   // The order may have been lost with the former link.
                m_host.send(nodeOf(agent.id), KillUnit{unit.id, unit.incarnation});
            }
            continue;
        }
        const model::UnitDescription* committed = model::findUnit(m_host.committed(), unit.id);
        if (isNew && (committed == nullptr || committed->incarnation != unit.incarnation)) {
            continue;   // It is started when its entry is committed.
        }
        if (isNew) {
            sendStart(unit);
        } else {
            died(unit, false, "its process is gone", moment);
        }
    }
}

void Controller::startUnits(const AgentHello& hello, ControlEntry& entry, Moment moment) {
    const auto onHost = std::count_if(m_state.grid().units.begin(), m_state.grid().units.end(),
                                      [&](const auto& unit) { return unit.host == hello.agent.host; });
    if (onHost > 0) {
        return;
    }
    for (std::uint32_t number = 1; number <= hello.initialUnits; ++number) {
        model::UnitDescription unit;
        unit.id = UnitId{m_state.highestUnit() + number};
        unit.incarnation = Incarnation{m_state.highestIncarnation() + number};
        unit.name = hello.agent.host + std::to_string(number);
        unit.host = hello.agent.host;
        unit.state = model::UnitState::Starting;
        unit.since = moment.wall;
        contactOf(unit.id).startedAt = moment.instant;
        entry.change.units.push_back(unit);
        model::GridEvent added = event(model::EventKind::UnitAdded, model::Severity::Notice,
                                       "Unit " + unit.name + " added on host " + unit.host, moment);
        added.unit = unit.id;
        entry.events.push_back(std::move(added));
    }
}

/// Only to an agent that has said hello on this link: its list of processes must not be older than the order.
void Controller::sendStart(const model::UnitDescription& unit) {
    if (const auto agent = agentOf(unit.host); agent && m_agents.contains(*agent)) {
        m_host.send(nodeOf(*agent), StartUnit{unit.id, unit.name, unit.incarnation});
    }
}

void Controller::agentLost(AgentId agent, Moment) {
    m_agents.erase(agent);
    for (model::AgentDescription known : m_state.grid().agents) {
        if (known.id == agent && known.connected) {
            known.connected = false;
            ControlEntry entry;
            entry.change.agents.push_back(known);
            propose(std::move(entry));
            return;
        }
    }
}

void Controller::unitRegistered(const Register& message, Moment moment) {
    const model::UnitDescription* known = model::findUnit(m_state.grid(), message.unit.id);
    if (known == nullptr || known->incarnation != message.unit.incarnation || !mayLive(*known)) {
        m_host.log(LogLevel::Warning, "unit " + message.unit.name + " registers with an incarnation that is over");
        return;
    }
    Contact& contact = contactOf(known->id);
    contact.incarnation = known->incarnation;
    contact.seenAlive = true;
    m_foundRunning = m_foundRunning || isFormer(*known);
    if (known->state != model::UnitState::Starting) {
        return;
    }
    model::UnitDescription unit = message.unit;
    unit.pumpPaused = known->pumpPaused;
    unit.state = model::UnitState::Ready;
    unit.reason.clear();
    unit.since = moment.wall;
    contact.lastBeat = moment.instant;
    contact.suspended = false;
    contact.stopWanted = false;
    contact.startedAt = moment.instant;
    ControlEntry entry;
    model::GridEvent ready = event(model::EventKind::UnitReady, model::Severity::Notice,
                                   "Unit " + unit.name + " is ready", moment);
    ready.unit = unit.id;
    ready.cause = std::exchange(contact.cause, 0);
    entry.change.units.push_back(std::move(unit));
    entry.events.push_back(std::move(ready));
    propose(std::move(entry));
    m_spread = m_spread || !m_state.isEveningHeld();
    m_lastReady = moment.instant;
}

bool Controller::beat(UnitId id, const Beat& message, Moment moment) {
    const model::UnitDescription* unit = model::findUnit(m_state.grid(), id);
    if (unit == nullptr || unit->incarnation != message.incarnation || !mayLive(*unit)) {
        return false;
    }
    Contact& contact = contactOf(id);
    contact.seenAlive = true;
    m_foundRunning = m_foundRunning || isFormer(*unit);
    if (unit->state == model::UnitState::Unhealthy) {
        // It lives after all. Its lease runs again only when the table that fails it over has gone to it.
        model::UnitDescription back = *unit;
        back.state = contact.drainWanted ? model::UnitState::Draining : model::UnitState::Ready;
        back.reason.clear();
        back.since = moment.wall;
        ControlEntry entry;
        model::GridEvent ready = event(model::EventKind::UnitReady, model::Severity::Notice,
                                       "Unit " + back.name + " is back", moment);
        ready.unit = id;
        ready.cause = std::exchange(contact.cause, 0);
        entry.change.units.push_back(std::move(back));
        entry.events.push_back(std::move(ready));
        contact.answeredFrom = propose(std::move(entry));
        contact.suspended = false;
        contact.drainWanted = false;
        contact.lastBeat = moment.instant;
        m_lastReady = moment.instant;
        return false;
    }
    const model::UnitDescription* committed = model::findUnit(m_host.committed(), id);
    const bool isCurrent = committed != nullptr && committed->incarnation == message.incarnation &&
                           committed->state == unit->state && unit->state != model::UnitState::Starting &&
                           m_host.committed().epoch.value >= contact.answeredFrom;
    if (contact.suspended || !isCurrent) {
        return false;
    }
    contact.lastBeat = moment.instant;
    return true;
}

void Controller::unitExited(const UnitExited& message, Moment moment) {
    const model::UnitDescription* unit = model::findUnit(m_state.grid(), message.unit);
    if (unit != nullptr && unit->incarnation == message.incarnation && mayLive(*unit)) {
        died(*unit, message.clean, message.howItEnded, moment);
    }
}

void Controller::watchSilence(Moment moment) {
    const std::vector<model::UnitDescription> units = m_state.grid().units;
    for (const model::UnitDescription& unit : units) {
        Contact& contact = contactOf(unit.id);
        const bool beats = unit.state == model::UnitState::Ready || unit.state == model::UnitState::Draining;
        const Instant since = std::max(contact.lastBeat, m_began);
        if (beats && !contact.suspended && moment.instant - since > m_options.leaseLength + silenceMargin) {
            contact.suspended = true;
            suspect(unit, moment);
        }
    }
    failOverSilent(moment);
}

void Controller::restartDead(Moment moment) {
    const std::vector<model::UnitDescription> units = m_state.grid().units;
    for (model::UnitDescription unit : units) {
        Contact& contact = contactOf(unit.id);
        const auto agent = agentOf(unit.host);
        const bool isDue = unit.state == model::UnitState::Dead && contact.restartAt &&
                           moment.instant >= *contact.restartAt;
        if (!isDue || !agent || !m_agents.contains(*agent)) {
            continue;
        }
        contact.restartAt.reset();
        contact.startedAt = moment.instant;
        unit.incarnation = Incarnation{m_state.highestIncarnation() + 1};
        unit.state = model::UnitState::Starting;
        unit.since = moment.wall;
        unit.processId = 0;
        ControlEntry entry;
        model::GridEvent started = event(model::EventKind::UnitStarted, model::Severity::Notice,
                                         "Unit " + unit.name + " is started again", moment);
        started.unit = unit.id;
        started.cause = contact.cause;
        entry.change.units.push_back(std::move(unit));
        entry.events.push_back(std::move(started));
        propose(std::move(entry));
    }
}

void Controller::committed(std::uint64_t index, const ControlEntry& entry, Moment moment) {
    for (const PartitionId partition : entry.reigns) {
        const auto former = m_formers.find(partition);
        if (former != m_formers.end() && former->second.index == index) {
            former->second.committedAt = moment.instant;
        }
    }
    for (const model::UnitDescription& unit : entry.change.units) {
        if (unit.state == model::UnitState::Starting) {
            sendStart(unit);
        }
    }
    failoverCommitted(index, moment);
    while (!m_afterCommit.empty() && m_afterCommit.begin()->first <= index) {
        auto& [to, message] = m_afterCommit.begin()->second;
        m_host.send(to, std::move(message));
        m_afterCommit.erase(m_afterCommit.begin());
    }
}

/// Says once when every partition has all its copies again.
void Controller::noteRedundancy(Moment moment) {
    const std::size_t wanted = m_options.backups + 1U;
    const auto& partitions = m_state.grid().partitions;
    const bool whole = std::all_of(partitions.begin(), partitions.end(), [&](const auto& partition) {
        return partition.primary && partition.inSync.size() >= std::min(wanted, copiesWanted(m_state.grid()));
    });
    if (whole && !m_degraded) {
        m_firstTrouble = 0;
    } else if (!whole && !m_degraded) {
        m_degraded = true;
        m_degradedSince = moment.instant;
    } else if (whole && m_degraded && copiesWanted(m_state.grid()) == wanted) {
        m_degraded = false;
        ControlEntry entry;
        model::GridEvent restored = event(model::EventKind::RedundancyRestored, model::Severity::Notice,
                                          "Every partition has all its copies", moment);
        restored.partitionCount = static_cast<std::uint32_t>(partitions.size());
        restored.took = moment.instant - m_degradedSince;
        restored.cause = std::exchange(m_firstTrouble, 0);
        entry.events.push_back(std::move(restored));
        propose(std::move(entry));
    }
}

void Controller::tick(Moment moment) {
    watchSilence(moment);
    restartDead(moment);
    place(moment);
    noteRedundancy(moment);
    reviewFailovers(moment);
    reviewOperations(moment);
    tellGathered(moment);
    for (const model::UnitDescription& unit : m_state.grid().units) {
        Contact& contact = contactOf(unit.id);
        if (unit.state == model::UnitState::Ready && contact.deaths > 0 &&
            moment.instant - contact.startedAt > settledAfter) {
            contact.deaths = 0;
        }
        // An order to start that was lost with its link is given again; the agent knows what it runs.
        if (unit.state == model::UnitState::Starting && moment.instant - contact.startedAt > startWithin) {
            contact.startedAt = moment.instant;
            sendStart(unit);
        }
    }
}

}  // namespace orrery::core
