// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One partition's place in the pump: how far the store is, what waits and since when, and whether one of
// its rows is under suspicion.
#pragma once

#include <cstdint>
#include <deque>
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
/// smaller slices, until the rows that were refused together are through.
struct Suspicion {
    std::size_t rows = 0;        ///< Rows ahead that hold a bad one; 0: no suspicion.
    std::size_t rowLimit = 0;    ///< Rows of the next slice.
    unsigned tries = 0;          ///< Refusals of the first row alone.
    Instant notBefore;           ///< Of the next try.
    std::string reason;          ///< The store's words.

    bool active() const { return rows > 0; }
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

    bool isClaimed() const { return state != State::Unclaimed && state != State::Claiming; }
};

}  // namespace orrery::core
