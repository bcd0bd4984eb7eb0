// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/partition/replica_log.h"

#include <algorithm>
#include <utility>

#include "shared/base/assert.h"

namespace orrery::core {

void ReplicaLog::append(SharedRecord record, std::vector<Change> undo, Instant now) {
    ORRERY_ASSERT(record->position.sequence.value == last().sequence.value + 1);
    Held next{std::move(record), std::move(undo), now, 0, 0};
    next.bytes = footprint(*next.record);
    next.bytesUpTo = runningBytes(last().sequence) + next.bytes;
    m_bytes += next.bytes;
    m_records.push_back(std::move(next));
}

bool ReplicaLog::holds(Sequence sequence) const {
    return sequence > m_base.sequence && sequence <= last().sequence;
}

const ReplicaLog::Held& ReplicaLog::held(Sequence sequence) const {
    ORRERY_ASSERT(holds(sequence));
    return m_records[sequence.value - m_base.sequence.value - 1];
}

const SharedRecord& ReplicaLog::at(Sequence sequence) const { return held(sequence).record; }

const std::vector<Change>& ReplicaLog::undoAt(Sequence sequence) const { return held(sequence).undo; }

Instant ReplicaLog::appendedAt(Sequence sequence) const { return held(sequence).appendedAt; }

Position ReplicaLog::positionOf(Sequence sequence) const {
    return sequence == m_base.sequence ? m_base : held(sequence).record->position;
}

std::uint64_t ReplicaLog::runningBytes(Sequence sequence) const {
    return sequence <= m_base.sequence ? m_baseBytes : held(sequence).bytesUpTo;
}

std::uint64_t ReplicaLog::bytesBetween(Sequence from, Sequence to) const {
    return runningBytes(to) - runningBytes(from);
}

void ReplicaLog::settle(Sequence sequence) {
    const Sequence from = std::max(m_settled, m_base.sequence);
    for (Sequence at{from.value + 1}; at <= sequence && holds(at); ++at.value) {
        Held& record = m_records[at.value - m_base.sequence.value - 1];
        record.undo.clear();
        record.undo.shrink_to_fit();
    }
    m_settled = std::max(m_settled, sequence);
}

ReplicaLog::Taken ReplicaLog::takeLast() {
    ORRERY_ASSERT(!m_records.empty());
    Taken taken{std::move(m_records.back().record), std::move(m_records.back().undo)};
    m_bytes -= m_records.back().bytes;
    m_records.pop_back();
    return taken;
}

void ReplicaLog::dropFirst() {
    ORRERY_ASSERT(!m_records.empty());
    m_base = m_records.front().record->position;
    m_baseBytes = m_records.front().bytesUpTo;
    m_bytes -= m_records.front().bytes;
    m_records.pop_front();
}

void ReplicaLog::restart(Position base) {
    m_records.clear();
    m_base = base;
    m_bytes = 0;
    m_settled = base.sequence;
}

}  // namespace orrery::core
