// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The front doors of the simulated processes: connections that simulated clients open to units and
// agents. Clients stand outside of all hosts, so a cut between hosts does not cut them off: an old
// primary that nobody else can reach is still asked, which is the hard case.
//
// A shell's duties are done here: client numbers are small and used again, replies leave in the order
// of their tickets whatever order the core answers in.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cluster/simulation/world/fault_model.h"
#include "cluster/simulation/world/process_table.h"
#include "cluster/simulation/world/trace.h"

namespace orrery::simulation {

/// Something outside of the grid that acts in the world: clients, operators, the nemesis.
class Actor {
public:
    virtual ~Actor() = default;
    /// An alarm it has set has rung; `detail` is its own.
    virtual void wake(std::uint64_t detail) = 0;
    /// Bytes came over a connection it has opened: one or more whole replies or pushes.
    virtual void replied(ConnectionIndex connection, std::string_view bytes);
    /// The connection is gone, or never came about. Not told after the actor has closed it itself.
    virtual void disconnected(ConnectionIndex connection);
};

class ClientPorts {
public:
    ClientPorts(EventQueue& queue, Random& random, const ClientModel& model, ProcessTable& processes,
                Trace& trace)
        : m_queue(queue), m_random(random), m_model(model), m_processes(processes), m_trace(trace) {}

    /// Opens a connection; `actor` must outlive the world's run. Never fails at once.
    ConnectionIndex connect(Actor& actor, core::NodeId node);
    /// Sends one request.
    void send(ConnectionIndex connection, std::vector<std::string> arguments);
    /// The client closes; what is under way in either direction is lost.
    void close(ConnectionIndex connection);
    core::NodeId target(ConnectionIndex connection) const;

    /// The process is gone: its clients hear of it.
    void processGone(SlotIndex slot);
    /// Breaks the `which`th of the open connections; counts around.
    bool breakConnection(std::uint64_t which);

    /// Events of the queue, for a process that runs. They call its core.
    void opened(const Event& event, core::Moment moment);
    void requested(const Event& event, core::Moment moment, core::Effects& effects);
    void closed(const Event& event);
    /// Events of the queue, for the actor.
    void deliverReply(const Event& event);
    void deliverLoss(const Event& event);

    /// Effects of the process in `slot`.
    void carryOut(SlotIndex slot, const core::Effects& effects);

    /// True when a request of `ticket` was answered twice or never asked: said once, then forgotten.
    std::string takeComplaint() { return std::exchange(m_complaint, {}); }

private:
    enum class State : std::uint8_t { Opening, Open, Closing, Gone };
    struct Connection {
        Actor* actor = nullptr;
        SlotIndex slot = 0;
        std::uint32_t generation = 0;
        State state = State::Opening;
        core::ClientId client;                      ///< Once open.
        std::deque<std::vector<std::string>> requests;   ///< On their way to the process.
        std::deque<std::string> replies;            ///< On their way to the client.
        std::map<std::uint64_t, std::string> early; ///< Answered before an earlier ticket was.
        std::uint64_t asked = 0;                    ///< Tickets given.
        std::uint64_t answered = 0;                 ///< Tickets whose reply has left.
        bool closesAfterReplies = false;
        Instant lastToProcess;
        Instant lastToClient;
    };

    void toProcess(ConnectionIndex index, EventKind kind);
    void toClient(ConnectionIndex index, std::string bytes);
    void lose(ConnectionIndex index);
    void answer(ConnectionIndex index, const core::Reply& reply, std::string_view bytes);
    ConnectionIndex connectionOf(const Process& process, core::ClientId client) const;
    void forget(Process& process, Connection& connection);

    EventQueue& m_queue;
    Random& m_random;
    const ClientModel& m_model;
    ProcessTable& m_processes;
    Trace& m_trace;
    std::deque<Connection> m_connections;
    std::vector<std::string_view> m_views;   ///< Reused from request to request.
    std::string m_complaint;
};

}  // namespace orrery::simulation
