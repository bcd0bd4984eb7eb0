// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The other side of a reign: the copies that follow it, and the in-sync set.
#include <algorithm>
#include <utility>

#include "cluster/core/partition/primary.h"
#include "cluster/core/space/change.h"
#include "shared/base/assert.h"

namespace orrery::core {
namespace {

constexpr std::size_t chunkBytes = 256U << 10;
constexpr std::size_t walkAtOnce = 32;
constexpr std::size_t recordsAtOnce = 4096;

/// An entry as changes of a bounded size: a large hash comes in several.
void addItems(const Entry& entry, Epoch epoch, std::vector<SnapshotChunk::Item>& items, std::size_t& bytes) {
    const Position position{epoch, entry.lastSequence};
    Change whole = recreate(entry);
    const std::size_t size = footprint(whole);
    if (size <= chunkBytes || whole.kind != ChangeKind::PutHash) {
        items.push_back({std::move(whole), position});
        bytes += size;
        return;
    }
    Change piece{ChangeKind::PutHash, whole.key, {}, {}, whole.expiresAt};
    for (Field& field : whole.fields) {
        piece.fields.push_back(std::move(field));
        if (footprint(piece) > chunkBytes) {
            bytes += footprint(piece);
            items.push_back({std::move(piece), position});
            piece = Change{ChangeKind::SetFields, whole.key, {}, {}, {}};
        }
    }
    if (!piece.fields.empty()) {
        bytes += footprint(piece);
        items.push_back({std::move(piece), position});
    }
}

}  // namespace

CopyProgress* Primary::progressOf(UnitId unit, Epoch epochOfMessage) {
    if (epochOfMessage != epoch()) {
        return nullptr;
    }
    const auto found = m_copies.find(unit);
    return found == m_copies.end() ? nullptr : &found->second;
}

bool Primary::isKnown(const CopyProgress& copy, Incarnation incarnation) const {
    return m_host.incarnationOf(copy.unit) == incarnation;
}

bool Primary::agrees(Position position) const {
    const ReplicaLog& log = m_copy.log();
    const bool isWithin = position.sequence >= log.base().sequence && position.sequence <= log.last().sequence;
    return isWithin && log.positionOf(position.sequence) == position;
}

void Primary::receive(UnitId from, const TakeOverAck& message, Moment moment) {
    CopyProgress* copy = progressOf(from, message.epoch);
    if (copy == nullptr || !isKnown(*copy, message.incarnation) || !copy->called ||
        copy->stage != CopyProgress::Stage::Calling) {
        return;   // The latter: a second answer, because we have called twice.
    }
    copy->heardAt = moment.instant;
    if (agrees(message.last)) {
        copy->stage = CopyProgress::Stage::Following;
        copy->acknowledged = message.last.sequence;
        copy->sent = message.last.sequence;
        copy->waitingSince.reset();
        m_host.needsFlush(m_copy.partition());
        advanceCommit(moment);
        return;
    }
    if (copy->isCounted()) {
        // It cannot be emptied while it counts: ask it out, and call again when it is.
        copy->stage = CopyProgress::Stage::Calling;
        copy->waitingSince = moment.instant - shrinkAfter;
        return;
    }
    beginSnapshot(*copy);
}

void Primary::beginSnapshot(CopyProgress& copy) {
    ORRERY_ASSERT(!copy.isCounted());
    copy.callAgain();
    copy.called = true;
    copy.stage = CopyProgress::Stage::Snapshot;
    copy.walk = WalkPosition{m_copy.entries().firstSlot().value, 0, false};
    copy.nextChunk = 0;
    copy.chunksAcknowledged = 0;
    copy.waitingSince.reset();
    m_host.needsFlush(m_copy.partition());
}

void Primary::receive(UnitId from, const Acknowledge& message, Moment moment) {
    CopyProgress* copy = progressOf(from, message.epoch);
    if (copy == nullptr || !isKnown(*copy, message.incarnation) || copy->stage == CopyProgress::Stage::Calling) {
        return;
    }
    copy->heardAt = moment.instant;
    if (message.sequence > copy->acknowledged && message.sequence <= copy->sent) {
        // What a joining copy is sent is old; that is no lag.
        if (const std::optional<Instant> since = owedSince(*copy); since && copy->inSync) {
            copy->slowest = std::max(copy->slowest, moment.instant - *since);
        }
        copy->acknowledged = message.sequence;
        if (copy->sent < m_copy.last().sequence) {
            m_host.needsFlush(m_copy.partition());
        }
    }
    advanceCommit(moment);
}

void Primary::receive(UnitId from, const OutOfStep& message, Moment moment) {
    CopyProgress* copy = progressOf(from, message.epoch);
    if (copy == nullptr) {
        return;
    }
    ++copy->resends;
    copy->callAgain();
    copy->waitingSince = moment.instant;
    m_host.needsFlush(m_copy.partition());
}

void Primary::receive(UnitId from, const SnapshotAck& message, Moment moment) {
    CopyProgress* copy = progressOf(from, message.epoch);
    if (copy == nullptr || copy->stage != CopyProgress::Stage::Snapshot ||
        !isKnown(*copy, message.incarnation) || message.number >= copy->nextChunk) {
        return;
    }
    copy->heardAt = moment.instant;
    copy->chunksAcknowledged = message.number + 1;
    if (copy->walkDone && copy->chunksAcknowledged == copy->nextChunk) {
        copy->stage = CopyProgress::Stage::Following;
    }
    m_host.needsFlush(m_copy.partition());
}

void Primary::receive(UnitId from, const CopyVerified& message, Moment moment) {
    CopyProgress* copy = progressOf(from, message.epoch);
    if (copy == nullptr || !copy->verifying || !isKnown(*copy, message.incarnation)) {
        return;
    }
    copy->verifying = false;
    if (message.equal) {
        copy->verifiedAt = message.sequence;
        reviewSet(moment);
        return;
    }
    m_host.log(LogLevel::Warning, "the copy of partition " + std::to_string(m_copy.partition().value) +
                                      " on unit " + std::to_string(from.value) +
                                      " differs from the primary's; it is sent again whole");
    if (!copy->isCounted()) {
        beginSnapshot(*copy);
    } else if (copy->growing) {
        // It counts until the control log has answered: ask it out first.
        copy->stage = CopyProgress::Stage::Calling;
        copy->calledAt = moment.instant;
        copy->waitingSince = moment.instant - shrinkAfter;
    }
}

void Primary::linkUp(UnitId unit, Moment) {
    const auto found = m_copies.find(unit);
    if (found != m_copies.end()) {
        found->second.called = false;
        m_host.needsFlush(m_copy.partition());
    }
}

void Primary::linkDown(UnitId unit, Moment moment) {
    const auto found = m_copies.find(unit);
    if (found != m_copies.end()) {
        found->second.callAgain();
        found->second.waitingSince = moment.instant;
    }
}

void Primary::advanceCommit(Moment moment) {
    if (m_state == State::Loading) {
        return;
    }
    Sequence candidate = m_copy.last().sequence;
    bool allFollow = true;
    for (const auto& [unit, copy] : m_copies) {
        if (copy.isCounted()) {
            const bool follows = copy.stage == CopyProgress::Stage::Following;
            allFollow = allFollow && follows;
            candidate = std::min(candidate, follows ? copy.acknowledged : m_copy.commit());
        }
    }
    if (candidate > m_copy.commit()) {
        PumpBacklog accepted;
        for (Sequence at{m_copy.commit().value + 1}; at <= candidate; ++at.value) {
            const PumpBacklog one = acceptedIn(*m_copy.log().at(at));
            accepted.changes += one.changes;
            accepted.bytes += one.bytes;
        }
        m_copy.commitTo(candidate);
        if (accepted.changes > 0) {
            m_host.pumpCommitted(m_copy.partition(), accepted);
        }
        releaseReplies(moment);
    }
    if (m_state == State::TakingOver && allFollow && m_copy.commit() >= m_takenOverEnd) {
        beginServing(moment);
    }
    checkHandOver();
}

void Primary::beginServing(Moment) {
    m_state = State::Serving;
    m_host.pumpTake(m_copy.partition(), epoch(), *this, m_copy.pumped());
    m_host.tellController(Serving{m_copy.partition(), epoch()});
    askParkedAgain();
}

void Primary::flush(Moment moment) {
    for (auto& [unit, copy] : m_copies) {
        if (m_host.isLinked(unit)) {
            flushCopy(copy, moment);
        }
    }
}

void Primary::flushCopy(CopyProgress& copy, Moment moment) {
    if (m_state == State::Loading) {
        return;
    }
    if (copy.stage == CopyProgress::Stage::Calling) {
        if (!copy.called) {
            copy.called = true;
            copy.calledVersion = m_description.version;
            copy.calledAt = moment.instant;
            if (!copy.waitingSince) {
                copy.waitingSince = moment.instant;
            }
            m_host.send(copy.unit, TakeOver{m_copy.partition(), epoch(), m_description.version, m_copy.last(),
                                            m_copy.commit()});
        }
        return;
    }
    sendRecords(copy, moment);
    if (copy.stage == CopyProgress::Stage::Snapshot) {
        sendChunks(copy, moment);
    } else {
        sendVerification(copy, moment);
    }
}

void Primary::sendRecords(CopyProgress& copy, Moment moment) {
    if (copy.stage == CopyProgress::Stage::Snapshot && copy.nextChunk == 0) {
        return;   // The first piece says where its log begins.
    }
    const ReplicaLog& log = m_copy.log();
    if (copy.sent < log.base().sequence) {
        copy.callAgain();   // Trimmed beneath it: the next answer leads to a snapshot.
        copy.waitingSince = moment.instant;
        m_host.needsFlush(m_copy.partition());
        return;
    }
    while (copy.sent < log.last().sequence) {
        if (log.bytesBetween(std::max(copy.acknowledged, log.base().sequence), copy.sent) >
            CopyProgress::bytesInFlight) {
            return;   // Goes on with the next acknowledgement.
        }
        Replicate message{m_copy.partition(), epoch(), log.positionOf(copy.sent), m_copy.commit(),
                          effectivePumped(), {}};
        std::uint64_t bytes = 0;
        while (copy.sent < log.last().sequence && message.records.size() < recordsAtOnce && bytes < (1U << 20)) {
            ++copy.sent.value;
            message.records.push_back(log.at(copy.sent));
            bytes += footprint(*message.records.back());
        }
        copy.commitTold = message.commit;
        copy.pumpedTold = message.pumped;
        m_host.send(copy.unit, std::move(message));
    }
}

SnapshotChunk Primary::nextChunk(CopyProgress& copy) const {
    SnapshotChunk chunk;
    chunk.partition = m_copy.partition();
    chunk.epoch = epoch();
    chunk.number = copy.nextChunk++;
    chunk.at = m_copy.last();
    std::size_t bytes = 0;
    while (!copy.walk.done && bytes < chunkBytes) {
        copy.walk = m_copy.entries().walk(copy.walk, walkAtOnce, [&](const Entry& entry) {
            addItems(entry, entry.lastEpoch, chunk.items, bytes);
        });
    }
    if (copy.walk.done) {
        chunk.last = true;
        chunk.answered = m_copy.requests().all();
        copy.walkDone = true;
        copy.snapshotEnd = chunk.at.sequence;
    }
    return chunk;
}

void Primary::sendChunks(CopyProgress& copy, Moment) {
    while (!copy.walkDone && copy.nextChunk - copy.chunksAcknowledged < CopyProgress::chunksInFlight) {
        if (copy.nextChunk > 0 && copy.sent < m_copy.last().sequence) {
            return;   // Records first, so that each piece finds the copy where it was read.
        }
        SnapshotChunk chunk = nextChunk(copy);
        if (chunk.number == 0) {
            copy.sent = chunk.at.sequence;
            copy.acknowledged = chunk.at.sequence;
        }
        m_host.send(copy.unit, std::move(chunk));
    }
}

void Primary::sendVerification(CopyProgress& copy, Moment moment) {
    const bool mayGrow = !copy.mayGrowAt || moment.instant >= *copy.mayGrowAt;
    if (copy.inSync || copy.verifying || copy.verifiedAt || !mayGrow ||
        copy.sent != m_copy.last().sequence || effectivePumped() < copy.snapshotEnd) {
        return;
    }
    if (copy.calledVersion != m_description.version) {
        // It may have been out meanwhile without our knowing: (1) the table takes it out, which only it
        // hears of, (2) it gives its content up, (3) the table lets it join again, and we see no difference,
        // (4) we ask it in for what it held before. A call at the present version ends that: either it
        // answers that it is empty, or it will not obey what the table said before.
        tellCommit(copy);
        copy.callAgain();
        copy.waitingSince = moment.instant;
        m_host.needsFlush(m_copy.partition());
        return;
    }
    copy.verifying = true;
    // A copy that came by snapshot has no log of what is in it, so it may be asked in only when the store has
    // that: as primary it could not store it. Commit point and pumped point go first: whoever may be asked in
    // must know by itself that its copy is whole, for the next one to ask may be another primary.
    tellCommit(copy);
    m_host.send(copy.unit, VerifyCopy{m_copy.partition(), epoch(), copy.sent, m_copy.entries().digest()});
}

void Primary::tellCommit(CopyProgress& copy) {
    copy.commitTold = std::min(m_copy.commit(), copy.sent);
    copy.pumpedTold = effectivePumped();
    m_host.send(copy.unit, Replicate{m_copy.partition(), epoch(), m_copy.log().positionOf(copy.sent),
                                     copy.commitTold, copy.pumpedTold, {}});
}

std::optional<Instant> Primary::owedSince(const CopyProgress& copy) const {
    if (copy.stage == CopyProgress::Stage::Calling) {
        return copy.waitingSince;
    }
    const Sequence next{copy.acknowledged.value + 1};
    if (m_copy.log().holds(next)) {
        return m_copy.log().appendedAt(next);
    }
    return std::nullopt;
}

void Primary::reviewSet(Moment moment) {
    if (m_state == State::Loading) {
        return;
    }
    const bool asked = m_proposedVersion == m_description.version && m_proposedVersion != 0;
    if (asked && moment.instant - m_proposedAt < proposeAgainAfter) {
        return;
    }
    for (auto& [unit, copy] : m_copies) {
        const std::optional<Instant> since = owedSince(copy);
        if (copy.isCounted() && since && moment.instant - *since >= shrinkAfter) {
            propose(&copy, nullptr, moment);
            return;
        }
    }
    for (auto& [unit, copy] : m_copies) {
        const bool isLevel = copy.verifiedAt && copy.stage == CopyProgress::Stage::Following &&
                             copy.acknowledged >= *copy.verifiedAt && m_copy.commit() >= copy.snapshotEnd;
        if (!copy.inSync && isLevel && m_host.isLinked(unit)) {
            // From here on it counts, but what was committed before may still be on its way to it: it is
            // asked in only when it has that, too. Else: (1) a write counts without the copy, (2) the control
            // log takes the copy in, (3) we die with the write in flight, (4) the copy leads without it.
            copy.growing = true;
            if (copy.acknowledged >= m_copy.commit()) {
                propose(nullptr, &copy, moment);
                return;
            }
        }
    }
}

void Primary::propose(const CopyProgress* out, const CopyProgress* in, Moment moment) {
    ProposeCopies proposal{m_copy.partition(), m_description.version, {m_host.self()}, {}};
    for (const auto& [unit, copy] : m_copies) {
        const bool counts = (copy.inSync && &copy != out) || &copy == in;
        (counts ? proposal.inSync : proposal.joining).push_back(unit);
    }
    m_proposedVersion = m_description.version;
    m_proposedAt = moment.instant;
    m_host.tellController(std::move(proposal));
}

void Primary::membership(const model::PartitionDescription& description, Moment moment) {
    m_description = description;
    std::map<UnitId, CopyProgress> kept;
    const auto keep = [&](UnitId unit, bool inSync) {
        if (unit == m_host.self()) {
            return;
        }
        const auto known = m_copies.find(unit);
        CopyProgress copy = known == m_copies.end() ? CopyProgress{} : known->second;
        if (known == m_copies.end()) {
            copy.waitingSince = moment.instant;
        }
        if (!inSync) {
            copy.verifying = false;   // What it proved, it proved as the member it was.
            copy.verifiedAt.reset();
        }
        if (copy.inSync && !inSync) {
            copy.mayGrowAt = moment.instant + growAgainAfter;
            copy.callAgain();
            copy.waitingSince = moment.instant;
        }
        copy.unit = unit;
        copy.inSync = inSync;
        copy.growing = false;
        kept.insert_or_assign(unit, std::move(copy));
    };
    for (const UnitId unit : description.inSync) {
        keep(unit, true);
    }
    for (const UnitId unit : description.joining) {
        keep(unit, false);
    }
    m_copies.swap(kept);
    if (m_copies.empty() && !m_host.keepsLog()) {
        m_copy.trim(m_copy.commit(), 0);
    }
    if (m_handingOver && m_handingOver->order.version != description.version) {
        m_handingOver.reset();
        m_state = State::Serving;
        askParkedAgain();
    }
    m_host.needsFlush(m_copy.partition());
    advanceCommit(moment);
}

void Primary::handOver(const HandOver& order, Moment moment) {
    const auto target = m_copies.find(order.to);
    if (m_state != State::Serving || order.version != m_description.version || target == m_copies.end() ||
        !target->second.inSync) {
        return;
    }
    m_state = State::HandingOver;
    m_handingOver = HandingOver{order, moment.instant + handOverWithin, false};
    checkHandOver();
}

void Primary::checkHandOver() {
    if (!m_handingOver || m_handingOver->ready) {
        return;
    }
    const auto target = m_copies.find(m_handingOver->order.to);
    const Sequence last = m_copy.last().sequence;
    if (target != m_copies.end() && m_copy.commit() == last && target->second.acknowledged == last &&
        target->second.stage == CopyProgress::Stage::Following) {
        m_handingOver->ready = true;
        m_host.tellController(
            HandOverReady{m_copy.partition(), m_handingOver->order.version, m_handingOver->order.to});
    }
}

}  // namespace orrery::core
