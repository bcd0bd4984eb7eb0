// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One link of the inner wire: a socket, its handshake, its beats and its bounded queue. It reports to
// its owner and never decides which of two links stays.
//
// Qt's write() takes any amount of bytes, so a peer that does not read would fill our memory. The link
// therefore keeps its own queue, hands the socket 256 KiB at a time, and gives up beyond a limit.
#pragma once

#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>
#include <optional>
#include <string>
#include <string_view>

#include "cluster/runtime/peer_handshake.h"
#include "shared/base/time.h"
#include "shared/model/grid_state.h"

namespace orrery::runtime {

struct PeerLimits {
    Duration beatInterval = milliseconds(200);
    Duration silence = milliseconds(1000);        ///< Nothing heard for so long: the link is dead.
    Duration handshakeTime = milliseconds(1000);  ///< From the first packet to Welcome.
    std::size_t queueBytes = 64ULL << 20;  ///< Unsent bytes beyond which the link is given up.
    Duration shortestBackoff = milliseconds(50);
    Duration longestBackoff = milliseconds(1000);
};

/// This process, as its links introduce it.
struct PeerIdentity {
    std::string gridName;
    core::NodeId node;
    std::uint64_t incarnation = 0;
    std::string version;
    std::string password;  ///< Empty: none.
};

class PeerLink;

/// Called from the event loop only, never from within queueFrame() or flush().
class PeerLinkOwner {
public:
    /// The peer has said who it is. Empty: go on; else why it is refused.
    virtual std::string judge(const PeerLink& link) = 0;
    virtual void established(PeerLink& link) = 0;
    virtual void frameArrived(PeerLink& link, std::uint16_t type, std::string_view payload) = 0;
    /// All frames that were there have arrived.
    virtual void framesArrived() = 0;
    /// The link has ended: may come from within any call. Delete it later, not now.
    virtual void ended(PeerLink& link) = 0;

protected:
    ~PeerLinkOwner() = default;
};

class PeerLink final : public QObject {
public:
    struct Context {
        const PeerIdentity& self;
        const PeerLimits& limits;
        PeerLinkOwner& owner;
    };

    /// A link over a connection that was accepted; takes the socket over.
    PeerLink(const Context& context, QTcpSocket* accepted, Instant now);
    /// A link to be connected to `expected`.
    PeerLink(const Context& context, core::NodeId expected, model::Endpoint endpoint, Instant now);

    LinkSide side() const { return m_side; }
    /// The peer: whom we expect, or who it says it is. None before a caller's Hello.
    std::optional<core::NodeId> peer() const { return m_peer; }
    std::uint64_t peerIncarnation() const { return m_theirs.incarnation; }
    const model::Endpoint& endpoint() const { return m_endpoint; }
    bool isUp() const { return m_phase == Phase::Up; }
    bool hasEnded() const { return m_phase == Phase::Ended; }
    bool isConnected() const { return m_socket->state() == QAbstractSocket::ConnectedState; }
    bool wasUp() const { return m_wasUp; }
    const std::string& endReason() const { return m_endReason; }

    /// Queues a frame; flush() sends it. Over the limit the link ends instead.
    void queueFrame(std::uint16_t type, std::string_view payload);
    void flush();
    /// Beats, and ends the link when the peer is silent or slow. To be called every 50 ms or so.
    void pulse(Instant now);
    /// Tells the peer why, and ends.
    void refuse(const std::string& reason);
    void end(const std::string& reason);
    std::size_t queuedBytes() const;

private:
    enum class Phase : std::uint8_t {
        Connecting,
        AwaitHello,
        AwaitAnswer,
        AwaitProof,
        AwaitWelcome,
        Up,
        Ended
    };

    void prepareSocket();
    void connected();
    void readSocket();
    void takeFrames();
    void takeFrame(std::uint16_t type, std::string_view payload);
    void takeHandshake(HandshakeFrame type, std::string_view payload);
    void takeHello(std::string_view payload);
    void takeAnswer(std::string_view payload);
    void takeProof(std::string_view payload);
    bool admit(const Introduction& theirs);
    void goUp();
    void sendNow(HandshakeFrame type, std::string_view payload);
    void handOver();

    Context m_context;
    QTcpSocket* m_socket;
    const LinkSide m_side;
    Phase m_phase;
    std::optional<core::NodeId> m_peer;
    model::Endpoint m_endpoint;
    Introduction m_ours;
    Introduction m_theirs;
    std::string m_input;
    std::string m_queue;
    std::size_t m_queueStart = 0;  ///< Bytes of m_queue that the socket has.
    Instant m_begunAt;
    Instant m_heardAt;
    Instant m_beatAt;
    bool m_hasSent = false;  ///< Since the last pulse: that is as good as a beat.
    bool m_wasUp = false;
    std::string m_endReason;
};

}  // namespace orrery::runtime
