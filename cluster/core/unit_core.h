// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything a processing unit decides: which requests it answers, when a write counts, whom it
// follows, what it pumps. Pure: it knows the time only from the Moment of each call.
//
// The shell feeds it events, one call each, and carries out the effects. After a batch of calls (one
// turn of its loop) the shell calls endOfBatch(), in which messages that were gathered go out: that is
// what makes 100 pipelined writes one replication message.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "cluster/core/effects.h"
#include "cluster/core/node.h"
#include "shared/model/telemetry.h"

namespace orrery::core {

struct UnitOptions {
    UnitId unit;
    std::string name;
    std::string host;
    Incarnation incarnation;
    std::string gridName;
    model::Endpoint client;            ///< What others are told to connect to.
    model::Endpoint peer;
    model::Endpoint http;
    std::uint32_t processId = 0;
    AgentId agent;                     ///< Its own agent
    model::Endpoint agentPeer;         ///< and where that is reached.
    std::string password;              ///< Empty: none wanted of clients.
    std::uint64_t memoryLimit = 0;     ///< Bytes of entries and logs; 0 = none. Beyond it writes get OOM.
    std::uint64_t logBudget = 256ULL << 20;   ///< Bytes of kept log, beside the unpumped tail.
    std::uint64_t pumpBacklogLimit = 512ULL << 20;  ///< Bytes of unpumped changes; beyond it writes are throttled.
    bool hasStore = true;              ///< Without a store nothing is pumped or loaded.
    Duration leaseLength = milliseconds(1000);
    Duration beatInterval = milliseconds(100);
};

/// Figures only the shell can measure; handed in before each telemetry sample.
struct ProcessFigures { std::uint64_t residentBytes = 0; std::uint32_t cpuPermille = 0; };

class UnitCore {
public:
    UnitCore(UnitOptions options, Moment start, Effects& effects);
    ~UnitCore();

    /// Time passes. Call every 10 ms or so; more often does no harm.
    void tick(Moment moment, Effects& effects);

    /// A link is up (after the peer's identity was checked by the shell's handshake) or has gone down.
    void linkUp(NodeId node, Moment moment, Effects& effects);
    void linkDown(NodeId node, Moment moment, Effects& effects);
    void receive(NodeId from, const Message& message, Moment moment, Effects& effects);

    void clientOpened(ClientId client, std::string_view address, Moment moment);
    /// After this the shell may use the number again; replies to the old one are dropped by ticket.
    void clientClosed(ClientId client);
    /// A whole request. Exactly one Reply with its ticket comes, now or in a later step.
    void request(ClientId client, Ticket ticket, RequestArguments arguments, Moment moment, Effects& effects);

    void storeEvent(StoreEvent&& event, Moment moment, Effects& effects);
    void processFigures(ProcessFigures figures);

    /// End of one turn of the shell's loop: gathered messages and freed replies go out.
    void endOfBatch(Moment moment, Effects& effects);

    /// For /health, /status and /metrics: cheap, current.
    model::UnitTelemetry telemetry(Moment moment) const;
    model::UnitState state() const;
    /// The table as this unit knows it.
    const model::GridState& table() const;

private:
    friend class UnitInspector;   ///< Simulator's checkers look inside (cluster/simulation).
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace orrery::core
