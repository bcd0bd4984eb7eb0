// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A client of the grid: give it a data command and its key, and it finds the unit that serves the key
// and stays with the command until its outcome is known or its time is over.
//
// It follows MOVED and ASK, waits and repeats where the grid says "later" (TRYAGAIN, CLUSTERDOWN,
// NOREPLICAS, THROTTLED) or cannot be reached, and fetches the slot table again when it proves old.
//
// How an unknown outcome is settled. A write that was sent and not answered may stand. If it carries a
// request id it is repeated with the same id: the grid answers what the first run answered and does
// not run it again. A write without an id is never repeated after it may have been applied: it ends
// as Unknown. Reads are repeated freely.
//
// One thread, that of the object. Handlers are called from the event loop, never from within call().
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "cluster/runtime/client/backoff.h"
#include "cluster/runtime/client/connection_pool.h"
#include "cluster/runtime/client/outcome.h"
#include "cluster/runtime/client/reply_verdict.h"
#include "cluster/runtime/client/table_refresher.h"

namespace orrery::client {

struct ClusterClientOptions {
    std::vector<model::Endpoint> seeds;      ///< Units or agents; at least one.
    std::string password;
    Duration attemptTimeout = milliseconds(1000);  ///< Then the connection counts as broken.
    std::size_t callLimit = 65536;           ///< Calls without an outcome; more are refused at once.
    BackoffOptions backoff;
    std::uint64_t randomSeed = 1;            ///< For the spread of the backoff.
};

enum class CallAccess : std::uint8_t { Read, Write };

struct Call {
    std::vector<std::string> arguments;   ///< The data command, name first.
    std::string key;                      ///< Decides the slot.
    CallAccess access = CallAccess::Write;
    std::string requestId;                ///< Writes: 1 to 64 bytes, unique; empty = not to be repeated.
    Duration deadline = seconds(10);      ///< From call(); the outcome may come one attempt later.
};

using OutcomeHandler = std::function<void(const Outcome& outcome)>;

/// Counts of attempts, not of calls. They only grow.
struct ClientStatistics {
    std::uint64_t attempts = 0;
    std::uint64_t redirects = 0;    ///< MOVED and ASK.
    std::uint64_t postponed = 0;    ///< Answered "later".
    std::uint64_t uncertain = 0;    ///< Sent, and not known whether applied.
    std::uint64_t notSent = 0;      ///< No connection.
};

class ClusterClient : public QObject {
    Q_OBJECT

public:
    explicit ClusterClient(ClusterClientOptions options, QObject* parent = nullptr);
    ~ClusterClient() override;

    /// Carries `call` out and calls `handler` exactly once, unless the client is destroyed first.
    void call(Call call, OutcomeHandler handler);

    /// Calls that have no outcome yet.
    std::size_t openCalls() const { return m_calls.size(); }
    const ClientStatistics& statistics() const { return m_statistics; }
    const SlotTable& table() const { return m_refresher.table(); }
    /// Words of the connection that ended last; empty when none has.
    const std::string& lastConnectionError() const { return m_pool.lastError(); }
    /// Fetches the slot table again, soon.
    void refreshTable() { m_refresher.refresh(); }

Q_SIGNALS:
    void tableRefreshed();

private:
    struct OpenCall {
        Call call;
        OutcomeHandler handler;
        Slot slot;
        Instant deadline;
        std::uint32_t attempts = 0;     ///< Handed to a connection.
        std::uint32_t waits = 0;        ///< Backoffs so far.
        bool uncertain = false;         ///< An earlier attempt may have been applied.
        std::string lastReason;
    };
    enum class Pause : std::uint8_t { None, Backoff };

    void attempt(std::uint64_t id);
    void sendTo(std::uint64_t id, const model::Endpoint& endpoint, Verdict cause);
    void attemptEnded(std::uint64_t id, const model::Endpoint& by, Delivery delivery, resp::Value reply);
    void replied(std::uint64_t id, const model::Endpoint& by, resp::Value reply);
    void redirected(std::uint64_t id, const model::Endpoint& by, const JudgedReply& judged);
    void lostOnTheWay(std::uint64_t id, Delivery delivery);
    void uncertainAttempt(std::uint64_t id, std::string reason);
    void postpone(std::uint64_t id, Pause pause);
    void attemptDue();
    void armTimer();
    void finish(std::uint64_t id, Outcome outcome);
    const model::Endpoint* anyEndpoint();

    const ClusterClientOptions m_options;
    Random m_random;
    ConnectionPool m_pool;
    TableRefresher m_refresher;
    std::unordered_map<std::uint64_t, OpenCall> m_calls;   ///< Only looked up, never iterated.
    std::multimap<Instant, std::uint64_t> m_due;           ///< Calls that wait for their next attempt.
    QTimer m_timer;                                        ///< For the first of m_due.
    std::uint64_t m_nextId = 1;
    ClientStatistics m_statistics;
};

}  // namespace orrery::client
