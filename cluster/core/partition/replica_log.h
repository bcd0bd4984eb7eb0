// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log of one copy: the records it still holds, in order, with the inverse of those that are not
// committed. What was trimmed is remembered by its last position only.
//
// Invariant: records follow base() without gaps; sequences grow by one.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "cluster/core/partition/log_record.h"
#include "shared/base/time.h"

namespace orrery::core {

class ReplicaLog {
public:
    /// Position of the newest record, or base() when there is none.
    Position last() const { return m_records.empty() ? m_base : m_records.back().record->position; }
    /// Position before the oldest record held.
    Position base() const { return m_base; }
    std::uint64_t bytes() const { return m_bytes; }
    bool isEmpty() const { return m_records.empty(); }

    /// Appends the record that follows last(). `undo`: changes that take it back, applied in reverse.
    void append(SharedRecord record, std::vector<Change> undo, Instant now);

    /// True when the record numbered `sequence` is held.
    bool holds(Sequence sequence) const;
    /// The record numbered `sequence`; must be held.
    const SharedRecord& at(Sequence sequence) const;
    const std::vector<Change>& undoAt(Sequence sequence) const;
    /// When it was appended here. Must be held.
    Instant appendedAt(Sequence sequence) const;
    /// Position of `sequence`, which must be held or be base().
    Position positionOf(Sequence sequence) const;
    /// Bytes of the records after `from` up to and with `to`; both within base() .. last().
    std::uint64_t bytesBetween(Sequence from, Sequence to) const;

    /// Records up to `sequence` will never be taken back: their inverses go.
    void settle(Sequence sequence);
    /// Takes the newest record out and gives it with its inverse. Must not be empty.
    struct Taken { SharedRecord record; std::vector<Change> undo; };
    Taken takeLast();
    /// Drops the oldest record. Must not be empty.
    void dropFirst();
    /// Forgets everything; the next record follows `base`.
    void restart(Position base);

private:
    struct Held {
        SharedRecord record;
        std::vector<Change> undo;
        Instant appendedAt;
        std::uint64_t bytesUpTo = 0;   ///< Running sum, for bytesBetween().
        std::uint64_t bytes = 0;
    };
    const Held& held(Sequence sequence) const;
    std::uint64_t runningBytes(Sequence sequence) const;

    Position m_base;
    std::uint64_t m_baseBytes = 0;     ///< Running sum at base().
    std::deque<Held> m_records;
    std::uint64_t m_bytes = 0;
    Sequence m_settled;
};

}  // namespace orrery::core
