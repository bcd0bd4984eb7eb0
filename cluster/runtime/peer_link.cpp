// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/peer_link.h"

#include <algorithm>
#include <utility>

#include "cluster/runtime/clocks.h"
#include "cluster/runtime/sockets.h"
#include "shared/wire/frame.h"

namespace orrery::runtime {

namespace {

constexpr qint64 socketShare = 256 * 1024;  ///< What the socket holds of our queue at most.
constexpr qint64 readBuffer = 1024 * 1024;
constexpr std::size_t maximumReason = 256;

QHostAddress hostOf(const model::Endpoint& endpoint) {
    return QHostAddress(QString::fromStdString(endpoint.address));
}

}  // namespace

PeerLink::PeerLink(const Context& context, QTcpSocket* accepted, Instant now)
    : m_context(context),
      m_socket(accepted),
      m_side(LinkSide::Accepting),
      m_phase(Phase::AwaitHello),
      m_endpoint{accepted->peerAddress().toString().toStdString(), accepted->peerPort()},
      m_begunAt(now),
      m_heardAt(now),
      m_beatAt(now) {
    prepareSocket();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

PeerLink::PeerLink(const Context& context, core::NodeId expected, model::Endpoint endpoint,
                   Instant now)
    : m_context(context),
      m_socket(new QTcpSocket),
      m_side(LinkSide::Connecting),
      m_phase(Phase::Connecting),
      m_peer(expected),
      m_endpoint(std::move(endpoint)),
      m_begunAt(now),
      m_heardAt(now),
      m_beatAt(now) {
    prepareSocket();
    connect(m_socket, &QTcpSocket::connected, this, &PeerLink::connected);
    m_socket->connectToHost(hostOf(m_endpoint), m_endpoint.port);
}

void PeerLink::prepareSocket() {
    const PeerIdentity& self = m_context.self;
    m_ours = Introduction{self.gridName, self.node, self.incarnation, self.version, freshNonce()};
    m_socket->setParent(this);
    m_socket->setReadBufferSize(readBuffer);
    connect(m_socket, &QTcpSocket::readyRead, this, &PeerLink::readSocket);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &PeerLink::handOver);
    connect(m_socket, &QTcpSocket::disconnected, this,
            [this] { end("the peer has closed the connection"); });
    connect(m_socket, &QTcpSocket::errorOccurred, this,
            [this] { end(m_socket->errorString().toStdString()); });
}

void PeerLink::connected() {
    if (m_phase != Phase::Connecting) {
        return;
    }
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_phase = Phase::AwaitAnswer;
    sendNow(HandshakeFrame::Hello, encodeIntroduction(m_ours));
}

void PeerLink::readSocket() {
    m_heardAt = currentMoment().instant;
    while (m_phase != Phase::Ended && m_socket->bytesAvailable() > 0) {
        const qint64 waiting = m_socket->bytesAvailable();
        const std::size_t before = m_input.size();
        m_input.resize(before + static_cast<std::size_t>(waiting));
        const qint64 count = m_socket->read(m_input.data() + before, waiting);
        m_input.resize(before + static_cast<std::size_t>(std::max<qint64>(count, 0)));
        takeFrames();
    }
    m_context.owner.framesArrived();
}

void PeerLink::takeFrames() {
    std::string_view rest = m_input;
    while (m_phase != Phase::Ended) {
        const Result<wire::Frame> frame = wire::readFrame(rest);
        if (!frame) {
            m_phase == Phase::Up ? end(frame.error().detail) : refuse(frame.error().detail);
            return;
        }
        if (frame.value().consumed == 0) {
            break;
        }
        takeFrame(frame.value().type, frame.value().payload);
        rest.remove_prefix(frame.value().consumed);
    }
    m_input.erase(0, m_input.size() - rest.size());
    if (m_input.empty() && m_input.capacity() > static_cast<std::size_t>(readBuffer)) {
        m_input.shrink_to_fit();
    }
    if (!isUp() && m_input.size() > maximumHandshakePayload) {
        end("its handshake is too long");
    }
}

void PeerLink::takeFrame(std::uint16_t type, std::string_view payload) {
    constexpr std::uint16_t firstMessage = 16;
    if (type < firstMessage) {
        takeHandshake(static_cast<HandshakeFrame>(type), payload);
    } else if (isUp()) {
        m_context.owner.frameArrived(*this, type, payload);
    } else {
        end("it sent a message before it was welcome");
    }
}

void PeerLink::takeHandshake(HandshakeFrame type, std::string_view payload) {
    if (type == HandshakeFrame::Beat && isUp()) {
        return;
    }
    if (type == HandshakeFrame::Refusal) {
        end("refused: " + std::string(payload.substr(0, maximumReason)));
    } else if (type == HandshakeFrame::Hello && m_phase == Phase::AwaitHello) {
        takeHello(payload);
    } else if (type == HandshakeFrame::Answer && m_phase == Phase::AwaitAnswer) {
        takeAnswer(payload);
    } else if (type == HandshakeFrame::Proof && m_phase == Phase::AwaitProof) {
        takeProof(payload);
    } else if (type == HandshakeFrame::Welcome && m_phase == Phase::AwaitWelcome) {
        goUp();
    } else {
        end("it sent frame type " + std::to_string(static_cast<int>(type)) + " out of turn");
    }
}

bool PeerLink::admit(const Introduction& theirs) {
    std::string reason;
    if (theirs.gridName != m_ours.gridName) {
        reason =
            "it is of grid \"" + theirs.gridName + "\", this is grid \"" + m_ours.gridName + "\"";
    } else if (m_peer && *m_peer != theirs.node) {
        reason = nameOf(*m_peer) + " was expected, " + nameOf(theirs.node) + " answered";
    } else {
        m_theirs = theirs;
        m_peer = theirs.node;
        reason = m_context.owner.judge(*this);
    }
    if (!reason.empty()) {
        refuse(reason);
    }
    return reason.empty();
}

void PeerLink::takeHello(std::string_view payload) {
    const Result<Introduction> theirs = decodeIntroduction(payload);
    if (!theirs) {
        refuse(theirs.error().detail);
        return;
    }
    if (!admit(theirs.value())) {
        return;
    }
    m_phase = Phase::AwaitProof;
    const std::string proof =
        proofOf(m_context.self.password, LinkSide::Accepting, m_theirs, m_ours);
    sendNow(HandshakeFrame::Answer, encodeAnswer(Answer{m_ours, proof}));
}

void PeerLink::takeAnswer(std::string_view payload) {
    const Result<Answer> answer = decodeAnswer(payload);
    if (!answer) {
        refuse(answer.error().detail);
        return;
    }
    const std::string& password = m_context.self.password;
    const Introduction& theirs = answer.value().introduction;
    if (!sameProof(answer.value().proof, proofOf(password, LinkSide::Accepting, m_ours, theirs))) {
        refuse("the grid passwords differ");
        return;
    }
    if (!admit(theirs)) {
        return;
    }
    m_phase = Phase::AwaitWelcome;
    sendNow(HandshakeFrame::Proof, proofOf(password, LinkSide::Connecting, m_ours, m_theirs));
}

void PeerLink::takeProof(std::string_view payload) {
    if (!sameProof(payload,
                   proofOf(m_context.self.password, LinkSide::Connecting, m_theirs, m_ours))) {
        refuse("the grid passwords differ");
        return;
    }
    const std::string reason = m_context.owner.judge(*this);
    if (!reason.empty()) {
        refuse(reason);
        return;
    }
    sendNow(HandshakeFrame::Welcome, {});
    goUp();
}

void PeerLink::goUp() {
    m_phase = Phase::Up;
    m_wasUp = true;
    m_context.owner.established(*this);
}

void PeerLink::sendNow(HandshakeFrame type, std::string_view payload) {
    queueFrame(static_cast<std::uint16_t>(type), payload);
    flush();
}

void PeerLink::queueFrame(std::uint16_t type, std::string_view payload) {
    if (m_phase == Phase::Ended) {
        return;
    }
    if (queuedBytes() + payload.size() > m_context.limits.queueBytes) {
        end("it does not take its messages: " + std::to_string(queuedBytes()) + " bytes wait");
        return;
    }
    wire::writeFrame(m_queue, type, payload);
}

void PeerLink::flush() {
    if (m_phase == Phase::Ended || m_queueStart == m_queue.size()) {
        return;
    }
    handOver();
    m_socket->flush();
    m_hasSent = true;
}

void PeerLink::handOver() {
    if (m_phase == Phase::Ended) {
        return;
    }
    const qint64 room = socketShare - m_socket->bytesToWrite();
    const auto waiting = static_cast<qint64>(m_queue.size() - m_queueStart);
    const qint64 count = std::min(room, waiting);
    if (count <= 0) {
        return;
    }
    m_socket->write(m_queue.data() + m_queueStart, count);
    m_queueStart += static_cast<std::size_t>(count);
    if (m_queueStart == m_queue.size()) {
        m_queue.clear();
        m_queueStart = 0;
        if (m_queue.capacity() > static_cast<std::size_t>(readBuffer)) {
            m_queue.shrink_to_fit();
        }
    } else if (m_queueStart > m_queue.size() / 2) {
        m_queue.erase(0, m_queueStart);
        m_queueStart = 0;
    }
}

std::size_t PeerLink::queuedBytes() const {
    return m_queue.size() - m_queueStart + static_cast<std::size_t>(m_socket->bytesToWrite());
}

void PeerLink::pulse(Instant now) {
    const PeerLimits& limits = m_context.limits;
    if (m_phase == Phase::Ended) {
        return;
    }
    if (!isUp()) {
        if (now - m_begunAt > limits.handshakeTime) {
            end(m_phase == Phase::Connecting ? "no connection in time" : "no handshake in time");
        }
        return;
    }
    m_beatAt = m_hasSent ? now : m_beatAt;
    m_hasSent = false;
    if (now - m_heardAt > limits.silence) {
        end("silent for " + std::to_string((now - m_heardAt).millis()) + " ms");
    } else if (now - m_beatAt >= limits.beatInterval) {
        sendNow(HandshakeFrame::Beat, {});
    }
}

void PeerLink::refuse(const std::string& reason) {
    sendNow(HandshakeFrame::Refusal, std::string_view(reason).substr(0, maximumReason));
    end("refused here: " + reason);
}

void PeerLink::end(const std::string& reason) {
    if (m_phase == Phase::Ended) {
        return;
    }
    m_phase = Phase::Ended;
    m_endReason = reason;
    m_socket->disconnectFromHost();
    m_context.owner.ended(*this);
}

}  // namespace orrery::runtime
