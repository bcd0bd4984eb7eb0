// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts the replies of one connection into the order of their requests. Nearly every reply answers the
// oldest open request and goes straight to the output; only one that overtakes is held.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "cluster/core/node.h"

namespace orrery::runtime {

class ReplyQueue {
public:
    /// Tickets are counted on from `last`, so that replies to an earlier connection of the same number
    /// are known by their tickets.
    explicit ReplyQueue(core::Ticket last) : m_last(last.value), m_oldest(last.value + 1) {}

    /// The ticket of the next request.
    core::Ticket issue() { return core::Ticket{++m_last}; }
    core::Ticket last() const { return core::Ticket{m_last}; }

    /// Takes the reply to `ticket` and appends what can go now to `output`. A ticket that is not open
    /// is ignored.
    void put(core::Ticket ticket, std::string_view bytes, std::string& output);

    /// Requests without a reply, or whose reply waits for an earlier one.
    std::uint64_t openCount() const { return m_last + 1 - m_oldest; }
    /// Bytes of the replies that are held.
    std::size_t heldBytes() const { return m_heldBytes; }

private:
    struct Held {
        bool there = false;
        std::string bytes;
    };

    std::uint64_t m_last;
    std::uint64_t m_oldest;   ///< Oldest ticket without a reply in the output.
    std::deque<Held> m_held;  ///< [0] belongs to m_oldest. Invariant: [0] is never there.
    std::size_t m_heldBytes = 0;
};

}  // namespace orrery::runtime
