// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/peer_links.h"

#include <QRandomGenerator>
#include <algorithm>

#include "cluster/runtime/clocks.h"
#include "cluster/runtime/log.h"
#include "cluster/runtime/sockets.h"

namespace orrery::runtime {

namespace {

constexpr std::size_t maximumStrangers = 256;  ///< Callers that have not proven themselves yet.
constexpr int pulseMillis = 50;

/// Two processes that keep links to each other meet this now and then; nothing is wrong with it.
constexpr std::string_view duplicateLink = "another link between the two stands";

}  // namespace

PeerLinks::PeerLinks(PeerIdentity identity, PeerHandler& handler, PeerLimits limits)
    : m_identity(std::move(identity)), m_limits(limits), m_handler(handler) {
    connect(&m_server, &QTcpServer::newConnection, this, &PeerLinks::acceptCallers);
    // After EMFILE Qt's server has stopped accepting for good; told again, it goes on.
    connect(&m_server, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(100, &m_server, [this] { m_server.resumeAccepting(); }); });
    connect(&m_pulse, &QTimer::timeout, this, &PeerLinks::pulse);
    m_pulse.setTimerType(Qt::PreciseTimer);
    m_pulse.start(pulseMillis);
}

PeerLinks::~PeerLinks() {
    for (PeerLink* link : m_links) {
        delete link;
    }
}

Status PeerLinks::listen(const model::Endpoint& endpoint) {
    Result<FileDescriptor> socket = listenOn(endpoint);
    if (!socket) {
        return socket.error();
    }
    m_server.setSocketDescriptor(socket.value().release());
    return Done{};
}

void PeerLinks::keep(core::NodeId node, const model::Endpoint& endpoint) {
    Peer& peer = m_peers[node];
    if (peer.wanted == endpoint) {
        return;
    }
    peer.wanted = endpoint;
    peer.failures = 0;
    peer.retryAt = Instant{};
    for (PeerLink* link : {peer.up, peer.connecting}) {
        if (link != nullptr && link->side() == LinkSide::Connecting) {
            link->end("its address has changed");
        }
    }
    connectWanted(node, peer, currentMoment().instant);
}

void PeerLinks::drop(core::NodeId node) {
    const auto found = m_peers.find(node);
    if (found == m_peers.end()) {
        return;
    }
    found->second.wanted.reset();
    for (PeerLink* link : {found->second.up, found->second.connecting}) {
        if (link != nullptr && link->side() == LinkSide::Connecting) {
            link->end("no longer wanted");
        }
    }
}

void PeerLinks::send(core::NodeId node, std::uint16_t type, std::string_view payload) {
    const auto found = m_peers.find(node);
    if (found == m_peers.end() || found->second.up == nullptr) {
        return;
    }
    PeerLink* link = found->second.up;
    link->queueFrame(type, payload);
    if (std::find(m_unflushed.begin(), m_unflushed.end(), link) == m_unflushed.end()) {
        m_unflushed.push_back(link);
    }
}

void PeerLinks::flush() {
    for (PeerLink* link : m_unflushed) {
        link->flush();
    }
    m_unflushed.clear();
}

bool PeerLinks::isUp(core::NodeId node) const {
    const auto found = m_peers.find(node);
    return found != m_peers.end() && found->second.up != nullptr && !found->second.up->hasEnded();
}

std::size_t PeerLinks::queuedBytes(core::NodeId node) const {
    const auto found = m_peers.find(node);
    return found == m_peers.end() || found->second.up == nullptr ? 0
                                                                 : found->second.up->queuedBytes();
}

std::string PeerLinks::judge(const PeerLink& link) {
    const core::NodeId node = *link.peer();
    if (node == m_identity.node) {
        return "it says it is " + nameOf(node) + ", which is this process";
    }
    const auto found = m_peers.find(node);
    if (found == m_peers.end()) {
        return {};
    }
    const Peer& peer = found->second;
    const bool oursGoesFirst = m_identity.node < node;
    if (peer.up != nullptr && peer.up != &link && !peer.up->hasEnded()) {
        if (link.peerIncarnation() < peer.up->peerIncarnation()) {
            return "a later life of " + nameOf(node) + " is connected";
        }
        const bool sameLife = link.peerIncarnation() == peer.up->peerIncarnation();
        const bool stays = (peer.up->side() == LinkSide::Connecting) == oursGoesFirst;
        if (sameLife && peer.up->side() != link.side() && stays) {
            return std::string(duplicateLink);
        }
    }
    const bool crossing = peer.connecting != nullptr && peer.connecting != &link &&
                          !peer.connecting->hasEnded() && peer.connecting->isConnected();
    if (link.side() == LinkSide::Accepting && crossing && oursGoesFirst) {
        return std::string(duplicateLink);
    }
    return {};
}

void PeerLinks::established(PeerLink& link) {
    const core::NodeId node = *link.peer();
    Peer& peer = m_peers[node];
    beginTurn();
    if (peer.up != nullptr) {
        PeerLink* old = std::exchange(peer.up, nullptr);
        old->end("a newer link takes its place");
        m_handler.linkDown(node);
    }
    peer.up = &link;
    if (peer.connecting != nullptr && peer.connecting != &link) {
        peer.connecting->end("the peer's own link stands");
    }
    peer.connecting = nullptr;
    peer.failures = 0;
    peer.lastProblem.clear();
    logLine(LogLevel::Info, "peers", "link to " + nameOf(node) + " is up",
            {{"address", textOf(link.endpoint())}});
    m_handler.linkUp(node);
}

void PeerLinks::frameArrived(PeerLink& link, std::uint16_t type, std::string_view payload) {
    if (m_peers[*link.peer()].up == &link) {
        beginTurn();
        m_handler.frameArrived(*link.peer(), type, payload);
    }
}

void PeerLinks::framesArrived() { endTurn(); }

void PeerLinks::ended(PeerLink&) {
    if (!m_reapDue) {
        m_reapDue = true;
        QMetaObject::invokeMethod(
            this, [this] { reap(); }, Qt::QueuedConnection);
    }
}

void PeerLinks::acceptCallers() {
    const auto strangers = std::count_if(m_links.begin(), m_links.end(), [](const PeerLink* link) {
        return link->side() == LinkSide::Accepting && !link->isUp();
    });
    auto room = static_cast<std::ptrdiff_t>(maximumStrangers) - strangers;
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        if (room-- <= 0) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_links.push_back(new PeerLink(context(), socket, currentMoment().instant));
    }
}

void PeerLinks::pulse() {
    const Instant now = currentMoment().instant;
    for (std::size_t index = 0; index < m_links.size(); ++index) {
        m_links[index]->pulse(now);
    }
    for (auto& [node, peer] : m_peers) {
        connectWanted(node, peer, now);
    }
}

void PeerLinks::connectWanted(core::NodeId node, Peer& peer, Instant now) {
    if (!peer.wanted || peer.up != nullptr || peer.connecting != nullptr || now < peer.retryAt) {
        return;
    }
    auto* link = new PeerLink(context(), node, *peer.wanted, now);
    m_links.push_back(link);
    peer.connecting = link;
    if (link->hasEnded()) {
        ended(*link);
    }
}

void PeerLinks::reap() {
    m_reapDue = false;
    std::vector<PeerLink*> gone;
    std::copy_if(m_links.begin(), m_links.end(), std::back_inserter(gone),
                 [](const PeerLink* link) { return link->hasEnded(); });
    std::erase_if(m_links, [](const PeerLink* link) { return link->hasEnded(); });
    for (PeerLink* link : gone) {
        bury(*link);
        std::erase(m_unflushed, link);
        link->deleteLater();
    }
    endTurn();
}

void PeerLinks::bury(PeerLink& link) {
    if (!link.peer() || m_peers.find(*link.peer()) == m_peers.end()) {
        sayRefused(link);
        return;
    }
    const core::NodeId node = *link.peer();
    Peer& peer = m_peers[node];
    if (peer.up == &link) {
        peer.up = nullptr;
        logLine(LogLevel::Info, "peers", "link to " + nameOf(node) + " is down",
                {{"reason", link.endReason()}});
        beginTurn();
        m_handler.linkDown(node);
    } else if (peer.connecting == &link) {
        peer.connecting = nullptr;
        if (link.endReason() != peer.lastProblem) {
            peer.lastProblem = link.endReason();
            const bool isDuplicate = link.endReason().ends_with(duplicateLink);
            logLine(isDuplicate ? LogLevel::Debug : LogLevel::Info, "peers",
                    "no link to " + nameOf(node),
                    {{"address", textOf(link.endpoint())}, {"reason", link.endReason()}});
        }
    } else {
        if (!link.wasUp()) {
            sayRefused(link);
        }
        return;
    }
    peer.retryAt = currentMoment().instant + backoff(peer.failures);
    peer.failures = std::min(peer.failures + 1, 16);
}

void PeerLinks::sayRefused(const PeerLink& link) {
    const Instant now = currentMoment().instant;
    if (link.endReason() == m_lastRefusal && now - m_lastRefusalAt < seconds(10)) {
        return;
    }
    m_lastRefusal = link.endReason();
    m_lastRefusalAt = now;
    const bool isDuplicate = link.endReason().ends_with(duplicateLink);
    logLine(isDuplicate ? LogLevel::Debug : LogLevel::Warning, "peers", "a peer was not let in",
            {{"address", textOf(link.endpoint())}, {"reason", link.endReason()}});
}

void PeerLinks::beginTurn() {
    if (!m_inTurn) {
        m_inTurn = true;
        m_handler.turnBegins();
    }
}

void PeerLinks::endTurn() {
    if (m_inTurn) {
        m_inTurn = false;
        m_handler.turnEnds();
        flush();
    }
}

/// Doubles from attempt to attempt, and varies so that processes that lost each other do not meet in step.
Duration PeerLinks::backoff(int failures) const {
    const std::int64_t longest = std::min(m_limits.shortestBackoff.micros << std::min(failures, 10),
                                          m_limits.longestBackoff.micros);
    const qint64 half = longest / 2;
    return microseconds(half + QRandomGenerator::global()->bounded(half + 1));
}

}  // namespace orrery::runtime
