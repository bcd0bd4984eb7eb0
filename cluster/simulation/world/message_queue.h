// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Messages under way in one direction of a link. Most links of a large grid are silent: an empty queue
// allocates nothing, where a std::deque takes half a kilobyte, and a grid of 500 units has a quarter of a
// million directions.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "cluster/core/message.h"
#include "shared/base/assert.h"

namespace orrery::simulation {

class MessageQueue {
public:
    bool empty() const { return m_head == m_messages.size(); }
    std::size_t size() const { return m_messages.size() - m_head; }
    void push(core::Message message) { m_messages.push_back(std::move(message)); }

    /// Takes the oldest. Must not be empty.
    core::Message pop() {
        ORRERY_ASSERT(!empty());
        core::Message message = std::move(m_messages[m_head++]);
        if (empty()) {
            rewind();
        }
        return message;
    }

    /// Keeps the `count` oldest; there must be as many.
    void keepOldest(std::size_t count) {
        ORRERY_ASSERT(count <= size());
        m_messages.resize(m_head + count);
        if (empty()) {
            rewind();
        }
    }

private:
    static constexpr std::size_t capacityKept = 16;

    void rewind() {
        m_head = 0;
        m_messages.clear();
        if (m_messages.capacity() > capacityKept) {
            m_messages.shrink_to_fit();
        }
    }

    std::vector<core::Message> m_messages;
    std::size_t m_head = 0;  ///< Those before it are taken.
};

}  // namespace orrery::simulation
