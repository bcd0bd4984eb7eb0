// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Beginning, end and housekeeping of a reign, and what the pump reads of it.
#include "cluster/core/partition/primary.h"

#include <algorithm>
#include <set>
#include <utility>

#include "cluster/core/pump/row.h"
#include "cluster/core/space/change.h"
#include "shared/base/assert.h"

namespace orrery::core {
namespace {

constexpr Duration tellEvery = milliseconds(50);

}  // namespace

Primary::Primary(Copy& copy, ReplicaHost& host, const model::PartitionDescription& description, Moment moment)
    : m_copy(copy), m_host(host), m_description(description) {
    m_takenOverEnd = m_copy.last().sequence;
    m_lastRemoval = m_takenOverEnd;
    for (Sequence at{m_copy.log().base().sequence.value + 1}; m_copy.log().holds(at); ++at.value) {
        noteAccepted(*m_copy.log().at(at));
    }
    if (description.fromStore) {
        m_state = State::Loading;
        m_copy.restart({});
        m_host.loadFromStore(m_copy.partition(), epoch());
    }
    membership(description, moment);
}

Primary::~Primary() = default;

void Primary::loaded(const StoreLoaded& rows, Moment moment) {
    if (m_state != State::Loading) {
        return;
    }
    for (const StoreRow& row : rows.rows) {
        Result<Change> change = changeOf(row);
        if (!change) {
            m_host.log(LogLevel::Error, "a row of the store cannot be read and is left out: " + change.error().detail);
            continue;
        }
        m_loadedUpTo = std::max(m_loadedUpTo, row.position);
        m_copy.place(change.take(), row.position);
    }
    if (!rows.last) {
        return;
    }
    m_loadedUpTo = std::max(m_loadedUpTo, rows.watermark);
    m_copy.settleLoaded(m_loadedUpTo);
    m_takenOverEnd = m_copy.last().sequence;
    m_lastAccepted = m_takenOverEnd;
    m_lastRemoval = Sequence{0};
    m_state = State::TakingOver;
    m_host.needsFlush(m_copy.partition());
    advanceCommit(moment);
}

void Primary::tick(Moment moment) {
    expire(moment);
    reviewSet(moment);
    if (m_handingOver && moment.instant >= m_handingOver->deadline) {
        m_handingOver.reset();
        m_state = State::Serving;
        askParkedAgain();
    }
    while (!m_parked.empty() && moment.instant - m_parked.front().since > parkAtMost) {
        const ParkedRequest request = std::move(m_parked.front());
        m_parked.erase(m_parked.begin());
        std::string bytes;
        resp::Writer(bytes, resp::Version::Resp2).error("TRYAGAIN The partition has no serving primary yet");
        ++m_host.counters().refusals;
        m_host.answer(request.client, request.generation, request.ticket, bytes);
    }
    if (moment.instant < m_nextTelling) {
        return;
    }
    m_nextTelling = moment.instant + tellEvery;
    const Sequence pumped = effectivePumped();
    for (auto& [unit, copy] : m_copies) {
        const bool isUnanswered = copy.stage == CopyProgress::Stage::Calling && copy.called &&
                                  moment.instant - copy.calledAt >= callAgainAfter;
        if (isUnanswered && m_host.isLinked(unit)) {
            copy.called = false;
            m_host.needsFlush(m_copy.partition());
        }
        const bool isBehind = copy.commitTold < m_copy.commit() || copy.pumpedTold < pumped;
        const bool canHear = copy.stage == CopyProgress::Stage::Following && m_host.isLinked(unit) &&
                             (m_copy.log().holds(copy.sent) || copy.sent == m_copy.log().base().sequence);
        if (isBehind && canHear) {
            copy.commitTold = std::min(m_copy.commit(), copy.sent);
            copy.pumpedTold = pumped;
            m_host.send(unit, Replicate{m_copy.partition(), epoch(), m_copy.log().positionOf(copy.sent),
                                        copy.commitTold, pumped, {}});
        }
        if (copy.stage == CopyProgress::Stage::Following && !copy.inSync && !copy.verifiedAt) {
            m_host.needsFlush(m_copy.partition());
        }
    }
}

Sequence Primary::effectivePumped() const {
    return m_copy.pumped() >= std::min(m_lastAccepted, m_copy.commit()) ? m_copy.commit() : m_copy.pumped();
}

void Primary::fillLinks(std::map<UnitId, model::LinkTelemetry>& links, Moment moment) const {
    for (const auto& [unit, copy] : m_copies) {
        model::LinkTelemetry& link = links[unit];
        link.to = unit;
        const bool follows = copy.stage == CopyProgress::Stage::Following;
        if (follows) {
            const std::optional<Instant> since = owedSince(copy);
            const Duration waiting = since && copy.inSync ? moment.instant - *since : Duration{0};
            const Duration lag = std::max(waiting, copy.slowest);
            link.lag = std::max(link.lag.value_or(Duration{0}), lag);
            link.lagRecords += m_copy.last().sequence.value - copy.acknowledged.value;
        }
        link.resends += copy.resends;
        if (copy.heardAt) {
            const Duration age = moment.instant - *copy.heardAt;
            link.lastAcknowledgement = link.lastAcknowledgement ? std::min(*link.lastAcknowledgement, age) : age;
        }
    }
}

void Primary::beginSample() {
    for (auto& [unit, copy] : m_copies) {
        copy.slowest = Duration{0};
    }
}

Position Primary::committed() const { return Position{epoch(), m_copy.commit()}; }

PumpBacklog Primary::acceptedIn(const LogRecord& record) const {
    PumpBacklog accepted;
    for (const Change& change : record.changes) {
        if (m_host.isPumped(change.key)) {
            ++accepted.changes;
            accepted.bytes += footprint(change);
        }
    }
    return accepted;
}

void Primary::noteAccepted(const LogRecord& record) {
    if (acceptedIn(record).changes > 0) {
        m_lastAccepted = record.position.sequence;
    }
}

PumpBacklog Primary::backlogAfter(Sequence after) const {
    PumpBacklog backlog;
    const Sequence first = std::max(after, m_copy.log().base().sequence);
    for (Sequence at{first.value + 1}; at <= m_copy.commit(); ++at.value) {
        const PumpBacklog one = acceptedIn(*m_copy.log().at(at));
        backlog.changes += one.changes;
        backlog.bytes += one.bytes;
    }
    return backlog;
}

std::vector<QueuedChange> Primary::queuedAfter(Sequence pumped, std::size_t count, Moment moment) const {
    std::vector<QueuedChange> queued;
    const Sequence first = std::max(pumped, m_copy.log().base().sequence);
    for (Sequence at{first.value + 1}; at <= m_copy.commit() && queued.size() < count; ++at.value) {
        for (const Change& change : m_copy.log().at(at)->changes) {
            if (m_host.isPumped(change.key) && queued.size() < count) {
                queued.push_back({change.key, change.kind, at, moment.instant - m_copy.log().appendedAt(at)});
            }
        }
    }
    return queued;
}

void Primary::rowsAfter(Sequence after, SliceLimit limit, PumpSlice& slice) const {
    slice.upTo = after;
    if (after < m_copy.log().base().sequence) {
        slice.gap = true;
        return;
    }
    std::set<std::string_view> keys;
    std::size_t bytes = 0;
    for (Sequence at{after.value + 1}; at <= m_copy.commit(); ++at.value) {
        const LogRecord& record = *m_copy.log().at(at);
        std::set<std::string_view> fresh;
        for (const Change& change : record.changes) {
            if (m_host.isPumped(change.key) && !keys.contains(change.key)) {
                fresh.insert(change.key);
            }
        }
        const bool isFull = keys.size() + fresh.size() > limit.rows || bytes > limit.bytes;
        if (isFull && !keys.empty()) {
            return;
        }
        for (const std::string_view key : fresh) {
            keys.insert(key);
            slice.rows.push_back(m_copy.committedRow(key));
            bytes += slice.rows.back().key.size() + slice.rows.back().value.size();
        }
        const PumpBacklog one = acceptedIn(record);
        slice.covered.changes += one.changes;
        slice.covered.bytes += one.bytes;
        slice.upTo = at;
    }
}

}  // namespace orrery::core
