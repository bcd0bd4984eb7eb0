// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/cluster_client.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cluster/runtime/client/client_clock.h"
#include "shared/base/assert.h"

namespace orrery::client {
namespace {

constexpr std::uint32_t immediateRedirects = 4;   ///< Beyond that the table is in motion: wait a little.

ConnectionOptions connectionPattern(const ClusterClientOptions& options) {
    ConnectionOptions pattern;
    pattern.password = options.password;
    pattern.connectTimeout = options.attemptTimeout;
    pattern.replyTimeout = options.attemptTimeout;
    return pattern;
}

/// The answer of a call with a request id, taken out of its wrapping [reply, epoch, sequence].
bool unwrap(resp::Value& reply, Position& position) {
    if (reply.isError()) {
        return true;
    }
    if (reply.kind != resp::Kind::Array || reply.items.size() != 3 ||
        reply.items[1].kind != resp::Kind::Integer || reply.items[2].kind != resp::Kind::Integer) {
        return false;
    }
    position.epoch.value = static_cast<std::uint64_t>(reply.items[1].integer);
    position.sequence.value = static_cast<std::uint64_t>(reply.items[2].integer);
    resp::Value inner = std::move(reply.items[0]);
    reply = std::move(inner);
    return true;
}

/// After an uncertain attempt only a reply to the command itself settles it: the grid looks the
/// request id up before it runs a command, but not before it refuses for want of memory or rights.
bool settles(const resp::Value& refusal) {
    return refusal.text.starts_with("WRONGTYPE") || refusal.text.starts_with("ERR");
}

}  // namespace

ClusterClient::ClusterClient(ClusterClientOptions options, QObject* parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_random(m_options.randomSeed),
      m_pool(connectionPattern(m_options)),
      m_refresher(m_pool, m_options.seeds, m_options.randomSeed + 1) {
    ORRERY_ASSERT(!m_options.seeds.empty());
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ClusterClient::attemptDue);
    connect(&m_pool, &ConnectionPool::connectionLost, this, [this] { m_refresher.refresh(); });
    connect(&m_refresher, &TableRefresher::refreshed, this, &ClusterClient::tableRefreshed);
    m_refresher.refresh();
}

ClusterClient::~ClusterClient() = default;

void ClusterClient::call(Call call, OutcomeHandler handler) {
    ORRERY_ASSERT(!call.arguments.empty());
    ORRERY_ASSERT(call.requestId.size() <= 64);
    const std::uint64_t id = m_nextId++;
    OpenCall open;
    open.slot = slotOf(call.key);
    open.deadline = clientNow() + call.deadline;
    open.call = std::move(call);
    open.handler = std::move(handler);
    const bool full = m_calls.size() >= m_options.callLimit;
    if (full) {
        open.lastReason = "too many calls under way in this client";
        open.deadline = Instant{0};
    }
    m_calls.emplace(id, std::move(open));
    m_due.emplace(Instant{0}, id);
    armTimer();
}

void ClusterClient::attempt(std::uint64_t id) {
    OpenCall& open = m_calls.at(id);
    if (clientNow() >= open.deadline) {
        Outcome outcome;
        outcome.kind = open.uncertain ? OutcomeKind::Unknown : OutcomeKind::NotApplied;
        outcome.reason = open.lastReason.empty() ? "no server could be reached in time" : open.lastReason;
        finish(id, std::move(outcome));
        return;
    }
    const model::Endpoint* owner = m_refresher.table().ownerOf(open.slot);
    if (owner == nullptr) {
        m_refresher.refresh();
        owner = anyEndpoint();
    }
    if (owner == nullptr) {
        postpone(id, Pause::Backoff);
        return;
    }
    sendTo(id, model::Endpoint(*owner), Verdict::Answer);
}

/// Somebody who can at least say who serves a slot, or null before the first table.
const model::Endpoint* ClusterClient::anyEndpoint() {
    const auto& endpoints = m_refresher.table().endpoints();
    return endpoints.empty() ? nullptr : &endpoints[m_random.below(endpoints.size())];
}

void ClusterClient::sendTo(std::uint64_t id, const model::Endpoint& endpoint, Verdict cause) {
    OpenCall& open = m_calls.at(id);
    std::vector<std::string_view> arguments;
    arguments.reserve(open.call.arguments.size() + 2);
    if (!open.call.requestId.empty()) {
        arguments.push_back("REQUEST");
        arguments.push_back(open.call.requestId);
    }
    arguments.insert(arguments.end(), open.call.arguments.begin(), open.call.arguments.end());
    ++open.attempts;
    ++m_statistics.attempts;
    ClientConnection& connection = m_pool.at(endpoint);
    if (cause == Verdict::Ask) {
        const std::array<std::string_view, 1> asking{"ASKING"};
        connection.send(asking, [](Delivery, const resp::Value&) {});
    }
    const bool taken = connection.send(
        arguments, [this, id, endpoint](Delivery delivery, resp::Value reply) {
            attemptEnded(id, endpoint, delivery, std::move(reply));
        });
    if (!taken) {
        open.lastReason = "too many requests under way to one server";
        postpone(id, Pause::Backoff);
    }
}

void ClusterClient::attemptEnded(std::uint64_t id, const model::Endpoint& by, Delivery delivery,
                                 resp::Value reply) {
    if (delivery == Delivery::Replied) {
        replied(id, by, std::move(reply));
    } else {
        lostOnTheWay(id, delivery);
    }
}

void ClusterClient::replied(std::uint64_t id, const model::Endpoint& by, resp::Value reply) {
    OpenCall& open = m_calls.at(id);
    Outcome outcome;
    if (!open.call.requestId.empty() && !unwrap(reply, outcome.position)) {
        uncertainAttempt(id, "the reply to REQUEST has another form");
        return;
    }
    const JudgedReply judged = judge(reply);
    switch (judged.verdict) {
    case Verdict::Answer:
        outcome.kind = OutcomeKind::Ok;
        outcome.reply = std::move(reply);
        finish(id, std::move(outcome));
        return;
    case Verdict::Refused:
        if (open.uncertain && !settles(reply)) {
            uncertainAttempt(id, reply.text);
            return;
        }
        outcome.kind = OutcomeKind::NotApplied;
        outcome.reason = reply.text;
        outcome.reply = std::move(reply);
        finish(id, std::move(outcome));
        return;
    case Verdict::Moved:
    case Verdict::Ask:
        open.lastReason = reply.text;
        redirected(id, by, judged);
        return;
    case Verdict::Later:
        ++m_statistics.postponed;
        open.lastReason = reply.text;
        m_refresher.refresh();
        postpone(id, Pause::Backoff);
        return;
    case Verdict::Uncertain:
        uncertainAttempt(id, reply.text);
        return;
    }
}

void ClusterClient::redirected(std::uint64_t id, const model::Endpoint& by, const JudgedReply& judged) {
    ++m_statistics.redirects;
    model::Endpoint target = judged.endpoint;
    if (target.address.empty()) {
        target.address = by.address;
    }
    if (judged.verdict == Verdict::Ask) {
        sendTo(id, target, Verdict::Ask);
        return;
    }
    const OpenCall& open = m_calls.at(id);
    m_refresher.table().move(judged.slot, target);
    m_refresher.refresh();
    postpone(id, open.attempts <= immediateRedirects ? Pause::None : Pause::Backoff);
}

void ClusterClient::lostOnTheWay(std::uint64_t id, Delivery delivery) {
    OpenCall& open = m_calls.at(id);
    if (delivery == Delivery::Lost && open.call.access == CallAccess::Write) {
        uncertainAttempt(id, "the connection ended before the answer");
        return;
    }
    ++m_statistics.notSent;
    open.lastReason = "no connection to the server of the key";
    postpone(id, Pause::Backoff);
}

void ClusterClient::uncertainAttempt(std::uint64_t id, std::string reason) {
    ++m_statistics.uncertain;
    OpenCall& open = m_calls.at(id);
    const bool write = open.call.access == CallAccess::Write;
    open.uncertain = write;
    open.lastReason = std::move(reason);
    if (write && open.call.requestId.empty()) {
        Outcome outcome;
        outcome.kind = OutcomeKind::Unknown;
        outcome.reason = open.lastReason;
        finish(id, std::move(outcome));
        return;
    }
    m_refresher.refresh();
    postpone(id, Pause::Backoff);
}

void ClusterClient::postpone(std::uint64_t id, Pause pause) {
    const Duration wait =
        pause == Pause::None ? Duration{0}
                             : backoffAfter(++m_calls.at(id).waits, m_options.backoff, m_random);
    m_due.emplace(clientNow() + wait, id);
    armTimer();
}

void ClusterClient::attemptDue() {
    const Instant now = clientNow();
    // Attempts put new entries behind `now`, except for calls made meanwhile: take only what is due.
    std::vector<std::uint64_t> due;
    const auto end = m_due.upper_bound(now);
    for (auto entry = m_due.begin(); entry != end; ++entry) {
        due.push_back(entry->second);
    }
    m_due.erase(m_due.begin(), end);
    for (const std::uint64_t id : due) {
        attempt(id);
    }
    armTimer();
}

void ClusterClient::armTimer() {
    if (m_due.empty()) {
        return;
    }
    const Duration wait = m_due.begin()->first - clientNow();
    const int millis = static_cast<int>(std::clamp<std::int64_t>((wait.micros + 999) / 1000, 0, 1000));
    if (!m_timer.isActive() || m_timer.remainingTime() > millis) {
        m_timer.start(millis);
    }
}

void ClusterClient::finish(std::uint64_t id, Outcome outcome) {
    auto node = m_calls.extract(id);
    ORRERY_ASSERT(!node.empty());
    const OpenCall& open = node.mapped();
    outcome.attempts = open.attempts;
    outcome.wasUncertain = open.uncertain;
    open.handler(outcome);
}

}  // namespace orrery::client
