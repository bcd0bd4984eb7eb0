// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/world/world.h"

#include <array>

namespace orrery::simulation {
namespace {

/// The world begins at this wall time: 2026-01-01 00:00 UTC.
constexpr std::int64_t wallStart = 1767225600000;
constexpr std::uint64_t hostClockSpread = 1000ULL * 1000 * 1000 * 1000;

}  // namespace

World::World(WorldOptions options)
    : m_options(std::move(options)), m_random(m_options.seed), m_trace(m_options.trace),
      m_network(m_queue, m_random, m_options.faults.network, m_processes, m_options.hosts),
      m_disk(m_queue, m_random, m_options.faults.disk),
      m_store(m_queue, m_random, m_options.faults.store),
      m_clients(m_queue, m_random, m_options.faults.client, m_processes, m_trace) {
    ORRERY_ASSERT(m_options.hosts >= 1 && m_options.hosts <= 26);
    for (HostIndex host = 0; host < m_options.hosts; ++host) {
        Process& agent = m_processes.slotFor(core::nodeOf(AgentId{host + 1}), host);
        agent.name = std::string(1, static_cast<char>('a' + host));
        agent.client = newEndpoint(host, agent.node);
        agent.peer = newEndpoint(host, agent.node);
        m_agents.push_back(agent.slot);
        m_clockOffsets.push_back(Duration{static_cast<std::int64_t>(m_random.below(hostClockSpread))});
        schedule(EventKind::AgentBoots, agent, draw(m_random, {milliseconds(0), milliseconds(50)}));
    }
}

World::~World() = default;

void World::step() {
    const Event event = m_queue.take();
    ++m_events;
    m_trace.add(static_cast<std::uint64_t>(event.at.micros));
    m_trace.add((std::uint64_t{event.process} << 40) ^ (event.detail << 8) ^
                static_cast<std::uint64_t>(event.kind));
    dispatch(event);
}

void World::runUntil(Instant instant) {
    while (!m_queue.empty() && m_queue.nextAt() <= instant) {
        step();
    }
    m_queue.advanceTo(instant);
}

void World::setAlarm(Actor& actor, Duration delay, std::uint64_t detail) {
    auto found = std::find(m_actors.begin(), m_actors.end(), &actor);
    if (found == m_actors.end()) {
        found = m_actors.insert(m_actors.end(), &actor);
    }
    Event event;
    event.kind = EventKind::Alarm;
    event.process = static_cast<std::uint32_t>(found - m_actors.begin());
    event.detail = detail;
    m_queue.schedule(delay, event);
}

WallTime World::wallNow() const { return WallTime{wallStart + m_queue.now().micros / 1000}; }

core::Moment World::momentOf(const Process& process) const {
    return core::Moment{m_queue.now() + process.clockOffset, WallTime{wallNow().millis + process.wallOffset}};
}

const model::GridState* World::controllerState() const {
    for (const SlotIndex slot : m_agents) {
        const Process& process = m_processes.at(slot);
        if (process.alive && process.agent->isController()) {
            return &process.agent->state();
        }
    }
    return nullptr;
}

std::optional<core::NodeId> World::nodeAtPort(std::uint16_t port) const {
    const auto found = m_ports.find(port);
    return found == m_ports.end() ? std::nullopt : std::optional(found->second);
}

void World::dispatch(const Event& event) {
    switch (event.kind) {
    case EventKind::Alarm: m_actors[event.process]->wake(event.detail); return;
    case EventKind::ClientReply: m_clients.deliverReply(event); return;
    case EventKind::ClientLost: m_clients.deliverLoss(event); return;
    case EventKind::LinkAttempt: m_network.attempt(event); return;
    case EventKind::Silence: m_network.silence(event); return;
    case EventKind::StoreExecutes: m_store.execute(event); return;
    case EventKind::AgentBoots: bootAgent(event); return;
    case EventKind::UnitBoots: bootUnit(event); return;
    case EventKind::Resume: resume(event); return;
    case EventKind::Deliver:
        if (auto arrived = m_network.deliver(event)) {
            // The sender takes the place of the link's number: the link may be gone when it is read.
            Event known = event;
            known.detail = (std::uint64_t{static_cast<std::uint8_t>(arrived->first.kind)} << 32) |
                           arrived->first.number;
            toProcess(known, std::move(arrived->second));
        }
        return;
    case EventKind::LinkUp:
    case EventKind::LinkDown: {
        core::NodeId peer;
        const bool tells = event.kind == EventKind::LinkUp ? m_network.comesUp(event, peer)
                                                           : m_network.goesDown(event, peer);
        if (tells) {
            Event known = event;
            known.detail = (std::uint64_t{static_cast<std::uint8_t>(peer.kind)} << 32) | peer.number;
            toProcess(known, {});
        }
        return;
    }
    default:
        if (m_processes.at(event.process).generation == event.generation) {
            toProcess(event, {});
        }
    }
}

void World::toProcess(const Event& event, core::Message message) {
    Process& process = m_processes.at(event.process);
    if (!process.alive) {
        return;
    }
    if (process.paused) {
        process.pending.push_back(Pending{event, std::move(message)});
        return;
    }
    handle(process, event, message);
}

void World::handle(Process& process, const Event& event, const core::Message& message) {
    if (m_trace.wanted()) {
        tell(event);
    }
    if (event.kind == EventKind::EndOfBatch) {
        process.batchOpen = false;
        endBatch(process);
        return;
    }
    if (process.unit) {
        handleUnit(process, event, message);
    } else {
        handleAgent(process, event, message);
    }
    const std::uint32_t generation = process.generation;
    carryOut(process);
    const bool stillThere = process.alive && process.generation == generation;
    if (!stillThere || process.batchOpen) {
        return;
    }
    const Span window = m_options.faults.process.batchWindow;
    if (window.most.micros == 0) {
        endBatch(process);
        return;
    }
    process.batchOpen = true;
    schedule(EventKind::EndOfBatch, process, draw(m_random, window));
}

void World::endBatch(Process& process) {
    const core::Moment moment = momentOf(process);
    if (process.unit) {
        process.unit->endOfBatch(moment, m_effects);
    } else {
        process.agent->endOfBatch(moment, m_effects);
    }
    carryOut(process);
}

void World::tell(const Event& event) const {
    static constexpr std::array names{
        "tick", "end of batch", "resume", "agent boots", "unit boots", "process started", "process exited",
        "link attempt", "link up", "link down", "deliver", "silence", "disk synced", "store executes",
        "store answers", "client opened", "client request", "client closed", "client reply", "client lost",
        "alarm"};
    if (event.kind == EventKind::Tick || event.kind == EventKind::EndOfBatch) {
        return;
    }
    const Process& process = m_processes.at(event.process);
    m_trace.line(m_queue.now(), process.name,
                 std::string(names[static_cast<std::size_t>(event.kind)]) + " " +
                     std::to_string(event.detail & 0xFFFFFFFF));
}

}  // namespace orrery::simulation
