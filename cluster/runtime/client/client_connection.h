// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One RESP3 connection to one server, seen from the client. Requests go out in the order of send(),
// replies come back in the same order; what was written in one turn of the event loop leaves in one
// piece.
//
// Every request ends in exactly one call of its handler, and always with the truth about delivery:
// Replied, NotSent (no byte of it has left this process) or Lost (it was handed to the network and
// the connection ended first). The connection opens itself at the first send() and again at the next
// one after it broke; it never repeats a request. Everything is bounded: requests in flight, bytes
// not yet taken by the network, the time to connect and the time to answer. A request that is not
// answered in time ends the connection, because replies have no other name than their order.
//
// One thread, that of the object. Handlers may call send() and close(); they must not delete the
// connection.
#pragma once

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/time.h"
#include "shared/model/grid_state.h"
#include "shared/resp/parser.h"

namespace orrery::client {

struct ConnectionOptions {
    model::Endpoint endpoint;
    std::string password;                       ///< Empty: no AUTH.
    Duration connectTimeout = milliseconds(1000);  ///< Until HELLO is answered.
    Duration replyTimeout = milliseconds(1000);    ///< Of each request, from the time it left.
    std::size_t inFlightLimit = 16384;          ///< Requests without a reply.
    std::size_t unsentLimit = 64U << 20;        ///< Bytes that the network has not taken.
};

enum class Delivery : std::uint8_t { Replied, NotSent, Lost };

/// Gets the reply, or a null value when there is none.
using ReplyHandler = std::function<void(Delivery delivery, resp::Value reply)>;
using PushHandler = std::function<void(const resp::Value& push)>;

class ClientConnection : public QObject {
    Q_OBJECT

public:
    explicit ClientConnection(ConnectionOptions options, QObject* parent = nullptr);
    ~ClientConnection() override;

    /// Sends one request. False, and nothing happens, when a limit is reached.
    bool send(std::span<const std::string_view> arguments, ReplyHandler handler);

    /// Pushes that the server sends on its own. Without a handler they are dropped.
    void setPushHandler(PushHandler handler) { m_pushHandler = std::move(handler); }

    /// Ends the connection; requests in flight end as Lost, others as NotSent, before it returns.
    void close();

    bool isReady() const { return m_phase == Phase::Ready; }
    std::size_t inFlight() const { return m_pending.size(); }
    const model::Endpoint& endpoint() const { return m_options.endpoint; }
    /// Why the connection ended last, in one line; empty when it never did.
    const std::string& lastError() const { return m_lastError; }

Q_SIGNALS:
    /// The connection has ended, by whatever cause; all handlers have been called.
    void lost();

private:
    enum class Phase : std::uint8_t { Closed, Connecting, Greeting, Ready };
    struct Pending { ReplyHandler handler; Instant sentAt; bool sent = false; };

    void open();
    void greet();
    void greeted(const resp::Value& reply);
    void scheduleFlush();
    void flush();
    void readReplies();
    void deliver(resp::Value reply);
    void checkTimeouts();
    void fail(std::string why);

    ConnectionOptions m_options;
    QTcpSocket m_socket;
    QTimer m_watch;                 ///< Looks for overdue replies while any are awaited.
    Phase m_phase = Phase::Closed;
    Instant m_openedAt;
    std::deque<Pending> m_pending;  ///< In order of sending; the sent ones stand first.
    std::size_t m_unsentRequests = 0;  ///< How many at the end of m_pending wait in m_outgoing.
    std::string m_outgoing;
    bool m_flushScheduled = false;
    resp::ReplyParser m_parser;
    std::uint64_t m_life = 0;       ///< Counts connections, so that a reader notices a close within it.
    PushHandler m_pushHandler;
    std::string m_lastError;
};

}  // namespace orrery::client
