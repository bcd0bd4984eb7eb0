// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The content of one copy of a partition, whatever its role: entries, log, and how far the log is
// committed and pumped. Keeps these in step; knows nothing of peers, clients or time.
//
// Invariant: pumped <= commit <= last. Records after the commit point can be taken back.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/core/partition/partition_message.h"
#include "cluster/core/partition/replica_log.h"
#include "cluster/core/space/entry_store.h"
#include "cluster/core/store_request.h"

namespace orrery::core {

/// What request ids were answered, newest 8,192 per partition: the memory that makes a repeated request
/// harmless. It travels with the log and with snapshots.
class RequestMemory {
public:
    static constexpr std::size_t limit = 8192;
    const AnsweredRequest* find(std::string_view id) const;
    void remember(AnsweredRequest answered);
    /// Forgets requests after `sequence`: their records were taken back.
    void forgetAfter(Sequence sequence);
    void clear();
    std::vector<AnsweredRequest> all() const;

private:
    std::map<std::string, AnsweredRequest, std::less<>> m_answered;
    std::deque<std::string> m_order;   ///< Oldest first; a subset of it may be forgotten already.
};

class Copy {
public:
    Copy(PartitionId partition, Slot firstSlot, std::uint16_t slots);

    const EntryStore& entries() const { return m_entries; }
    const ReplicaLog& log() const { return m_log; }
    const RequestMemory& requests() const { return m_requests; }
    PartitionId partition() const { return m_partition; }
    Position last() const { return m_log.last(); }
    Sequence commit() const { return m_commit; }
    Sequence pumped() const { return m_pumped; }

    /// Appends and applies a record that follows last(). It can be taken back until it is committed.
    void append(SharedRecord record, Instant now);
    /// Applies changes that nobody else will ever ask for (no copies, no pump): they are numbered, not
    /// logged, and committed at once. Consumes `changes`.
    void applyUnlogged(Position position, std::vector<Change>& changes);
    /// Records up to `sequence` (at most last()) are committed. Going back does nothing.
    void commitTo(Sequence sequence);
    void pumpedTo(Sequence sequence);
    /// Takes back every record after `sequence`, which must not lie before the commit point.
    void undoTo(Sequence sequence);
    /// Drops the oldest records up to `upTo` (at most the commit point) while more than `keepBytes` are held.
    void trim(Sequence upTo, std::uint64_t keepBytes);

    /// Becomes an empty copy whose next record follows `base`; everything up to it counts as committed.
    void restart(Position base);
    /// After the last place() of a load: the next record follows `base`, and all is committed and stored.
    void settleLoaded(Position base);
    /// Puts an entry of a snapshot or of the store in place.
    void place(Change&& change, Position position);
    void remember(AnsweredRequest answered) { m_requests.remember(std::move(answered)); }

    /// Position of the commit point.
    Position committedPosition() const { return m_log.positionOf(m_commit); }
    /// The row that stores the committed content of \p key (a tombstone when it has none): uncommitted
    /// changes are taken back on the side.
    StoreRow committedRow(std::string_view key) const;

private:
    PartitionId m_partition;
    EntryStore m_entries;
    ReplicaLog m_log;
    RequestMemory m_requests;
    Sequence m_commit;
    Sequence m_pumped;
};

}  // namespace orrery::core
