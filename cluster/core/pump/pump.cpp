// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pump's accounts: who is primary of what, what is queued, what the store has said to claims, and the
// figures. The batches are in pump_batch.cpp.
#include "cluster/core/pump/pump.h"

#include <algorithm>
#include <utility>

#include "shared/base/assert.h"

namespace orrery::core {

namespace {
/// Claims on their way at once: the queue of the store is bounded.
constexpr std::size_t maximumClaims = 64;
}  // namespace

Pump::Pump(PumpOptions options)
    : m_options(options), m_random(options.seed), m_breaker(options.retryMin, options.retryMax) {
    ORRERY_ASSERT(options.batchRows > 0);
    ORRERY_ASSERT(options.probeRows > 0);
    ORRERY_ASSERT(options.rejectTries > 0);
}

void Pump::primaryTaken(PartitionId partition, Epoch epoch, const PumpSource& source, Sequence pumped,
                        Moment moment, PumpEffects& effects) {
    if (!m_options.hasStore) {
        return;
    }
    primaryGiven(partition);
    Lane& lane = m_lanes[partition];
    lane.partition = partition;
    lane.epoch = epoch;
    lane.source = &source;
    lane.committedWhenTaken = source.committed().sequence;
    lane.pumped = pumped;
    accept(lane, source.backlogAfter(pumped), moment.instant);
    advance(moment, effects);
}

void Pump::primaryGiven(PartitionId partition) {
    const auto found = m_lanes.find(partition);
    if (found == m_lanes.end()) {
        return;
    }
    release(found->second);
    m_lanes.erase(found);
    checkLedger();
}

void Pump::storeLoaded(PartitionId partition, Moment moment, PumpEffects& effects) {
    const auto found = m_lanes.find(partition);
    if (found == m_lanes.end() || found->second.state != Lane::State::Ahead) {
        return;
    }
    Lane& lane = found->second;
    ORRERY_ASSERT(lane.source->committed().sequence >= lane.pumped);
    lane.state = Lane::State::Pumping;
    recount(lane, moment.instant);
    advance(moment, effects);
}

void Pump::committed(PartitionId partition, PumpBacklog accepted, Moment moment) {
    const auto found = m_lanes.find(partition);
    if (found != m_lanes.end() && found->second.state != Lane::State::Ahead) {
        accept(found->second, accepted, moment.instant);
        m_ledger.check(m_queued.changes);
    }
}

void Pump::tick(Moment moment, PumpEffects& effects) {
    advance(moment, effects);
    checkLedger();
}

void Pump::storeEvent(const StoreEvent& event, Moment moment, PumpEffects& effects) {
    const StoreRequestId id = std::visit([](const auto& answer) { return answer.id; }, event);
    if (!isPumpRequest(id)) {
        return;
    }
    if (const auto* claim = std::get_if<StoreClaimed>(&event)) {
        claimed(*claim, moment, effects);
    } else if (const auto* batch = std::get_if<StoreCommitted>(&event)) {
        batchCommitted(*batch, effects);
    } else if (const auto* failure = std::get_if<StoreFailed>(&event)) {
        failed(*failure, moment, effects);
    }
    advance(moment, effects);
    checkLedger();
}

bool Pump::sendClaims(std::size_t limit, PumpEffects& effects) {
    std::size_t underWay = 0;
    for (const auto& [partition, lane] : m_lanes) {
        underWay += lane.state == Lane::State::Claiming ? 1 : 0;
    }
    bool sent = false;
    for (auto& [partition, lane] : m_lanes) {
        if (lane.state != Lane::State::Unclaimed || underWay >= limit) {
            continue;
        }
        lane.state = Lane::State::Claiming;
        lane.claim = nextId();
        effects.requests.emplace_back(StoreClaim{lane.claim, partition, lane.epoch});
        sent = true;
        ++underWay;
    }
    return sent;
}

void Pump::advance(Moment moment, PumpEffects& effects) {
    if (m_breaker.isClosed()) {
        sendClaims(maximumClaims, effects);
        sendBatch(SliceLimit{m_options.batchRows, m_options.batchBytes}, moment, effects);
    } else if (m_breaker.isProbeDue(moment.instant)) {
        const SliceLimit probe{m_options.probeRows, m_options.batchBytes};
        if (sendClaims(1, effects) || sendBatch(probe, moment, effects)) {
            m_breaker.probeSent();
        }
    }
}

void Pump::claimed(const StoreClaimed& event, Moment moment, PumpEffects& effects) {
    m_breaker.succeeded();
    Lane* lane = laneOfClaim(event.id);
    if (lane == nullptr) {
        return;
    }
    m_lastError.clear();
    lane->pumped = event.watermark.sequence;
    if (lane->pumped > lane->committedWhenTaken) {
        lane->state = Lane::State::Ahead;
        release(*lane);
        effects.notices.emplace_back(PumpStoreAhead{lane->partition, lane->epoch, event.watermark});
        return;
    }
    lane->state = Lane::State::Pumping;
    recount(*lane, moment.instant);
    effects.notices.emplace_back(PumpClaimed{lane->partition, lane->epoch, event.watermark});
}

void Pump::fence(PartitionId partition, PumpEffects& effects) {
    const auto found = m_lanes.find(partition);
    if (found != m_lanes.end()) {
        effects.notices.emplace_back(PumpFenced{partition, found->second.epoch});
        primaryGiven(partition);
    }
}

Lane* Pump::laneOfClaim(StoreRequestId claim) {
    for (auto& [partition, lane] : m_lanes) {
        if (lane.state == Lane::State::Claiming && lane.claim == claim) {
            return &lane;
        }
    }
    return nullptr;
}

void Pump::accept(Lane& lane, PumpBacklog accepted, Instant now) {
    lane.ages.add(accepted.changes, now);
    lane.queued.changes += accepted.changes;
    lane.queued.bytes += accepted.bytes;
    m_queued.changes += accepted.changes;
    m_queued.bytes += accepted.bytes;
    m_ledger.accepted += accepted.changes;
}

void Pump::recount(Lane& lane, Instant now) {
    const Instant since = lane.ages.oldest().value_or(now);
    const PumpBacklog backlog = lane.source->backlogAfter(lane.pumped);
    const std::uint64_t before = lane.queued.changes;
    if (backlog.changes > before) {
        release(lane);
        accept(lane, backlog, since);
        return;
    }
    QueueAges ages = lane.ages;
    ages.settle(before - backlog.changes);
    release(lane);
    accept(lane, backlog, since);
    lane.ages = std::move(ages);
}

void Pump::release(Lane& lane) {
    ORRERY_ASSERT(m_queued.changes >= lane.queued.changes);
    ORRERY_ASSERT(m_queued.bytes >= lane.queued.bytes);
    ORRERY_ASSERT(m_ledger.accepted >= lane.queued.changes);
    m_queued.changes -= lane.queued.changes;
    m_queued.bytes -= lane.queued.bytes;
    m_ledger.accepted -= lane.queued.changes;
    lane.queued = {};
    lane.ages.clear();
}

void Pump::checkLedger() const {
    PumpBacklog sum;
    for (const auto& [partition, lane] : m_lanes) {
        sum.changes += lane.queued.changes;
        sum.bytes += lane.queued.bytes;
    }
    ORRERY_ASSERT(sum.changes == m_queued.changes);
    ORRERY_ASSERT(sum.bytes == m_queued.bytes);
    m_ledger.check(m_queued.changes);
}

std::optional<Sequence> Pump::pumpedSequence(PartitionId partition) const {
    const auto found = m_lanes.find(partition);
    if (found == m_lanes.end() || !found->second.isClaimed()) {
        return std::nullopt;
    }
    return found->second.pumped;
}

std::vector<PumpQueue> Pump::queues(Moment moment) const {
    std::vector<PumpQueue> queues;
    for (const auto& [partition, lane] : m_lanes) {
        const std::optional<Instant> since = lane.ages.oldest();
        queues.push_back({partition, lane.queued, since ? std::optional(moment.instant - *since) : std::nullopt});
    }
    return queues;
}

model::PumpState Pump::stateNow() const {
    using model::PumpState;
    if (!m_options.hasStore) {
        return PumpState::Off;
    }
    if (m_paused) {
        return PumpState::Paused;
    }
    if (isBlocked()) {
        return PumpState::Blocked;
    }
    if (!m_breaker.isClosed()) {
        return PumpState::BackingOff;
    }
    return isQuiet() ? PumpState::Idle : PumpState::Flowing;
}

model::PumpTelemetry Pump::telemetry(Moment moment) const {
    model::PumpTelemetry telemetry;
    telemetry.state = stateNow();
    telemetry.queued = m_queued.changes;
    telemetry.queuedBytes = m_queued.bytes;
    telemetry.limitBytes = m_options.limitBytes;
    for (const auto& [partition, lane] : m_lanes) {
        if (const auto oldest = lane.ages.oldest()) {
            telemetry.oldest = std::max(telemetry.oldest, moment.instant - *oldest);
        }
    }
    telemetry.accepted = m_ledger.accepted;
    telemetry.persisted = m_ledger.persisted;
    telemetry.coalesced = m_ledger.coalesced;
    telemetry.deadLettered = m_ledger.deadLettered;
    telemetry.batches = m_batches;
    telemetry.lastBatchRows = m_lastBatchRows;
    telemetry.commitMedian = m_times.percentile(50);
    telemetry.commitP99 = m_times.percentile(99);
    telemetry.retries = m_retries;
    telemetry.lastError = m_lastError;
    return telemetry;
}

}  // namespace orrery::core
