// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One partition's place in the pump: how far the store is, what waits and since when, and whether one of
// its rows is under suspicion.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "cluster/core/pump/pump_source.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::core {

/// When the queued changes were accepted, to about 10 ms. Bounded: when it is full, new changes count as
/// old as the newest mark.
class QueueAges {
public:
    void add(std::uint64_t changes, Instant now);
    /// The oldest `changes` are no longer queued.
    void settle(std::uint64_t changes);
    void clear() { m_marks.clear(); }
    /// When the oldest queued change was accepted; none when nothing is queued.
    std::optional<Instant> oldest() const;

private:
    struct Mark { std::uint64_t changes = 0; Instant since; };
    std::deque<Mark> m_marks;
};

/// The search for a row that the store refuses. After a refusal the partition is pumped alone, in ever
/// smaller slices, until the rows that were refused together are through. A log entry of many rows is
/// then sent in parts; the watermark passes it with the last of them.
struct Suspicion {
    std::size_t rows = 0;        ///< Rows ahead that hold a bad one.
    std::size_t rowLimit = 0;    ///< Rows of the next slice.
    std::size_t done = 0;        ///< Rows of the first log entry that are through; it is sent in parts.
    unsigned tries = 0;          ///< Refusals of the first row alone.
    Instant notBefore;           ///< Of the next try.
    std::string reason;          ///< The store's words.

    bool active() const { return rows > 0 || done > 0; }
    /// `count` rows were in a batch that was refused, others too.
    void suspect(std::size_t count, std::string words);
    /// `count` rows were refused, and they were the whole batch.
    void refused(std::size_t count, std::string words);
    /// `count` rows from the front went through.
    void passed(std::size_t count);
};

struct Lane {
    enum class State : std::uint8_t {
        Unclaimed,   ///< The claim is still to be sent.
        Claiming,    ///< The claim is on its way.
        Ahead,       ///< Waits for the owner to load what the store has more.
        Pumping,
        Behind,      ///< The store lacks what the log no longer holds.
    };

    PartitionId partition;
    Epoch epoch;                     ///< Of the reign.
    const PumpSource* source = nullptr;
    State state = State::Unclaimed;
    StoreRequestId claim;            ///< Valid while Claiming.
    Sequence committedWhenTaken;
    Sequence pumped;                 ///< The store has everything up to here; a guess until claimed.
    PumpBacklog queued;
    QueueAges ages;
    Suspicion suspicion;
    /// The last dead letters, with the position that was refused. The same content is not tried again when
    /// other changes of its key come by, and newer content is tried once: a bad key that is written
    /// all the time must not hold the others up.
    std::map<std::string, Position> condemned;

    bool isClaimed() const { return state != State::Unclaimed && state != State::Claiming; }
};

}  // namespace orrery::core
