// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/reply_queue.h"

namespace orrery::runtime {

void ReplyQueue::put(core::Ticket ticket, std::string_view bytes, std::string& output) {
    if (ticket.value < m_oldest || ticket.value > m_last) {
        return;
    }
    const std::size_t place = ticket.value - m_oldest;
    if (place > 0) {
        if (m_held.size() <= place) {
            m_held.resize(place + 1);
        }
        if (!m_held[place].there) {
            m_held[place] = Held{true, std::string(bytes)};
            m_heldBytes += bytes.size();
        }
        return;
    }
    output.append(bytes);
    ++m_oldest;
    if (!m_held.empty()) {
        m_held.pop_front();
    }
    while (!m_held.empty() && m_held.front().there) {
        output.append(m_held.front().bytes);
        m_heldBytes -= m_held.front().bytes.size();
        m_held.pop_front();
        ++m_oldest;
    }
}

}  // namespace orrery::runtime
