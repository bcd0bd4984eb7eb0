// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a copy of a partition may ask of the unit it lives in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/core/message.h"
#include "cluster/core/node.h"
#include "cluster/core/pump/pump_source.h"

namespace orrery::core {

/// Counters of a unit that its partitions add to; see model::UnitTelemetry.
struct UnitCounters {
    std::uint64_t operations = 0;
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::uint64_t redirects = 0;
    std::uint64_t refusals = 0;
    std::uint64_t unknowns = 0;
};

/// A request whose partition cannot answer it now; it is asked again when it can.
struct ParkedRequest {
    ClientId client;
    std::uint64_t generation = 0;   ///< Of the client's number.
    Ticket ticket;
    std::vector<std::string> arguments;
    Instant since;
};

class ReplicaHost {
public:
    virtual ~ReplicaHost() = default;

    virtual UnitId self() const = 0;
    virtual Incarnation incarnation() const = 0;
    /// Registered incarnation of a unit, by the table; 0 when there is none.
    virtual Incarnation incarnationOf(UnitId unit) const = 0;
    virtual bool isLinked(UnitId unit) const = 0;
    virtual bool holdsLease(Moment moment) const = 0;
    virtual std::uint8_t minimumInSync() const = 0;
    /// True when changes must be kept for copies or for the store.
    virtual bool keepsLog() const = 0;
    /// True when changes of `key` go to the store.
    virtual bool isPumped(std::string_view key) const = 0;
    /// True when the unit has no memory, or the store no room, for another write; the reason is the
    /// error to answer, empty when there is room.
    virtual std::string_view refusal() const = 0;

    /// Sent with the others of this turn, in order.
    virtual void send(UnitId to, PartitionMessage message) = 0;
    virtual void tellController(Message message) = 0;
    /// Asks for flush() at the end of the turn.
    virtual void needsFlush(PartitionId partition) = 0;
    /// Answers a client, unless its number was given to another one since.
    virtual void answer(ClientId client, std::uint64_t generation, Ticket ticket, std::string_view bytes) = 0;
    virtual void askAgain(ParkedRequest request) = 0;

    virtual void pumpTake(PartitionId partition, Epoch epoch, const PumpSource& source, Sequence pumped) = 0;
    virtual void pumpGive(PartitionId partition) = 0;
    virtual void pumpCommitted(PartitionId partition, PumpBacklog accepted) = 0;
    /// Claim the partition for `epoch` and load its rows; they come back to Replica::loaded().
    virtual void loadFromStore(PartitionId partition, Epoch epoch) = 0;

    virtual void log(LogLevel level, std::string text) = 0;
    virtual UnitCounters& counters() = 0;
};

}  // namespace orrery::core
