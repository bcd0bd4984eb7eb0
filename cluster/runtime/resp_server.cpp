// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/resp_server.h"

#include <sys/socket.h>

#include <algorithm>

#include "cluster/runtime/log.h"
#include "shared/base/assert.h"

namespace orrery::runtime {

namespace {

constexpr std::size_t chunkLength = 16 * 1024;

}  // namespace

RespServer::RespServer(RequestHandler& handler, RespLimits limits)
    : m_handler(handler),
      m_limits(limits),
      m_reactor([this] { batchEnds(); }),
      m_listener(m_reactor),
      m_chunks(std::make_unique_for_overwrite<char[]>(chunkLength * Reactor::batchSize)) {}

RespServer::~RespServer() = default;

void RespServer::stopServing() {
    m_listener.close();
    for (Place& place : m_places) {
        if (place.connection) {
            place.connection->ending = true;
            list(*place.connection);
        }
    }
    flush();
}

void RespServer::connectionReady(RespConnection& connection, std::uint32_t events) {
    if ((events & EPOLLIN) != 0) {
        connection.read({m_chunks.get() + chunkLength * m_readable.size(), chunkLength});
        m_readable.push_back(&connection);
    }
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
        connection.broken = true;
    }
    list(connection);
}

void RespServer::batchEnds() {
    if (m_readable.empty() && !m_listener.hasCallers()) {
        flush();
        return;
    }
    m_handler.turnBegins();
    for (RespConnection* connection : m_readable) {
        serve(*connection);
    }
    m_readable.clear();
    acceptCallers();
    m_handler.turnEnds();
    flush();
}

void RespServer::acceptCallers() {
    for (int count = 0; count < Reactor::batchSize; ++count) {
        std::optional<Listener::Caller> caller = m_listener.accept();
        if (!caller) {
            return;
        }
        admit(std::move(*caller));
    }
}

void RespServer::admit(Listener::Caller caller) {
    if (m_clientCount >= m_limits.maximumClients) {
        constexpr std::string_view refusal = "-ERR max number of clients reached\r\n";
        [[maybe_unused]] const ssize_t sent =
            ::send(caller.socket.get(), refusal.data(), refusal.size(), MSG_NOSIGNAL);
        return;
    }
    if (m_free.empty()) {
        m_free.push_back(core::ClientId{static_cast<std::uint32_t>(m_places.size())});
        m_places.emplace_back();
    }
    const core::ClientId client = m_free.back();
    m_free.pop_back();
    Place& place = m_places[client.value];
    place.connection = std::make_unique<RespConnection>(
        *this, std::move(caller.socket),
        RespConnection::Facts{client, place.lastTicket, std::move(caller.address),
                              m_limits.parser});
    ++m_clientCount;
    m_reactor.add(place.connection->descriptor(), EPOLLIN, *place.connection);
    m_handler.clientOpened(client, place.connection->address());
}

void RespServer::serve(RespConnection& connection) {
    std::string_view rest = connection.unread();
    resp::RequestParser& parser = connection.parser();
    while (!rest.empty() && !connection.ending && !connection.broken && !connection.paused) {
        const resp::Progress progress = parser.parse(rest);
        if (progress == resp::Progress::NeedMore) {
            break;
        }
        const core::Ticket ticket = connection.replies().issue();
        if (progress == resp::Progress::Failed) {
            reply(connection.client(), ticket, "-" + parser.error() + "\r\n");
            connection.ending = true;
            break;
        }
        rest.remove_prefix(parser.consumed());
        if (parser.arguments().empty()) {
            reply(connection.client(), ticket, {});
            continue;
        }
        m_handler.request(connection.client(), ticket, parser.arguments());
        connection.paused = mustPause(connection);
    }
    connection.keep(connection.ending ? std::string_view() : rest);
}

bool RespServer::mustPause(const RespConnection& connection) const {
    return connection.backlog() >= m_limits.pauseBacklog ||
           connection.replies().openCount() >= m_limits.openRequests;
}

bool RespServer::canResume(const RespConnection& connection) const {
    return connection.paused && connection.backlog() <= m_limits.pauseBacklog / 2 &&
           connection.replies().openCount() <= m_limits.openRequests / 2;
}

void RespServer::serveResumed() {
    std::vector<RespConnection*> resumed;
    std::swap(resumed, m_resumed);
    if (resumed.empty()) {
        return;
    }
    m_handler.turnBegins();
    for (RespConnection* connection : resumed) {
        connection->paused = false;
        serve(*connection);
        list(*connection);
    }
    m_handler.turnEnds();
    flush();
}

void RespServer::reply(core::ClientId client, core::Ticket ticket, std::string_view bytes) {
    RespConnection* connection = find(client);
    if (connection == nullptr || connection->broken) {
        return;
    }
    const bool isPush = ticket.value == 0;
    const std::size_t limit = isPush ? m_limits.pushBacklog : m_limits.replyBacklog;
    if (connection->backlog() > limit) {
        logLine(LogLevel::Warning, "clients", "closed a client that does not take its replies",
                {{"client", connection->address()},
                 {"waiting", std::to_string(connection->backlog())}});
        connection->broken = true;
    } else if (isPush) {
        connection->output().append(bytes);
    } else {
        connection->replies().put(ticket, bytes, connection->output());
    }
    list(*connection);
}

void RespServer::closeAfterReplies(core::ClientId client) {
    if (RespConnection* connection = find(client)) {
        connection->ending = true;
        list(*connection);
    }
}

void RespServer::flush() {
    for (std::size_t index = 0; index < m_listed.size(); ++index) {
        lookAfter(*m_listed[index]);
    }
    m_listed.clear();
    m_closed.clear();
    m_free.insert(m_free.end(), m_left.begin(), m_left.end());
    m_left.clear();
}

void RespServer::lookAfter(RespConnection& connection) {
    connection.listed = false;
    connection.broken = connection.broken || !connection.send();
    const bool done = connection.unsent() == 0 && connection.replies().openCount() == 0;
    if (connection.broken ||
        (done && (connection.ending || (connection.ended && !connection.paused)))) {
        close(connection);
        return;
    }
    if (canResume(connection) &&
        std::find(m_resumed.begin(), m_resumed.end(), &connection) == m_resumed.end()) {
        if (m_resumed.empty()) {
            QMetaObject::invokeMethod(
                this, [this] { serveResumed(); }, Qt::QueuedConnection);
        }
        m_resumed.push_back(&connection);
    }
    if (const std::uint32_t interest = connection.interest(); interest != connection.armed) {
        connection.armed = interest;
        m_reactor.change(connection.descriptor(), interest, connection);
    }
}

void RespServer::close(RespConnection& connection) {
    Place& place = m_places[connection.client().value];
    ORRERY_ASSERT(place.connection.get() == &connection);
    m_reactor.remove(connection.descriptor(), connection);
    std::erase(m_resumed, &connection);
    m_handler.clientClosed(connection.client());
    place.lastTicket = connection.replies().last();
    m_left.push_back(connection.client());
    m_closed.push_back(std::move(place.connection));
    --m_clientCount;
}

void RespServer::list(RespConnection& connection) {
    if (!connection.listed) {
        connection.listed = true;
        m_listed.push_back(&connection);
    }
}

RespConnection* RespServer::find(core::ClientId client) {
    return client.value < m_places.size() ? m_places[client.value].connection.get() : nullptr;
}

}  // namespace orrery::runtime
