// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole grid in one thread: hosts with an agent each and units under it, all running the real core,
// joined by a simulated network, disk, store and front door. World does what the processes' shells do
// (turn events into calls, carry effects out in their contract order) and nothing more: it decides
// nothing about the grid.
//
// Deterministic: everything follows from the options and from the calls made from outside, which
// themselves come from alarms. Nothing here reads a clock or asks the machine for chance.
//
// Stopped processes (SIGSTOP): their clocks go on and their events queue up; when they run again, what
// has queued up is handled before the tick, as Qt handles sockets before expired timers.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cluster/simulation/world/client_ports.h"
#include "cluster/simulation/world/disk.h"
#include "cluster/simulation/world/fault_model.h"
#include "cluster/simulation/world/network.h"
#include "cluster/simulation/world/process_table.h"
#include "cluster/simulation/world/store.h"
#include "cluster/simulation/world/trace.h"

namespace orrery::simulation {

struct WorldOptions {
    std::uint64_t seed = 1;
    std::uint32_t hosts = 3;                  ///< 1 .. 26
    std::uint32_t units = 6;                  ///< In all, dealt out over the hosts.
    std::uint16_t partitions = 16;
    std::uint8_t backups = 1;
    std::uint8_t minimumInSync = 1;
    std::vector<model::SpaceDescription> spaces;
    bool hasStore = true;
    std::vector<model::Setting> unitSettings; ///< What agents say that their units are started with.
    FaultModel faults;
    std::FILE* trace = nullptr;               ///< Where each event is told in words; null: nowhere.
};

/// Ways in which a planted bug makes clocks and kernels break their promises.
struct Lies {
    bool clockStopsInPause = false;           ///< A stopped process' boot-time clock stands still.
};

class World {
public:
    explicit World(WorldOptions options);
    ~World();

    /// Carries out the next event.
    void step();
    /// Carries out everything up to `instant`, and moves the clock there.
    void runUntil(Instant instant);
    Instant now() const { return m_queue.now(); }
    /// What a true wall clock in the world shows: a fixed date at the beginning, so that a seed tells all.
    WallTime wallNow() const;
    /// For actors: a stream of chance of their own.
    Random forkRandom() { return Random(m_random.next()); }

    /// Rings `actor`'s alarm after `delay`. The actor must outlive the world's run.
    void setAlarm(Actor& actor, Duration delay, std::uint64_t detail);

    ClientPorts& clients() { return m_clients; }
    Network& network() { return m_network; }
    Store& store() { return m_store; }
    const Store& store() const { return m_store; }
    Disk& disk() { return m_disk; }
    Lies& lies() { return m_lies; }
    const ProcessTable& processes() const { return m_processes; }
    std::uint32_t hostCount() const { return m_options.hosts; }
    const WorldOptions& options() const { return m_options; }

    /// Accidents. All are told to whoever would notice, after the time it would take.
    /// Kills a unit's process. Pre: it is alive.
    void killUnit(SlotIndex slot);
    /// Kills the agent of `host` and its units with it. Pre: it is alive.
    void killHost(HostIndex host);
    /// Starts the agent of `host` anew. Pre: it is dead.
    void bootHost(HostIndex host);
    /// Stops a process for `span`. Pre: it is alive and not stopped.
    void pause(SlotIndex slot, Duration span);

    SlotIndex agentOf(HostIndex host) const { return m_agents[host]; }
    /// The grid's state as the controller has it; null while the controller is dead.
    const model::GridState* controllerState() const;
    /// The unit at a client endpoint's port, in whatever life it was there.
    std::optional<core::NodeId> nodeAtPort(std::uint16_t port) const;
    core::Moment momentOf(const Process& process) const;

    std::uint64_t traceHash() const { return m_trace.hash(); }
    std::uint64_t eventCount() const { return m_events; }
    const Trace& trace() const { return m_trace; }
    /// A breach of the contract between core and shell that the world itself has seen; else empty.
    const std::string& complaint() const { return m_complaint; }

private:
    struct UnitStart { core::StartProcess start; HostIndex host; std::uint32_t agentGeneration; bool killed; };

    void dispatch(const Event& event);
    void toProcess(const Event& event, core::Message message);
    void handle(Process& process, const Event& event, const core::Message& message);
    void handleUnit(Process& process, const Event& event, const core::Message& message);
    void handleAgent(Process& process, const Event& event, const core::Message& message);
    void endBatch(Process& process);
    void resume(const Event& event);
    void tell(const Event& event) const;

    void bootUnit(const Event& event);
    void bootAgent(const Event& event);
    void begin(Process& process);
    void end(Process& process);
    void reportEnd(const Process& unit, bool clean, std::string_view howItEnded);
    core::UnitOptions unitOptions(const Process& process, const UnitStart& start) const;
    core::AgentOptions agentOptions(const Process& process);
    model::Endpoint newEndpoint(HostIndex host, core::NodeId node);

    void carryOut(Process& process);
    void carryOutProcesses(Process& process);
    void answerLogs(Process& agent, const std::vector<core::ReadUnitLog>& reads);
    void startUnit(const Process& agent, core::StartProcess start);
    void killByAgent(const Process& agent, const core::KillProcess& kill);
    void schedule(EventKind kind, const Process& process, Duration delay, std::uint64_t detail = 0);

    WorldOptions m_options;
    Random m_random;
    EventQueue m_queue;
    Trace m_trace;
    ProcessTable m_processes;
    Network m_network;
    Disk m_disk;
    Store m_store;
    ClientPorts m_clients;
    Lies m_lies;
    core::Effects m_effects;                   ///< Reused from call to call.
    std::vector<SlotIndex> m_agents;           ///< By host.
    std::vector<Duration> m_clockOffsets;      ///< By host.
    std::vector<UnitStart> m_starts;           ///< By number of the start.
    std::vector<core::AgentCore::ProcessEnd> m_ends;   ///< By number of the end.
    std::vector<Actor*> m_actors;
    std::map<std::uint16_t, core::NodeId> m_ports;
    std::uint16_t m_lastPort = 10000;
    std::uint64_t m_events = 0;
    std::string m_complaint;
};

}  // namespace orrery::simulation
