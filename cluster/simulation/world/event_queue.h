// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The simulated world's only clock and its only order. Events are plain records, ordered by time and,
// within one instant, by the order in which they were scheduled: two runs that schedule the same
// events in the same order see the same history. What an event carries beyond its few numbers (a
// message, a batch) waits with whoever scheduled it, so that scheduling allocates nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "shared/base/assert.h"
#include "shared/base/time.h"

namespace orrery::simulation {

enum class EventKind : std::uint8_t {
    Tick, EndOfBatch, Resume, AgentBoots, UnitBoots, ProcessStarted, ProcessExited,
    LinkAttempt, LinkUp, LinkDown, Deliver, Silence,
    DiskSynced, StoreExecutes, StoreAnswers,
    ClientOpened, ClientRequest, ClientClosed, ClientReply, ClientLost, Alarm,
};

struct Event {
    Instant at;                    ///< World time.
    std::uint64_t number = 0;      ///< Given by the queue.
    std::uint64_t detail = 0;      ///< What it means depends on the kind.
    std::uint32_t process = 0;     ///< Slot in the process table, when the event happens to a process.
    std::uint32_t generation = 0;  ///< Life of that process, or session of the link.
    EventKind kind = EventKind::Tick;
};

class EventQueue {
public:
    /// The time of the event taken last.
    Instant now() const { return m_now; }
    bool empty() const { return m_heap.empty(); }
    /// Time of the next event. The queue must not be empty.
    Instant nextAt() const { return m_heap.front().at; }

    /// Adds an event at now() + `delay`; a negative delay counts as none.
    void schedule(Duration delay, Event event) {
        event.at = m_now + std::max(delay, Duration{0});
        event.number = ++m_scheduled;
        m_heap.push_back(event);
        std::push_heap(m_heap.begin(), m_heap.end(), later);
    }

    /// Takes the next event and moves the clock to it. The queue must not be empty.
    Event take() {
        ORRERY_ASSERT(!m_heap.empty());
        std::pop_heap(m_heap.begin(), m_heap.end(), later);
        const Event event = m_heap.back();
        m_heap.pop_back();
        ORRERY_ASSERT(event.at >= m_now);
        m_now = event.at;
        return event;
    }

    /// Moves the clock on to `instant` when no event stands before it.
    void advanceTo(Instant instant) {
        ORRERY_ASSERT(m_heap.empty() || m_heap.front().at >= instant);
        m_now = std::max(m_now, instant);
    }

private:
    static bool later(const Event& a, const Event& b) {
        return a.at != b.at ? a.at > b.at : a.number > b.number;
    }

    std::vector<Event> m_heap;
    Instant m_now;
    std::uint64_t m_scheduled = 0;
};

}  // namespace orrery::simulation
