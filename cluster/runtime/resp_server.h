// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The front door: RESP for clients of units and agents.
//
// A turn: (1) up to 64 ready connections are read, once each; (2) the handler's turn begins, which
// takes the time; (3) whole requests are parsed in place and handed over; (4) the handler's turn ends,
// its replies come in through reply(); (5) flush() writes each connection's output, one write each.
//
// Everything is bounded. A client that does not take its replies is first not served further (its
// requests stay in its socket); replies that were still under way may pile up to `replyBacklog`, pushes
// to `pushBacklog`, then it is closed with a log line.
#pragma once

#include <QObject>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/runtime/listener.h"
#include "cluster/runtime/reactor.h"
#include "cluster/runtime/request_handler.h"
#include "cluster/runtime/resp_connection.h"

namespace orrery::runtime {

struct RespLimits {
    std::size_t maximumClients = 10000;
    std::size_t replyBacklog = 64ULL << 20;  ///< Bytes that wait when another reply comes: closed.
    std::size_t pushBacklog = 8ULL << 20;    ///< Bytes that wait when a push comes: closed.
    std::size_t pauseBacklog = 1ULL << 20;   ///< Bytes that wait: no further request is taken.
    std::uint64_t openRequests = 16384;      ///< Requests without a reply: no further one is taken.
    resp::Limits parser;
};

class RespServer final : public QObject {
public:
    /// `handler` must outlive the server.
    explicit RespServer(RequestHandler& handler, RespLimits limits = {});
    ~RespServer() override;

    Status listen(const model::Endpoint& endpoint) { return m_listener.open(endpoint); }
    std::uint16_t port() const { return m_listener.port(); }
    /// New callers are refused, and no request is taken any more.
    void stopServing();
    std::size_t clientCount() const { return m_clientCount; }

    /// The reply to `ticket`; ticket 0: a push. Unknown clients and tickets are ignored: they have gone.
    void reply(core::ClientId client, core::Ticket ticket, std::string_view bytes);
    /// Takes no further request of `client` and closes it when the replies to the earlier ones are gone.
    void closeAfterReplies(core::ClientId client);
    /// Writes what replies left. To be called at the end of every turn that may have replied.
    void flush();

private:
    friend class RespConnection;
    struct Place {
        std::unique_ptr<RespConnection> connection;
        core::Ticket lastTicket;
    };

    void connectionReady(RespConnection& connection, std::uint32_t events);
    void batchEnds();
    void acceptCallers();
    void admit(Listener::Caller caller);
    void serve(RespConnection& connection);
    void serveResumed();
    bool mustPause(const RespConnection& connection) const;
    bool canResume(const RespConnection& connection) const;
    void list(RespConnection& connection);
    void lookAfter(RespConnection& connection);
    void close(RespConnection& connection);
    RespConnection* find(core::ClientId client);

    RequestHandler& m_handler;
    const RespLimits m_limits;
    Reactor m_reactor;
    Listener m_listener;
    std::vector<Place> m_places;         ///< By client id.
    std::vector<core::ClientId> m_free;  ///< Places for new clients, last first.
    std::vector<core::ClientId> m_left;  ///< Places that become free after this flush.
    std::vector<std::unique_ptr<RespConnection>> m_closed;  ///< To be deleted after this flush.
    std::vector<RespConnection*> m_readable;                ///< Read in this turn, to be served.
    /// To be written, closed or armed anew at the next flush.
    std::vector<RespConnection*> m_listed;
    std::vector<RespConnection*>
        m_resumed;                     ///< Paused before, to be served in a turn of their own.
    std::unique_ptr<char[]> m_chunks;  ///< One part for each connection of a batch.
    std::size_t m_clientCount = 0;
};

}  // namespace orrery::runtime
