// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers that must not leave yet: each waits for a sequence to be committed.
#pragma once

#include <deque>
#include <string>

#include "cluster/core/node.h"
#include "shared/base/ids.h"

namespace orrery::core {

struct PendingReply {
    Sequence waitsFor;
    ClientId client;
    std::uint64_t generation = 0;
    Ticket ticket;
    std::string bytes;
    bool changed = false;   ///< The command changed something: losing it is UNKNOWN, not a retry.
};

class PendingReplies {
public:
    bool isEmpty() const { return m_replies.empty(); }
    std::size_t bytes() const { return m_bytes; }

    /// Keeps the replies in the order of what they wait for; equal ones in the order of adding.
    void add(PendingReply reply);
    /// Takes out the next reply that waits for `committed` or less. Pre: hasReady(committed).
    PendingReply take();
    bool hasReady(Sequence committed) const {
        return !m_replies.empty() && m_replies.front().waitsFor <= committed;
    }

private:
    std::deque<PendingReply> m_replies;
    std::size_t m_bytes = 0;
};

}  // namespace orrery::core
