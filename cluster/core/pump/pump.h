// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The write-behind pump of one unit: it carries the committed changes of every partition that the unit
// is primary of into the store. Pure: requests and notices go out, events come in.
//
// Guarantees
//   - Nothing is dropped. A change leaves the queue when the store has confirmed it, when a newer change
//     of its key took its place inside one batch, when its partition leaves this unit (the next primary
//     has it in its log), or as a dead letter after the store refused it five times.
//   - The ledger balances at every instant: accepted = persisted + coalesced + queued + deadLettered.
//     What leaves with its partition is taken off `accepted`: the next primary accepts it.
//   - A pump whose partition has a newer primary writes nothing: every piece of a batch is guarded by
//     the fence that the claim of its epoch has raised.
//
// One batch is in flight per unit, and it may hold pieces of many partitions: one fsync serves them all.
// After a failure the batch is not kept but read again from the sources, which hold it anyway. That
// makes bisecting a refused batch a matter of asking for less, and a retry always carries the newest
// content. Rejected: keeping the batch and splitting it, which needs a second copy and stale rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cluster/core/node.h"
#include "cluster/core/pump/breaker.h"
#include "cluster/core/pump/commit_times.h"
#include "cluster/core/pump/lane.h"
#include "cluster/core/pump/ledger.h"
#include "cluster/core/pump/pump_source.h"
#include "cluster/core/store_request.h"
#include "shared/base/random.h"
#include "shared/model/telemetry.h"

namespace orrery::core {

struct PumpOptions {
    bool hasStore = true;                ///< Without a store nothing is claimed, counted or sent.
    std::uint64_t seed = 0;              ///< Of the jitter.
    std::size_t batchRows = 500;
    std::size_t batchBytes = 8U << 20;
    Duration batchAge = milliseconds(50);  ///< A change waits no longer for company.
    std::size_t probeRows = 16;          ///< Rows of the batch that tries a store that has failed.
    Duration retryMin = milliseconds(100);
    Duration retryMax = seconds(30);
    unsigned rejectTries = 5;            ///< Of one row alone, before it becomes a dead letter.
    std::uint64_t skippedMax = 1000;     ///< Unaccepted changes after which the watermark moves anyway.
    std::uint64_t limitBytes = 512ULL << 20;  ///< Shown; the owner throttles writers at it.
};

/// The store has a newer primary's claim for the partition. The pump has let go of it; the owner must
/// step down.
struct PumpFenced { PartitionId partition; Epoch epoch; };
/// The claim stands and pumping goes on after the watermark.
struct PumpClaimed { PartitionId partition; Epoch epoch; Position watermark; };
/// The claim stands, but the store holds more than this unit's memory had when it took the partition (a
/// cold start, an accepted loss). Nothing of it is pumped until storeLoaded(): the owner loads the partition
/// and goes on numbering after the watermark.
struct PumpStoreAhead { PartitionId partition; Epoch epoch; Position watermark; };
/// The store lacks changes that the log no longer holds (its file was replaced by an older one). Nothing of
/// the partition is pumped until it is taken again.
struct PumpStoreBehind { PartitionId partition; Epoch epoch; Position watermark; };
/// The store holds every change up to `pumped`: the owner may trim its log.
struct PumpAdvanced { PartitionId partition; Epoch epoch; Sequence pumped; };
/// A row the store will not take. It stays in memory; its later changes are tried again.
struct PumpDeadLetter {
    PartitionId partition;
    std::string space;
    std::string key;
    Position position;
    WallTime at;
    std::string reason;        ///< The store's words.
};

using PumpNotice = std::variant<PumpFenced, PumpClaimed, PumpStoreAhead, PumpStoreBehind, PumpAdvanced,
                                PumpDeadLetter>;

/// What waits of one partition.
struct PumpQueue {
    PartitionId partition;
    PumpBacklog waiting;
    std::optional<Duration> oldest;   ///< Age of the oldest change that waits; none when none does.
};

/// Appended to by the pump; the owner takes the contents after each call.
struct PumpEffects {
    std::vector<StoreRequest> requests;   ///< To be answered in the order of sending.
    std::vector<PumpNotice> notices;
};

class Pump {
public:
    explicit Pump(PumpOptions options);

    /// This unit now is primary of `partition` in the reign that began at `epoch`: claims it in the store. To
    /// be called once the inherited log is committed, so that source.committed() covers all that any
    /// earlier primary has pumped. `pumped` is what the replicas know the store to have; it only serves
    /// the figures until the claim is answered. Taking a partition again begins anew.
    /// `source` must stay until primaryGiven() or PumpFenced.
    void primaryTaken(PartitionId partition, Epoch epoch, const PumpSource& source, Sequence pumped,
                      Moment moment, PumpEffects& effects);
    /// This unit no longer is primary; what is queued leaves with the partition. Unknown ones are fine.
    void primaryGiven(PartitionId partition);
    /// After PumpStoreAhead: memory holds what the store has. Pre: source.committed() is at or after the watermark.
    void storeLoaded(PartitionId partition, Moment moment, PumpEffects& effects);

    /// The commit point has moved over `accepted.changes` accepted changes. To be called in the step in which
    /// it moves, before any other call. Partitions that were not taken are ignored.
    void committed(PartitionId partition, PumpBacklog accepted, Moment moment);

    /// Sends what is due. Every 10 ms or so.
    void tick(Moment moment, PumpEffects& effects);
    /// An answer of the store. Events of other request ids (see isPumpRequest) are ignored.
    void storeEvent(const StoreEvent& event, Moment moment, PumpEffects& effects);

    /// No further batch is begun until resume(). Claims go on.
    void pause() { m_paused = true; }
    void resume() { m_paused = false; }

    /// What the store is known to hold of `partition`; none while it is not claimed.
    std::optional<Sequence> pumpedSequence(PartitionId partition) const;
    /// The queue of every partition that this unit leads, by partition.
    std::vector<PumpQueue> queues(Moment moment) const;
    /// footprint() of all queued changes.
    std::uint64_t backlogBytes() const { return m_queued.bytes; }
    /// At or over the limit: writers are to be throttled.
    bool isBlocked() const { return m_queued.bytes >= m_options.limitBytes; }
    /// Nothing is queued and nothing in flight.
    bool isQuiet() const { return m_queued.changes == 0 && !m_flight; }
    model::PumpTelemetry telemetry(Moment moment) const;
    /// The last 100, oldest first.
    const std::deque<PumpDeadLetter>& deadLetters() const { return m_deadLetters; }

    /// Ids the pump gives have their top bit set; the owner numbers its own loads below.
    static bool isPumpRequest(StoreRequestId id) { return (id.value >> 63U) != 0; }

private:
    /// One partition's part of the batch in flight.
    struct FlightPiece {
        PartitionId partition{};
        Epoch epoch{};
        Sequence upTo{};             ///< The lane's present mark for all but the last part of a log entry.
        PumpBacklog covered{};
        std::size_t rows = 0;
        std::size_t doneAfter = 0; ///< Suspicion::done once this is through.
        std::size_t known = 0;     ///< Rows of these that are left out because they were refused before.
        unsigned triesAllowed = 0; ///< When it is a single row.
        std::optional<PumpDeadLetter> deadLetter{};   ///< Left out of the batch.
    };
    struct Flight {
        StoreRequestId id;
        std::vector<FlightPiece> pieces;
        std::size_t rows = 0;
    };
    struct Building {
        StoreBatch batch;
        Flight flight;
        SliceLimit left;       ///< Room for further pieces.
    };
    using Lanes = std::map<PartitionId, Lane>;

    StoreRequestId nextId() { return StoreRequestId{(1ULL << 63U) | ++m_lastId}; }
    void advance(Moment moment, PumpEffects& effects);
    bool sendClaims(std::size_t limit, PumpEffects& effects);
    bool sendBatch(SliceLimit limit, Moment moment, PumpEffects& effects);
    std::vector<Lane*> lanesInOrder(Instant now);
    bool isDue(const std::vector<Lane*>& order, Instant now) const;
    void gather(const std::vector<Lane*>& order, Building& building, Moment moment, PumpEffects& effects);
    void addPiece(Lane& lane, Building& building, Moment moment, PumpEffects& effects);
    bool readSlice(Lane& lane, SliceLimit limit, PumpEffects& effects);
    void leaveOutRefused(Lane& lane, FlightPiece& piece, Moment moment);
    void recountIfWrong(Lane& lane, Instant now);
    FlightPiece pieceOf(Lane& lane, std::size_t partRows);

    void claimed(const StoreClaimed& event, Moment moment, PumpEffects& effects);
    void batchCommitted(const StoreCommitted& event, PumpEffects& effects);
    void settle(FlightPiece& piece, PumpEffects& effects);
    void bury(Lane& lane, PumpDeadLetter letter, PumpEffects& effects);
    void failed(const StoreFailed& event, Moment moment, PumpEffects& effects);
    void batchFailed(const StoreFailed& event, Moment moment, PumpEffects& effects);
    void batchRejected(const Flight& flight, const std::string& reason, Moment moment);
    void storeTrouble(const std::string& reason, Moment moment);
    void fence(PartitionId partition, PumpEffects& effects);

    Lane* laneOf(const FlightPiece& piece);
    Lane* laneOfClaim(StoreRequestId claim);
    void accept(Lane& lane, PumpBacklog accepted, Instant now);
    void recount(Lane& lane, Instant now);
    void release(Lane& lane);
    void checkLedger() const;
    model::PumpState stateNow() const;

    PumpOptions m_options;
    Random m_random;
    Breaker m_breaker;
    Lanes m_lanes;
    std::optional<Flight> m_flight;
    PumpSlice m_slice;                   ///< Reused.
    Ledger m_ledger;
    PumpBacklog m_queued;                ///< Sum over the lanes.
    CommitTimes m_times;
    std::deque<PumpDeadLetter> m_deadLetters;
    std::uint64_t m_lastId = 0;
    std::uint64_t m_batches = 0;
    std::uint64_t m_lastBatchRows = 0;
    std::uint64_t m_retries = 0;
    std::string m_lastError;
    bool m_paused = false;
    bool m_sendAtOnce = false;           ///< What is queued has waited long enough already.
};

}  // namespace orrery::core
