// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/client_connection.h"

#include <array>
#include <utility>

#include "cluster/runtime/client/client_clock.h"
#include "cluster/runtime/client/endpoint_text.h"
#include "shared/base/assert.h"
#include "shared/resp/writer.h"

namespace orrery::client {
namespace {

constexpr int watchIntervalMillis = 20;
constexpr qint64 readBufferBytes = 4 << 20;

}  // namespace

ClientConnection::ClientConnection(ConnectionOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options)) {
    m_socket.setReadBufferSize(readBufferBytes);
    m_watch.setInterval(watchIntervalMillis);
    m_watch.setTimerType(Qt::PreciseTimer);
    connect(&m_watch, &QTimer::timeout, this, &ClientConnection::checkTimeouts);
    connect(&m_socket, &QTcpSocket::connected, this, &ClientConnection::greet);
    connect(&m_socket, &QTcpSocket::readyRead, this, &ClientConnection::readReplies);
    connect(&m_socket, &QTcpSocket::errorOccurred, this,
            [this] { fail(m_socket.errorString().toStdString()); });
}

ClientConnection::~ClientConnection() {
    m_socket.disconnect(this);
    m_socket.abort();
}

bool ClientConnection::send(std::span<const std::string_view> arguments, ReplyHandler handler) {
    ORRERY_ASSERT(!arguments.empty());
    const std::size_t waiting = m_outgoing.size() + static_cast<std::size_t>(m_socket.bytesToWrite());
    if (m_pending.size() >= m_options.inFlightLimit || waiting >= m_options.unsentLimit) {
        return false;
    }
    resp::Writer writer(m_outgoing, resp::Version::Resp2);
    writer.array(arguments.size());
    for (const std::string_view argument : arguments) {
        writer.bulk(argument);
    }
    m_pending.push_back({std::move(handler), clientNow()});
    ++m_unsentRequests;
    if (m_phase == Phase::Closed) {
        open();
    } else if (m_phase == Phase::Ready) {
        scheduleFlush();
    }
    return true;
}

void ClientConnection::close() {
    fail("closed");
}

void ClientConnection::open() {
    m_phase = Phase::Connecting;
    m_openedAt = clientNow();
    ++m_life;
    m_parser = resp::ReplyParser();
    m_watch.start();
    // Not at once: we may stand inside a signal of the socket's last life.
    QMetaObject::invokeMethod(
        this,
        [this, life = m_life] {
            if (m_life == life && m_phase == Phase::Connecting) {
                m_socket.connectToHost(QString::fromStdString(m_options.endpoint.address),
                                       m_options.endpoint.port);
            }
        },
        Qt::QueuedConnection);
}

/// HELLO goes out alone: requests wait until the server has let us in, so that a refused password
/// never leaves a request half sent.
void ClientConnection::greet() {
    m_phase = Phase::Greeting;
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    std::string hello;
    resp::Writer writer(hello, resp::Version::Resp2);
    writer.array(m_options.password.empty() ? 2 : 5);
    writer.bulk("HELLO");
    writer.bulk("3");
    if (!m_options.password.empty()) {
        writer.bulk("AUTH");
        writer.bulk("default");
        writer.bulk(m_options.password);
    }
    m_socket.write(hello.data(), static_cast<qint64>(hello.size()));
}

void ClientConnection::greeted(const resp::Value& reply) {
    if (reply.isError()) {
        fail(reply.text);
        return;
    }
    m_phase = Phase::Ready;
    flush();
}

void ClientConnection::scheduleFlush() {
    if (!m_flushScheduled) {
        m_flushScheduled = true;
        QMetaObject::invokeMethod(this, [this] { flush(); }, Qt::QueuedConnection);
    }
}

void ClientConnection::flush() {
    m_flushScheduled = false;
    if (m_phase != Phase::Ready || m_outgoing.empty()) {
        return;
    }
    const Instant now = clientNow();
    for (std::size_t index = m_pending.size() - m_unsentRequests; index < m_pending.size(); ++index) {
        m_pending[index].sent = true;
        m_pending[index].sentAt = now;
    }
    m_unsentRequests = 0;
    m_socket.write(m_outgoing.data(), static_cast<qint64>(m_outgoing.size()));
    m_outgoing.clear();
}

void ClientConnection::readReplies() {
    const std::uint64_t life = m_life;
    std::array<char, 65536> buffer;
    for (;;) {
        const qint64 count = m_socket.read(buffer.data(), buffer.size());
        if (count <= 0) {
            return;
        }
        m_parser.feed(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
        resp::Progress progress = m_parser.next();
        while (progress == resp::Progress::Complete) {
            deliver(m_parser.take());
            if (m_life != life || m_phase == Phase::Closed) {
                return;   // A handler closed the connection; the parser now belongs to another life.
            }
            progress = m_parser.next();
        }
        if (progress == resp::Progress::Failed) {
            fail("unreadable reply: " + m_parser.error());
            return;
        }
    }
}

void ClientConnection::deliver(resp::Value reply) {
    if (reply.kind == resp::Kind::Push) {
        if (m_pushHandler) {
            m_pushHandler(reply);
        }
        return;
    }
    if (m_phase == Phase::Greeting) {
        greeted(reply);
        return;
    }
    if (m_pending.empty() || !m_pending.front().sent) {
        fail("a reply that nobody asked for");
        return;
    }
    const ReplyHandler handler = std::move(m_pending.front().handler);
    m_pending.pop_front();
    handler(Delivery::Replied, std::move(reply));
}

void ClientConnection::checkTimeouts() {
    const Instant now = clientNow();
    if (m_phase == Phase::Closed) {
        m_watch.stop();
    } else if (m_phase != Phase::Ready) {
        if (now - m_openedAt > m_options.connectTimeout) {
            fail("no connection within the time limit");
        }
    } else if (!m_pending.empty() && m_pending.front().sent &&
               now - m_pending.front().sentAt > m_options.replyTimeout) {
        fail("no answer within the time limit");
    }
}

void ClientConnection::fail(std::string why) {
    if (m_phase == Phase::Closed) {
        return;
    }
    m_phase = Phase::Closed;
    m_lastError = textOf(m_options.endpoint) + ": " + std::move(why);
    m_watch.stop();
    m_socket.abort();
    m_outgoing.clear();
    m_unsentRequests = 0;
    // Handlers may send again, which opens the next life: they see an empty queue.
    const std::deque<Pending> ended = std::exchange(m_pending, {});
    for (const Pending& pending : ended) {
        pending.handler(pending.sent ? Delivery::Lost : Delivery::NotSent, resp::Value::null());
    }
    Q_EMIT lost();
}

}  // namespace orrery::client
