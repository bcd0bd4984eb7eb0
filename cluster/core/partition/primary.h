// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One reign over a partition: what its primary does from taking over to giving way.
//
// The rules (PacificA, and protocol page of the handbook):
//   - A write counts when every counted copy (in sync, or asked into the set) has appended it.
//   - A reply leaves when the last write it rests on is committed; a read also needs the lease then.
//   - The set is changed only by compare-and-set in the control log. A copy that is asked out is waited
//     for until the log says it is out; one that is asked in is waited for from the asking on.
//   - A copy in the set is never emptied: if its log cannot be brought level from ours it is asked out
//     first and joins again.
//   - The reign begins to serve when every counted copy agrees with our log.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cluster/core/partition/copy.h"
#include "cluster/core/partition/copy_progress.h"
#include "cluster/core/partition/data_request.h"
#include "cluster/core/partition/pending_replies.h"
#include "cluster/core/partition/replica_host.h"
#include "shared/model/grid_state.h"
#include "shared/model/telemetry.h"

namespace orrery::core {

/// A committed change that the store has not confirmed.
struct QueuedChange {
    std::string key;
    ChangeKind kind = ChangeKind::Remove;
    Sequence sequence;
    Duration age;
};

class Primary final : public PumpSource {
public:
    static constexpr Duration shrinkAfter = milliseconds(500);
    static constexpr Duration callAgainAfter = milliseconds(300);
    static constexpr Duration proposeAgainAfter = milliseconds(300);
    static constexpr Duration handOverWithin = milliseconds(2000);
    static constexpr Duration parkAtMost = milliseconds(3000);
    static constexpr Duration growAgainAfter = milliseconds(2000);
    static constexpr std::size_t parkedLimit = 4096;
    static constexpr std::size_t pendingBytesLimit = 32U << 20;

    /// Begins the reign of `description`, whose primary is this unit. With fromStore the copy is emptied
    /// and loaded first.
    Primary(Copy& copy, ReplicaHost& host, const model::PartitionDescription& description, Moment moment);
    ~Primary() override;

    Epoch epoch() const { return m_description.epoch; }
    bool isServing() const { return m_state == State::Serving; }
    /// Its copies have agreed to the reign: it serves, or did until it was told to hand over.
    bool hasBegun() const { return isServing() || m_state == State::HandingOver; }
    const std::map<UnitId, CopyProgress>& copies() const { return m_copies; }

    /// The same reign, changed membership.
    void membership(const model::PartitionDescription& description, Moment moment);
    void linkUp(UnitId unit, Moment moment);
    void linkDown(UnitId unit, Moment moment);

    /// Answers now, later, or parks the request.
    void execute(const DataRequest& request, Moment moment);

    void receive(UnitId from, const TakeOverAck& message, Moment moment);
    void receive(UnitId from, const Acknowledge& message, Moment moment);
    void receive(UnitId from, const OutOfStep& message, Moment moment);
    void receive(UnitId from, const SnapshotAck& message, Moment moment);
    void receive(UnitId from, const CopyVerified& message, Moment moment);

    void handOver(const HandOver& order, Moment moment);
    /// Rows of the store, in one or several portions.
    void loaded(const StoreLoaded& rows, Moment moment);

    void tick(Moment moment);
    /// Sends what the turn has gathered.
    void flush(Moment moment);
    /// The reign is over: pending writes are UNKNOWN, parked requests are asked again.
    void end();

    /// Records up to here may go from the log: committed, and stored if they are to be.
    Sequence effectivePumped() const;
    void fillLinks(std::map<UnitId, model::LinkTelemetry>& links, Moment moment) const;
    /// A sample was taken: what is measured between samples begins anew.
    void beginSample();

    /// The oldest `count` changes after `pumped` that are to go to the store, oldest first.
    std::vector<QueuedChange> queuedAfter(Sequence pumped, std::size_t count, Moment moment) const;

    Position committed() const override;
    PumpBacklog backlogAfter(Sequence after) const override;
    void rowsAfter(Sequence after, SliceLimit limit, PumpSlice& slice) const override;

private:
    enum class State : std::uint8_t { Loading, TakingOver, Serving, HandingOver };

    // Client side (primary_requests.cpp)
    bool mayWrite(const DataRequest& request);
    bool repeatAnswered(const DataRequest& request, Moment moment);
    void park(const DataRequest& request, Moment moment);
    void refuse(const DataRequest& request, std::string_view error);
    void addExpired(const DataRequest& request, Moment moment);
    Position append(std::string_view requestId, std::string_view result, Moment moment);
    void deliver(const DataRequest& request, Sequence waitsFor, bool changed, Moment moment);
    void releaseReplies(Moment moment);
    void noteAcknowledged();
    void askParkedAgain();
    void expire(Moment moment);

    // Copies (primary_copies.cpp)
    CopyProgress* progressOf(UnitId unit, Epoch epoch);
    /// True when our log passes through \p position and still holds what follows it.
    bool agrees(Position position) const;
    bool isKnown(const CopyProgress& copy, Incarnation incarnation) const;
    void advanceCommit(Moment moment);
    void beginServing(Moment moment);
    void checkHandOver();
    void flushCopy(CopyProgress& copy, Moment moment);
    void sendRecords(CopyProgress& copy, Moment moment);
    void sendChunks(CopyProgress& copy, Moment moment);
    SnapshotChunk nextChunk(CopyProgress& copy) const;
    void sendVerification(CopyProgress& copy, Moment moment);
    /// Tells the copy what is committed and pumped, without records.
    void tellCommit(CopyProgress& copy);
    void beginSnapshot(CopyProgress& copy);
    std::optional<Instant> owedSince(const CopyProgress& copy) const;
    void reviewSet(Moment moment);
    void propose(const CopyProgress* out, const CopyProgress* in, Moment moment);

    PumpBacklog acceptedIn(const LogRecord& record) const;
    void noteAccepted(const LogRecord& record);

    Copy& m_copy;
    ReplicaHost& m_host;
    model::PartitionDescription m_description;
    State m_state = State::TakingOver;
    std::map<UnitId, CopyProgress> m_copies;   ///< All but ourselves.
    bool m_hasAcknowledged = false;            ///< A write of this reign was answered, and the controller told.
    Sequence m_takenOverEnd;                   ///< Serving begins when this is committed.
    Sequence m_lastRemoval;                    ///< Newest record that may have removed an entry.
    Sequence m_lastAccepted;                   ///< Newest record with a change for the store.
    Position m_loadedUpTo;

    PendingReplies m_pending;
    std::vector<ParkedRequest> m_parked;
    std::string m_reply;                       ///< Reused.
    std::vector<Change> m_changes;             ///< Reused.

    std::uint64_t m_proposedVersion = 0;
    Instant m_proposedAt;
    struct HandingOver { HandOver order; Instant deadline; bool ready = false; };
    std::optional<HandingOver> m_handingOver;
    Instant m_nextTelling;
    Instant m_nextExpiry;
};

}  // namespace orrery::core
