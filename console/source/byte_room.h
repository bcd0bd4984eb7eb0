// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes in a row that grow at their end. Unlike a string it sets none of them to zero before they are read from a
// socket: of a stream each byte is written once. Plain object.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace orrery::console {

class ByteRoom {
public:
    std::string_view bytes() const { return {m_room.get(), m_size}; }
    /// Room for `count` bytes behind bytes(), of any content, until the next call of anything but bytes().
    char* roomFor(std::size_t count) {
        if (m_size + count > m_capacity) {
            const std::size_t capacity = std::max(m_size + count, 2 * m_capacity);
            auto larger = std::make_unique_for_overwrite<char[]>(capacity);
            std::copy_n(m_room.get(), m_size, larger.get());
            m_room = std::move(larger);
            m_capacity = capacity;
        }
        return m_room.get() + m_size;
    }
    /// The first `count` bytes of the room last given belong to bytes() now; not more than it had.
    void keep(std::size_t count) { m_size += count; }
    /// Forgets the first `count` of bytes(); not more than there are.
    void drop(std::size_t count) {
        if (count > 0) {   // Else there may be no room at all yet.
            std::memmove(m_room.get(), m_room.get() + count, m_size - count);
            m_size -= count;
        }
    }

private:
    std::unique_ptr<char[]> m_room;
    std::size_t m_capacity = 0, m_size = 0;
};

}  // namespace orrery::console
