// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// World: events as calls of the cores, and effects as events.
#include "cluster/simulation/world/world.h"

namespace orrery::simulation {
namespace {

core::NodeId nodeIn(std::uint64_t detail) {
    return core::NodeId{static_cast<core::NodeKind>(detail >> 32), static_cast<std::uint32_t>(detail)};
}

}  // namespace

void World::handleUnit(Process& process, const Event& event, const core::Message& message) {
    const core::Moment moment = momentOf(process);
    core::UnitCore& unit = *process.unit;
    switch (event.kind) {
    case EventKind::Tick:
        unit.tick(moment, m_effects);
        schedule(EventKind::Tick, process, m_options.faults.process.tick);
        return;
    case EventKind::LinkUp: unit.linkUp(nodeIn(event.detail), moment, m_effects); return;
    case EventKind::LinkDown: unit.linkDown(nodeIn(event.detail), moment, m_effects); return;
    case EventKind::Deliver: unit.receive(nodeIn(event.detail), message, moment, m_effects); return;
    case EventKind::StoreAnswers: unit.storeEvent(m_store.takeAnswer(event), moment, m_effects); return;
    case EventKind::ClientOpened: m_clients.opened(event, moment); return;
    case EventKind::ClientRequest: m_clients.requested(event, moment, m_effects); return;
    case EventKind::ClientClosed: m_clients.closed(event); return;
    default: ORRERY_ASSERT(false);
    }
}

void World::handleAgent(Process& process, const Event& event, const core::Message& message) {
    const core::Moment moment = momentOf(process);
    core::AgentCore& agent = *process.agent;
    switch (event.kind) {
    case EventKind::Tick:
        agent.tick(moment, m_effects);
        schedule(EventKind::Tick, process, m_options.faults.process.tick);
        return;
    case EventKind::LinkUp: agent.linkUp(nodeIn(event.detail), moment, m_effects); return;
    case EventKind::LinkDown: agent.linkDown(nodeIn(event.detail), moment, m_effects); return;
    case EventKind::Deliver: agent.receive(nodeIn(event.detail), message, moment, m_effects); return;
    case EventKind::DiskSynced:
        m_disk.synced(event.detail);
        agent.controlPersisted(event.detail, moment, m_effects);
        return;
    case EventKind::ProcessStarted: {
        const core::StartProcess& start = m_starts[event.detail].start;
        agent.processStarted(start.unit, start.incarnation,
                             1000 + static_cast<std::uint32_t>(event.detail), moment, m_effects);
        return;
    }
    case EventKind::ProcessExited: agent.processExited(m_ends[event.detail], moment, m_effects); return;
    case EventKind::ClientOpened: m_clients.opened(event, moment); return;
    case EventKind::ClientRequest: m_clients.requested(event, moment, m_effects); return;
    case EventKind::ClientClosed: m_clients.closed(event); return;
    default: ORRERY_ASSERT(false);
    }
}

void World::carryOut(Process& process) {
    for (core::PersistControl& entry : m_effects.persist) {
        m_trace.add(entry.payload);
        m_disk.append(std::move(entry), process.slot, process.generation);
    }
    for (core::SendMessage& send : m_effects.messages) {
        m_trace.add(core::frameType(send.message));
        m_network.send(process.slot, send.to, std::move(send.message));
    }
    m_clients.carryOut(process.slot, m_effects);
    if (m_complaint.empty()) {
        m_complaint = m_clients.takeComplaint();
    }
    for (core::StoreRequest& request : m_effects.storeRequests) {
        m_store.submit(std::move(request), process.slot, process.generation);
    }
    for (const core::KeepLink& keep : m_effects.keepLinks) {
        m_network.keep(process.slot, keep.node, keep.endpoint);
    }
    for (const core::DropLink& drop : m_effects.dropLinks) {
        m_network.drop(process.slot, drop.node);
    }
    if (m_trace.wanted()) {
        for (const core::LogLine& line : m_effects.log) {
            m_trace.line(m_queue.now(), process.name, "  log: " + line.text);
        }
    }
    carryOutProcesses(process);
}

void World::carryOutProcesses(Process& process) {
    const std::vector<core::StartProcess> starts = std::move(m_effects.startProcesses);
    const std::vector<core::KillProcess> kills = std::move(m_effects.killProcesses);
    const std::vector<core::ReadUnitLog> reads = std::move(m_effects.readUnitLogs);
    const bool exits = m_effects.exit.has_value();
    m_effects.clear();
    for (const core::StartProcess& start : starts) {
        startUnit(process, start);
    }
    for (const core::KillProcess& kill : kills) {
        killByAgent(process, kill);
    }
    if (exits) {
        reportEnd(process, true, "exit code 0");
        end(process);
    }
    if (!reads.empty()) {
        answerLogs(process, reads);
    }
}

/// Units of a simulated grid write no log, and none is made up for them.
void World::answerLogs(Process& agent, const std::vector<core::ReadUnitLog>& reads) {
    for (const core::ReadUnitLog& read : reads) {
        core::UnitLogBytes none;
        none.question = read.question;
        none.found = core::UnitLogBytes::Found::NoLogHere;
        agent.agent->unitLogRead(none, momentOf(agent), m_effects);
    }
    carryOut(agent);
}

void World::schedule(EventKind kind, const Process& process, Duration delay, std::uint64_t detail) {
    Event event;
    event.kind = kind;
    event.process = process.slot;
    event.generation = process.generation;
    event.detail = detail;
    m_queue.schedule(delay, event);
}

}  // namespace orrery::simulation
