// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// World: the lives of processes. Units are started and killed by their agents, die with them (the
// parent-death signal of the real shell) and are reported to them when they end.
#include "cluster/simulation/world/world.h"

namespace orrery::simulation {
namespace {

constexpr Span forkTime{microseconds(300), milliseconds(3)};

}  // namespace

void World::killUnit(SlotIndex slot) {
    Process& process = m_processes.at(slot);
    ORRERY_ASSERT(process.alive);
    reportEnd(process, false, "signal 9 (SIGKILL)");
    end(process);
}

void World::killHost(HostIndex host) {
    for (SlotIndex slot = 0; slot < m_processes.size(); ++slot) {
        Process& process = m_processes.at(slot);
        if (process.alive && process.host == host) {
            end(process);
        }
    }
    if (host == 0) {
        m_disk.crash();
    }
}

void World::bootHost(HostIndex host) {
    const Process& agent = m_processes.at(m_agents[host]);
    ORRERY_ASSERT(!agent.alive);
    schedule(EventKind::AgentBoots, agent, Duration{0});
}

void World::pause(SlotIndex slot, Duration span) {
    Process& process = m_processes.at(slot);
    ORRERY_ASSERT(process.alive && !process.paused);
    process.paused = true;
    process.pausedSince = m_queue.now();
    m_network.processPaused(slot);
    schedule(EventKind::Resume, process, span);
}

void World::resume(const Event& event) {
    Process& process = m_processes.at(event.process);
    if (!process.alive || process.generation != event.generation) {
        return;
    }
    process.paused = false;
    if (m_lies.clockStopsInPause) {
        process.clockOffset.micros -= (m_queue.now() - process.pausedSince).micros;
    }
    if (m_trace.wanted()) {
        m_trace.line(m_queue.now(), process.name, "runs again");
    }
    const std::vector<Pending> pending = std::move(process.pending);
    process.pending.clear();
    const auto isTimer = [](const Event& one) {
        return one.kind == EventKind::Tick || one.kind == EventKind::EndOfBatch;
    };
    for (const bool timers : {false, true}) {
        for (const Pending& one : pending) {
            const bool stillThere = process.alive && process.generation == event.generation;
            if (stillThere && isTimer(one.event) == timers) {
                handle(process, one.event, one.message);
            }
        }
    }
}

void World::bootAgent(const Event& event) {
    Process& process = m_processes.at(event.process);
    if (process.alive) {
        return;
    }
    begin(process);
    const bool voter = process.host == 0;
    process.agent = std::make_unique<core::AgentCore>(
        agentOptions(process), voter ? m_disk.entries() : std::vector<core::PersistControl>{},
        momentOf(process), m_effects);
    carryOut(process);
    schedule(EventKind::Tick, process, draw(m_random, {Duration{0}, m_options.faults.process.tick}));
}

void World::startUnit(const Process& agent, core::StartProcess start) {
    Process& unit = m_processes.slotFor(core::nodeOf(start.unit), agent.host);
    if (unit.alive && m_complaint.empty()) {
        m_complaint = "unit " + start.name + " was started while an earlier life of it still runs";
    }
    const auto number = m_starts.size();
    m_starts.push_back(UnitStart{std::move(start), agent.host, agent.generation, false});
    schedule(EventKind::UnitBoots, unit, draw(m_random, m_options.faults.process.unitStart), number);
    schedule(EventKind::ProcessStarted, agent, draw(m_random, forkTime), number);
}

void World::bootUnit(const Event& event) {
    const UnitStart& start = m_starts[event.detail];
    Process& process = m_processes.at(event.process);
    const Process& agent = m_processes.at(m_agents[start.host]);
    const bool agentLives = agent.alive && agent.generation == start.agentGeneration;
    if (process.alive || start.killed || !agentLives) {
        return;
    }
    process.name = start.start.name;
    begin(process);
    process.incarnation = start.start.incarnation;
    process.client = newEndpoint(process.host, process.node);
    process.peer = newEndpoint(process.host, process.node);
    process.unit = std::make_unique<core::UnitCore>(unitOptions(process, start), momentOf(process), m_effects);
    carryOut(process);
    schedule(EventKind::Tick, process, draw(m_random, {Duration{0}, m_options.faults.process.tick}));
}

void World::killByAgent(const Process& agent, const core::KillProcess& kill) {
    Process* unit = m_processes.find(core::nodeOf(kill.unit));
    if (unit != nullptr && unit->alive && unit->incarnation == kill.incarnation) {
        killUnit(unit->slot);
        return;
    }
    for (UnitStart& start : m_starts) {
        const bool meant = start.start.unit == kill.unit && start.start.incarnation == kill.incarnation;
        if (meant && !start.killed && start.agentGeneration == agent.generation) {
            start.killed = true;
            m_ends.push_back({kill.unit, kill.incarnation, false, "signal 9 (SIGKILL)"});
            schedule(EventKind::ProcessExited, agent, draw(m_random, m_options.faults.process.deathNotice),
                     m_ends.size() - 1);
        }
    }
}

void World::begin(Process& process) {
    process.alive = true;
    process.paused = false;
    process.batchOpen = false;
    ++process.generation;
    process.clockOffset = m_clockOffsets[process.host];
    const std::int64_t skew = m_options.faults.process.wallSkewMillis;
    process.wallOffset = static_cast<std::int64_t>(m_random.below(2 * static_cast<std::uint64_t>(skew) + 1)) - skew;
    if (m_trace.wanted()) {
        m_trace.line(m_queue.now(), process.name, "process begins");
    }
}

void World::end(Process& process) {
    if (m_trace.wanted()) {
        m_trace.line(m_queue.now(), process.name, "process ends");
    }
    process.alive = false;
    process.paused = false;
    process.unit.reset();
    process.agent.reset();
    process.pending.clear();
    m_clients.processGone(process.slot);
    m_network.processGone(process.slot);
}

void World::reportEnd(const Process& unit, bool clean, std::string_view howItEnded) {
    const Process& agent = m_processes.at(m_agents[unit.host]);
    if (!agent.alive) {
        return;
    }
    m_ends.push_back({UnitId{unit.node.number}, unit.incarnation, clean, std::string(howItEnded)});
    schedule(EventKind::ProcessExited, agent, draw(m_random, m_options.faults.process.deathNotice),
             m_ends.size() - 1);
}

core::UnitOptions World::unitOptions(const Process& process, const UnitStart& start) const {
    core::UnitOptions options;
    options.unit = start.start.unit;
    options.name = start.start.name;
    options.host = m_processes.at(m_agents[start.host]).name;
    options.incarnation = start.start.incarnation;
    options.gridName = "simulated";
    options.client = process.client;
    options.peer = process.peer;
    options.processId = 1000 + static_cast<std::uint32_t>(start.start.incarnation.value);
    options.agent = AgentId{start.host + 1};
    options.agentPeer = m_processes.at(m_agents[start.host]).peer;
    options.hasStore = m_options.hasStore;
    return options;
}

core::AgentOptions World::agentOptions(const Process& process) {
    core::AgentOptions options;
    options.agent = AgentId{process.node.number};
    options.host = process.name;
    options.gridName = "simulated";
    options.voter = process.host == 0;
    options.controller = AgentId{1};
    options.controllerPeer = m_processes.at(m_agents[0]).peer;
    options.client = process.client;
    options.peer = process.peer;
    options.partitionCount = m_options.partitions;
    options.backups = m_options.backups;
    options.minimumInSync = m_options.minimumInSync;
    options.spaces = m_options.spaces;
    const bool oneMore = process.host < m_options.units % m_options.hosts;
    options.initialUnits = m_options.units / m_options.hosts + (oneMore ? 1 : 0);
    options.hasStore = m_options.hasStore;
    options.unitSettings = m_options.unitSettings;
    options.seed = m_random.next();
    return options;
}

model::Endpoint World::newEndpoint(HostIndex host, core::NodeId node) {
    const model::Endpoint endpoint{"10.0.0." + std::to_string(host + 1), ++m_lastPort};
    m_ports[endpoint.port] = node;
    return endpoint;
}

}  // namespace orrery::simulation
