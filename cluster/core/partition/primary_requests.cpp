// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The client side of a reign: executing commands and holding back their answers.
#include <algorithm>
#include <utility>

#include "cluster/core/partition/primary.h"
#include "shared/base/assert.h"

namespace orrery::core {
namespace {

constexpr std::size_t expiriesAtOnce = 64;

std::string errorReply(std::string_view text) {
    std::string bytes;
    resp::Writer(bytes, resp::Version::Resp2).error(text);
    return bytes;
}

bool mayRemoveEntry(const Change& change) {
    return change.kind == ChangeKind::Remove || change.kind == ChangeKind::RemoveFields;
}

}  // namespace

void Primary::execute(const DataRequest& request, Moment moment) {
    const bool isWrite = request.command->access == CommandAccess::Write;
    const bool canServe = m_state == State::Serving || (m_state == State::HandingOver && !isWrite);
    if (!canServe) {
        park(request, moment);
        return;
    }
    if (!m_host.holdsLease(moment)) {
        refuse(request, "TRYAGAIN This unit's lease ran out; the partition may have another primary by now");
        return;
    }
    if ((!request.requestId.empty() && repeatAnswered(request, moment)) || (isWrite && !mayWrite(request))) {
        return;
    }
    m_reply.clear();
    m_changes.clear();
    resp::Writer writer(m_reply, request.version);
    const bool inEnvelope = !request.requestId.empty();
    if (inEnvelope) {
        writer.array(3);
    }
    const std::size_t resultAt = m_reply.size();
    CommandContext context{m_copy.entries(), moment.wall, request.slot, writer, m_changes, {}, 0, 0};
    request.command->run(context, request.arguments);

    UnitCounters& counters = m_host.counters();
    ++counters.operations;
    ++(isWrite ? counters.writes : counters.reads);
    counters.hits += context.hits;
    counters.misses += context.misses;
    if (!isWrite && context.misses > 0) {
        addExpired(request, moment);
    }
    Sequence waitsFor = context.touched;
    if (context.hits == 0 || context.misses > 0) {
        waitsFor = std::max(waitsFor, m_lastRemoval);   // "Not there" may rest on a removal.
    }
    Position at{epoch(), {}};
    const bool changed = !m_changes.empty();
    if (changed) {
        at = append(request.requestId, std::string_view(m_reply).substr(resultAt), moment);
        waitsFor = at.sequence;
    }
    if (inEnvelope) {
        writer.integer(static_cast<std::int64_t>(at.epoch.value));
        writer.integer(static_cast<std::int64_t>(at.sequence.value));
    }
    deliver(request, waitsFor, changed, moment);
}

bool Primary::mayWrite(const DataRequest& request) {
    std::size_t counted = 1;
    for (const auto& [unit, copy] : m_copies) {
        counted += copy.inSync ? 1 : 0;
    }
    if (counted < m_host.minimumInSync()) {
        refuse(request, "NOREPLICAS Not enough copies in sync to take writes");
        return false;
    }
    const std::string_view noRoom = m_host.refusal();
    if (!noRoom.empty()) {
        refuse(request, noRoom);
        return false;
    }
    if (m_pending.bytes() > pendingBytesLimit) {
        refuse(request, "THROTTLED Too many writes of this partition wait for its copies");
        return false;
    }
    return true;
}

bool Primary::repeatAnswered(const DataRequest& request, Moment moment) {
    const AnsweredRequest* answered = m_copy.requests().find(request.requestId);
    if (answered == nullptr) {
        return false;
    }
    m_reply.clear();
    resp::Writer writer(m_reply, request.version);
    writer.array(3);
    m_reply.append(answered->result);
    writer.integer(static_cast<std::int64_t>(answered->position.epoch.value));
    writer.integer(static_cast<std::int64_t>(answered->position.sequence.value));
    deliver(request, answered->position.sequence, true, moment);
    return true;
}

void Primary::park(const DataRequest& request, Moment moment) {
    if (m_parked.size() >= parkedLimit) {
        refuse(request, "TRYAGAIN The partition changes its primary");
        return;
    }
    ParkedRequest parked{request.client, request.generation, request.ticket, {}, moment.instant};
    parked.arguments.assign(request.whole.begin(), request.whole.end());
    m_parked.push_back(std::move(parked));
}

void Primary::refuse(const DataRequest& request, std::string_view error) {
    ++m_host.counters().refusals;
    m_host.answer(request.client, request.generation, request.ticket, errorReply(error));
}

void Primary::addExpired(const DataRequest& request, Moment moment) {
    std::vector<std::string_view> keys;
    keysOf(*request.command, request.arguments, keys);
    for (const std::string_view key : keys) {
        const Entry* entry = m_copy.entries().findRaw(request.slot, key);
        if (entry != nullptr && entry->isExpired(moment.wall)) {
            m_changes.push_back({ChangeKind::Remove, std::string(key), {}, {}, {}});
        }
    }
}

Position Primary::append(std::string_view requestId, std::string_view result, Moment moment) {
    const Position at{epoch(), Sequence{m_copy.last().sequence.value + 1}};
    if (std::any_of(m_changes.begin(), m_changes.end(), mayRemoveEntry)) {
        m_lastRemoval = at.sequence;
    }
    if (m_copies.empty() && !m_host.keepsLog() && m_copy.log().isEmpty()) {
        m_copy.applyUnlogged(at, m_changes);
        if (!requestId.empty()) {
            m_copy.remember({std::string(requestId), at, std::string(result)});
        }
        return at;
    }
    auto record = std::make_shared<LogRecord>();
    record->position = at;
    record->changes.swap(m_changes);
    if (!requestId.empty()) {
        record->requestId = requestId;
        record->result = result;
    }
    noteAccepted(*record);
    m_copy.append(std::move(record), moment.instant);
    m_host.needsFlush(m_copy.partition());
    advanceCommit(moment);
    return at;
}

void Primary::deliver(const DataRequest& request, Sequence waitsFor, bool changed, Moment) {
    if (waitsFor <= m_copy.commit()) {
        if (changed) {
            noteAcknowledged();
        }
        m_host.answer(request.client, request.generation, request.ticket, m_reply);
        return;
    }
    m_pending.add({waitsFor, request.client, request.generation, request.ticket, m_reply, changed});
}

void Primary::releaseReplies(Moment moment) {
    while (m_pending.hasReady(m_copy.commit())) {
        const PendingReply reply = m_pending.take();
        // A write is true for good once it is committed; what a read saw is only true under the lease.
        if (reply.changed || m_host.holdsLease(moment)) {
            if (reply.changed) {
                noteAcknowledged();
            }
            m_host.answer(reply.client, reply.generation, reply.ticket, reply.bytes);
        } else {
            ++m_host.counters().refusals;
            m_host.answer(reply.client, reply.generation, reply.ticket,
                          errorReply("TRYAGAIN This unit's lease ran out while the answer waited"));
        }
    }
}

void Primary::noteAcknowledged() {
    if (!m_hasAcknowledged) {
        m_hasAcknowledged = true;
        m_host.tellController(FirstWrite{m_copy.partition(), epoch()});
    }
}

void Primary::askParkedAgain() {
    std::vector<ParkedRequest> parked;
    parked.swap(m_parked);
    for (ParkedRequest& request : parked) {
        m_host.askAgain(std::move(request));
    }
}

void Primary::end() {
    m_host.pumpGive(m_copy.partition());
    const Sequence everything{~0ULL};
    while (m_pending.hasReady(everything)) {
        const PendingReply reply = m_pending.take();
        if (reply.changed) {
            ++m_host.counters().unknowns;
        }
        const std::string_view text =
            reply.changed ? "UNKNOWN The partition's primary changed before the write was confirmed; "
                            "repeat it with its REQUEST id to learn its outcome"
                          : "TRYAGAIN The partition changed its primary";
        m_host.answer(reply.client, reply.generation, reply.ticket, errorReply(text));
    }
    askParkedAgain();
}

void Primary::expire(Moment moment) {
    if (m_state != State::Serving || moment.instant < m_nextExpiry || !m_host.holdsLease(moment)) {
        return;
    }
    m_nextExpiry = moment.instant + milliseconds(100);
    const std::vector<std::string> keys = m_copy.entries().expiredKeys(moment.wall, expiriesAtOnce);
    if (keys.empty()) {
        return;
    }
    m_changes.clear();
    for (const std::string& key : keys) {
        m_changes.push_back({ChangeKind::Remove, key, {}, {}, {}});
    }
    append({}, {}, moment);
    if (keys.size() == expiriesAtOnce) {
        m_nextExpiry = moment.instant;
    }
}

}  // namespace orrery::core
