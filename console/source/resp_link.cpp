// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A socket and a parser.
#include "console/source/resp_link.h"

#include <sys/socket.h>

#include <algorithm>
#include <optional>

#include "console/source/live_source.h"
#include "shared/resp/writer.h"

namespace orrery::console {
namespace {

constexpr qint64 readAtOnce = 256 * 1024;
constexpr int mostRounds = 4;   ///< Then others on this thread have their turn, however fast the peer talks.
constexpr int portionBytes = 512 * 1024;

}  // namespace

RespLink::RespLink(QObject* parent) : QObject(parent), m_connectTimer(this) {
    m_connectTimer.setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this, [this] { fail(tr("no answer in time")); });
}

void RespLink::open(const model::Endpoint& endpoint, Duration timeout) {
    drop();
    m_endpoint = endpoint;
    m_cutter.reset();
    m_intake = Intake::AtOnce;
    m_socket = new QTcpSocket(this);
    connect(m_socket, &QTcpSocket::connected, this, [this] {
        m_connectTimer.stop();
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_open = true;
        Q_EMIT opened();
    });
    connect(m_socket, &QTcpSocket::readyRead, this, &RespLink::read);
    connect(
        m_socket, &QTcpSocket::errorOccurred, this, [this] { fail(m_socket->errorString()); },
        Qt::QueuedConnection);
    m_connectTimer.start(static_cast<int>(timeout.millis()));
    // The socket's own buffer would be a second copy of a busy stream, in a new piece of memory with each reading.
    m_socket->connectToHost(QString::fromStdString(endpoint.address), endpoint.port,
                            QIODevice::ReadWrite | QIODevice::Unbuffered);
}

void RespLink::drop() {
    ++m_generation;
    m_open = false;
    m_connectTimer.stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        m_socket->deleteLater();
        m_socket = nullptr;
    }
}

void RespLink::fail(const QString& why) {
    if (m_socket) {
        drop();
        Q_EMIT closed(why);
    }
}

void RespLink::send(const std::vector<std::string>& arguments) {
    if (!m_open) {
        return;
    }
    std::string bytes;
    resp::Writer writer(bytes, resp::Version::Resp3);
    writer.array(arguments.size());
    for (const std::string& argument : arguments) {
        writer.bulk(argument);
    }
    m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
}

void RespLink::setIntake(Intake intake) {
    if (!m_open || m_intake == intake) {
        return;
    }
    m_intake = intake;
    const int bytes = intake == Intake::AtOnce ? 1 : portionBytes;
    // Where it is not possible we wake up more often, no more.
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes);
}

void RespLink::takeIn() {
    if (m_open && m_intake == Intake::WhenAsked) {
        read();
    }
}

void RespLink::read() {
    const std::uint64_t generation = m_generation;
    qint64 count = readAtOnce;
    for (int round = 0; round < mostRounds && count == readAtOnce; ++round) {
        m_cutter.feed(static_cast<std::size_t>(readAtOnce), [this, &count](char* room) {
            count = m_socket->read(room, readAtOnce);
            return static_cast<std::size_t>(std::max<qint64>(0, count));
        });
        parse();
        if (generation != m_generation) {
            return;
        }
    }
    if (count < 0) {
        fail(m_socket->errorString());   // An unbuffered socket says so here and nowhere else.
    }
}

void RespLink::parse() {
    const std::uint64_t generation = m_generation;
    while (generation == m_generation) {
        const resp::Progress progress = m_cutter.next();
        if (progress == resp::Progress::Failed) {
            fail(m_cutter.error());
            return;
        }
        if (progress == resp::Progress::NeedMore) {
            return;
        }
        if (m_sieve && m_sieve(m_cutter.bytes())) {
            continue;
        }
        std::optional<resp::Value> value = m_cutter.readValue();
        if (!value) {
            fail(m_cutter.error());
            return;
        }
        Q_EMIT replied(*value, m_cutter.bytes());
        m_cutter.giveBack(std::move(*value));
    }
}

}  // namespace orrery::console
