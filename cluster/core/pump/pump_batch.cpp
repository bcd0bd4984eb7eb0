// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pump's batches: gathering, settling, and what follows a failure.
#include "cluster/core/pump/pump.h"

#include <algorithm>
#include <utility>

#include "shared/base/assert.h"

namespace orrery::core {

namespace {

constexpr std::size_t keptDeadLetters = 100;

std::size_t bytesOf(const std::vector<StoreRow>& rows) {
    std::size_t bytes = 0;
    for (const StoreRow& row : rows) {
        bytes += row.key.size() + row.value.size();
    }
    return bytes;
}

/// When the oldest change of a lane was accepted; lanes with nothing queued come last.
Instant waitingSince(const Lane& lane, Instant now) { return lane.ages.oldest().value_or(now); }

/// So many changes that were not accepted lie behind the watermark that the log should be trimmed.
bool hasSkipped(const Lane& lane, std::uint64_t skippedMax) {
    return lane.source->committed().sequence.value >= lane.pumped.value + skippedMax;
}

}  // namespace

std::vector<Lane*> Pump::lanesInOrder(Instant now) {
    std::vector<Lane*> order;
    for (auto& [partition, lane] : m_lanes) {
        if (lane.state != Lane::State::Pumping || lane.suspicion.notBefore > now) {
            continue;
        }
        if (lane.queued.changes > 0 || hasSkipped(lane, m_options.skippedMax)) {
            order.push_back(&lane);
        }
    }
    std::stable_sort(order.begin(), order.end(), [now](const Lane* left, const Lane* right) {
        return waitingSince(*left, now) < waitingSince(*right, now);
    });
    return order;
}

bool Pump::isDue(const std::vector<Lane*>& order, Instant now) const {
    if (order.empty()) {
        return false;
    }
    if (m_sendAtOnce || now - waitingSince(*order.front(), now) >= m_options.batchAge) {
        return true;
    }
    std::uint64_t changes = 0;
    for (const Lane* lane : order) {
        changes += lane->queued.changes;
        if (changes >= m_options.batchRows || lane->queued.changes == 0) {
            return true;
        }
    }
    return false;
}

bool Pump::sendBatch(SliceLimit limit, Moment moment, PumpEffects& effects) {
    if (m_flight || m_paused) {
        return false;
    }
    const std::vector<Lane*> order = lanesInOrder(moment.instant);
    if (!isDue(order, moment.instant)) {
        return false;
    }
    Building building{{}, {}, limit};
    gather(order, building, moment, effects);
    if (building.batch.pieces.empty()) {
        return false;
    }
    m_sendAtOnce = false;
    building.batch.id = nextId();
    building.flight.id = building.batch.id;
    m_flight = std::move(building.flight);
    effects.requests.emplace_back(std::move(building.batch));
    return true;
}

/// Oldest first. A partition under suspicion is pumped alone, so that what the store says is about it.
void Pump::gather(const std::vector<Lane*>& order, Building& building, Moment moment,
                  PumpEffects& effects) {
    for (Lane* lane : order) {
        const bool alone = lane->suspicion.active();
        if (alone && !building.batch.pieces.empty()) {
            continue;
        }
        addPiece(*lane, building, moment, effects);
        const bool full = building.left.rows == 0 || building.left.bytes == 0;
        if (full || (alone && !building.batch.pieces.empty())) {
            return;
        }
    }
}

void Pump::addPiece(Lane& lane, Building& building, Moment moment, PumpEffects& effects) {
    const Suspicion& suspicion = lane.suspicion;
    SliceLimit limit = building.left;
    std::size_t partRows = limit.rows;
    if (suspicion.active()) {
        partRows = std::min(partRows, suspicion.rowLimit);
        limit.rows = suspicion.done > 0 ? 1 : partRows;
    }
    const bool hasMore = readSlice(lane, limit, effects);
    if (lane.state != Lane::State::Pumping) {
        return;
    }
    recountIfWrong(lane, moment.instant);
    if (!hasMore) {
        return;
    }
    FlightPiece piece = pieceOf(lane, partRows);
    ORRERY_ASSERT(piece.rows <= piece.covered.changes);
    ORRERY_ASSERT(piece.covered.changes <= lane.queued.changes);
    leaveOutRefused(lane, piece, moment);
    building.left.rows -= std::min(building.left.rows, m_slice.rows.size());
    building.left.bytes -= std::min(building.left.bytes, bytesOf(m_slice.rows));
    building.flight.rows += m_slice.rows.size();
    building.batch.pieces.push_back(StorePiece{lane.partition, lane.epoch,
                                               Position{lane.epoch, piece.upTo},
                                               std::move(m_slice.rows)});
    building.flight.pieces.push_back(std::move(piece));
}

/// Takes rows out of m_slice that the store will not take; they count as dead letters when the rest is
/// through.
void Pump::leaveOutRefused(Lane& lane, FlightPiece& piece, Moment moment) {
    piece.known = std::erase_if(m_slice.rows, [&lane](const StoreRow& row) {
        const auto found = lane.condemned.find(row.key);
        return found != lane.condemned.end() && found->second == row.position;
    });
    if (piece.rows != 1 || m_slice.rows.size() != 1) {
        return;
    }
    const StoreRow& row = m_slice.rows.front();
    piece.triesAllowed = lane.condemned.contains(row.key) ? 1 : m_options.rejectTries;
    if (lane.suspicion.tries >= piece.triesAllowed) {
        piece.deadLetter = PumpDeadLetter{lane.partition, row.space, row.key, row.position, moment.wall,
                                          lane.suspicion.reason};
        m_slice.rows.clear();
    }
}

/// The source no longer counts as it told: the policy of a space has changed since. m_slice is read.
void Pump::recountIfWrong(Lane& lane, Instant now) {
    const std::uint64_t covered = m_slice.covered.changes;
    const std::uint64_t expected = covered - std::min<std::uint64_t>(covered, lane.suspicion.done);
    const bool isAll = m_slice.upTo >= lane.source->committed().sequence;
    if (expected > lane.queued.changes || (isAll && expected != lane.queued.changes)) {
        recount(lane, now);
    }
}

/// What comes next of a lane, in m_slice. False when nothing does.
bool Pump::readSlice(Lane& lane, SliceLimit limit, PumpEffects& effects) {
    m_slice.clear();
    lane.source->rowsAfter(lane.pumped, limit, m_slice);
    if (m_slice.gap) {
        lane.state = Lane::State::Behind;
        m_lastError = "the store lacks changes of partition " + std::to_string(lane.partition.value)
            + " after number " + std::to_string(lane.pumped.value) + " that the log no longer holds";
        effects.notices.emplace_back(
            PumpStoreBehind{lane.partition, lane.epoch, Position{lane.epoch, lane.pumped}});
        return false;
    }
    ORRERY_ASSERT(m_slice.rows.size() <= m_slice.covered.changes);
    return m_slice.upTo > lane.pumped;
}

/// The account of m_slice. Under suspicion a log entry of more than `partRows` rows is cut to its next
/// part; until the last one the watermark stays and only the rows themselves count.
Pump::FlightPiece Pump::pieceOf(Lane& lane, std::size_t partRows) {
    FlightPiece piece{lane.partition, lane.epoch, m_slice.upTo, m_slice.covered, m_slice.rows.size()};
    const std::size_t done = std::min(lane.suspicion.done, m_slice.rows.size());
    const bool isPart = done > 0 || (lane.suspicion.active() && m_slice.rows.size() > partRows);
    if (!isPart) {
        return piece;
    }
    std::vector<StoreRow>& rows = m_slice.rows;
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(done));
    if (rows.size() > partRows) {
        rows.resize(partRows);
        piece.upTo = lane.pumped;
        piece.covered = PumpBacklog{partRows, 0};
        piece.doneAfter = done + partRows;
    } else {
        piece.covered.changes -= done;
    }
    piece.rows = rows.size();
    return piece;
}

void Pump::batchCommitted(const StoreCommitted& event, PumpEffects& effects) {
    if (!m_flight || m_flight->id != event.id) {
        return;
    }
    Flight flight = *std::exchange(m_flight, std::nullopt);
    m_breaker.succeeded();
    m_times.add(event.took);
    ++m_batches;
    m_lastBatchRows = flight.rows;
    m_lastError.clear();
    for (FlightPiece& piece : flight.pieces) {
        settle(piece, effects);
    }
}

/// The piece is in the store. A partition that has left meanwhile took its changes off the ledger then.
void Pump::settle(FlightPiece& piece, PumpEffects& effects) {
    Lane* lane = laneOf(piece);
    if (lane == nullptr) {
        return;
    }
    const PumpBacklog covered = piece.covered;
    ORRERY_ASSERT(lane->queued.changes >= covered.changes);
    const std::uint64_t left = lane->queued.changes - covered.changes;
    const std::uint64_t bytes = left == 0 ? lane->queued.bytes : std::min(covered.bytes, lane->queued.bytes);
    lane->queued = PumpBacklog{left, lane->queued.bytes - bytes};
    m_queued.changes -= covered.changes;
    m_queued.bytes -= bytes;
    m_ledger.coalesced += covered.changes - piece.rows;
    const std::size_t dead = piece.known + (piece.deadLetter ? 1 : 0);
    m_ledger.deadLettered += dead;
    m_ledger.persisted += piece.rows - dead;
    lane->ages.settle(covered.changes);
    lane->pumped = piece.upTo;
    if (lane->suspicion.active()) {
        lane->suspicion.passed(piece.rows);
    }
    lane->suspicion.done = piece.doneAfter;
    if (piece.doneAfter == 0) {
        effects.notices.emplace_back(PumpAdvanced{lane->partition, lane->epoch, lane->pumped});
    }
    if (piece.deadLetter) {
        bury(*lane, std::move(*piece.deadLetter), effects);
    }
}

void Pump::bury(Lane& lane, PumpDeadLetter letter, PumpEffects& effects) {
    lane.condemned[letter.key] = letter.position;
    if (lane.condemned.size() > keptDeadLetters) {
        lane.condemned.erase(lane.condemned.begin());
    }
    effects.notices.emplace_back(letter);
    m_deadLetters.push_back(std::move(letter));
    if (m_deadLetters.size() > keptDeadLetters) {
        m_deadLetters.pop_front();
    }
}

void Pump::failed(const StoreFailed& event, Moment moment, PumpEffects& effects) {
    if (m_flight && m_flight->id == event.id) {
        batchFailed(event, moment, effects);
        return;
    }
    Lane* lane = laneOfClaim(event.id);
    if (event.kind != StoreFailureKind::Fenced) {
        if (lane != nullptr) {
            lane->state = Lane::State::Unclaimed;
        }
        storeTrouble(event.text, moment);
        return;
    }
    m_breaker.succeeded();
    if (lane != nullptr) {
        fence(lane->partition, effects);
    }
}

void Pump::batchFailed(const StoreFailed& event, Moment moment, PumpEffects& effects) {
    const Flight flight = *std::exchange(m_flight, std::nullopt);
    m_sendAtOnce = true;
    if (event.kind == StoreFailureKind::Rejected && flight.rows > 0) {
        m_breaker.succeeded();
        batchRejected(flight, event.text, moment);
        return;
    }
    const auto named = std::find_if(
        flight.pieces.begin(), flight.pieces.end(),
        [&event](const FlightPiece& piece) { return piece.partition == event.partition; });
    if (event.kind == StoreFailureKind::Fenced && named != flight.pieces.end()) {
        m_breaker.succeeded();
        if (laneOf(*named) != nullptr) {
            fence(named->partition, effects);
        }
        return;
    }
    storeTrouble(event.text, moment);
}

void Pump::batchRejected(const Flight& flight, const std::string& reason, Moment moment) {
    ++m_retries;
    m_lastError = reason;
    for (const FlightPiece& piece : flight.pieces) {
        Lane* lane = laneOf(piece);
        if (lane == nullptr || piece.rows == 0) {
            continue;
        }
        if (flight.pieces.size() > 1) {
            lane->suspicion.suspect(piece.rows, reason);
            continue;
        }
        lane->suspicion.refused(piece.rows, reason);
        if (piece.rows == 1 && lane->suspicion.tries < piece.triesAllowed) {
            lane->suspicion.notBefore = moment.instant + Breaker::jittered(m_options.retryMin, m_random);
        }
    }
}

void Pump::storeTrouble(const std::string& reason, Moment moment) {
    ++m_retries;
    m_lastError = reason;
    m_breaker.failed(moment.instant, m_random);
}

Lane* Pump::laneOf(const FlightPiece& piece) {
    const auto found = m_lanes.find(piece.partition);
    if (found == m_lanes.end() || found->second.epoch != piece.epoch
        || found->second.state != Lane::State::Pumping) {
        return nullptr;
    }
    return &found->second;
}

}  // namespace orrery::core
