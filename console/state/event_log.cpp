// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Full chunks are never touched again; the tail is replaced by a longer copy on every append, so
// that a snapshot on another thread may keep reading the one it holds.
#include "console/state/event_log.h"

#include <algorithm>
#include <utility>

#include "shared/base/assert.h"

namespace orrery::console {
namespace {

constexpr std::int64_t lateAfterMillis = 5'000;

}  // namespace

void EventLog::append(std::shared_ptr<const model::GridEvent> event, Moment receivedAt) {
    const std::uint64_t number = event->number;
    const EventStanding standing = m_numbering.take(number);
    if (standing != EventStanding::Next) {
        m_unbelieved += standing == EventStanding::Wild ? 1 : 0;
        return;
    }
    if (!m_listeningSince) {
        m_listeningSince = receivedAt.wall;
        m_dropped = number > 0 ? number - 1 : 0;
    }
    ReceivedEvent received{std::move(event), receivedAt, 0, std::exchange(m_unbelieved, 0), false};
    received.missingBefore = empty() ? 0 : number - last().event->number - 1;
    received.late = received.event->at >= *m_listeningSince &&
                    receivedAt.wall.millis - received.event->at.millis > lateAfterMillis;
    const bool startsChunk = m_chunks.empty() || m_chunks.back()->size() == chunkSize;
    auto tail = startsChunk ? std::make_shared<Chunk>() : std::make_shared<Chunk>(*m_chunks.back());
    tail->push_back(std::move(received));
    if (startsChunk) {
        m_chunks.push_back(std::move(tail));
    } else {
        m_chunks.back() = std::move(tail);
    }
    ++m_size;
    if (m_size > capacity) {
        m_chunks.erase(m_chunks.begin());
        m_size -= chunkSize;
        m_dropped += chunkSize;
    }
}

const ReceivedEvent& EventLog::at(std::size_t index) const {
    ORRERY_ASSERT(index < m_size);
    return (*m_chunks[index / chunkSize])[index % chunkSize];
}

template <typename Before>
std::size_t EventLog::partitionPoint(Before before) const {
    std::size_t low = 0;
    std::size_t high = m_size;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (before(at(middle))) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::size_t EventLog::firstSince(Instant point) const {
    return partitionPoint([&](const ReceivedEvent& event) { return event.receivedAt.at < point; });
}

std::size_t EventLog::indexOf(std::uint64_t number) const {
    const std::size_t index =
        partitionPoint([&](const ReceivedEvent& event) { return event.event->number < number; });
    return index < m_size && at(index).event->number == number ? index : m_size;
}

}  // namespace orrery::console
