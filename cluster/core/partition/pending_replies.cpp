// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/partition/pending_replies.h"

#include <algorithm>
#include <utility>

#include "shared/base/assert.h"

namespace orrery::core {

void PendingReplies::add(PendingReply reply) {
    m_bytes += reply.bytes.size();
    // Nearly always the newest: search from the back.
    auto place = m_replies.end();
    while (place != m_replies.begin() && std::prev(place)->waitsFor > reply.waitsFor) {
        --place;
    }
    m_replies.insert(place, std::move(reply));
}

PendingReply PendingReplies::take() {
    ORRERY_ASSERT(!m_replies.empty());
    PendingReply reply = std::move(m_replies.front());
    m_replies.pop_front();
    m_bytes -= reply.bytes.size();
    return reply;
}

}  // namespace orrery::core
