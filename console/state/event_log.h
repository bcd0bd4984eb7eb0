// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal as the console has received it: newest 50,000 events in order of their number. A copy
// shares its chunks with the original, so a snapshot costs a few hundred pointers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "console/state/event_numbering.h"
#include "console/state/moment.h"
#include "shared/model/grid_event.h"

namespace orrery::console {

struct ReceivedEvent {
    std::shared_ptr<const model::GridEvent> event;  ///< Never null.
    Moment receivedAt;
    std::uint64_t missingBefore =
        0;              ///< Numbers skipped since the event before: a gap in what we know.
    std::uint64_t unbelievedBefore = 0;  ///< Events left out before it, for numbers that cannot be.
    bool late = false;  ///< Received more than 5 s after it happened (by wall clocks).
};

class EventLog {
public:
    static constexpr std::size_t capacity =
        50'000;  ///< Events kept; the oldest are let go in chunks.
    static constexpr std::size_t chunkSize = 64;

    /// Appends unless it is a repeat. One whose number cannot be is left out, and the next one says so.
    void append(std::shared_ptr<const model::GridEvent> event, Moment receivedAt);
    void clear() { *this = {}; }

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    /// `index` 0 is the oldest; must be below size().
    const ReceivedEvent& at(std::size_t index) const;
    const ReceivedEvent& last() const { return at(m_size - 1); }
    /// Events that were let go, or never received, before at(0).
    std::uint64_t dropped() const { return m_dropped; }
    /// Index of the first event received at or after `point`; size() when there is none.
    std::size_t firstSince(Instant point) const;
    /// Index of the event `number`; size() when it is not held.
    std::size_t indexOf(std::uint64_t number) const;

private:
    using Chunk = std::vector<ReceivedEvent>;
    /// Index of the first event for which `before` does not hold.
    template <typename Before>
    std::size_t partitionPoint(Before before) const;

    std::vector<std::shared_ptr<const Chunk>> m_chunks;  ///< All full but the last.
    EventNumbering m_numbering;
    std::uint64_t m_unbelieved = 0;                      ///< Since the last event.
    std::optional<WallTime> m_listeningSince;            ///< When the first event came in.
    std::size_t m_size = 0;
    std::uint64_t m_dropped = 0;
};

}  // namespace orrery::console
