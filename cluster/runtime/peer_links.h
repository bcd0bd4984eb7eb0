// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All links of a process on the inner wire: at most one per peer, kept open for those that were asked
// for, accepted from the others.
//
// When two processes connect to each other at the same moment, the connection made by the lower node
// (NodeId order) stays. Both sides know who made which, so both keep the same one. A later life of a
// peer (higher incarnation) always takes the place of an earlier one.
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTimer>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cluster/runtime/peer_link.h"
#include "cluster/runtime/request_handler.h"

namespace orrery::runtime {

/// Called between turnBegins() and turnEnds(). For one node linkUp and linkDown alternate, and frames
/// come only while it is up.
class PeerHandler : public TurnHandler {
public:
    virtual void linkUp(core::NodeId node) = 0;
    virtual void linkDown(core::NodeId node) = 0;
    virtual void frameArrived(core::NodeId from, std::uint16_t type, std::string_view payload) = 0;

protected:
    ~PeerHandler() = default;
};

class PeerLinks final : public QObject, private PeerLinkOwner {
public:
    /// `handler` must outlive the links.
    PeerLinks(PeerIdentity identity, PeerHandler& handler, PeerLimits limits = {});
    ~PeerLinks() override;

    /// Accepts peers on `endpoint` from now on (port 0: any free one, see port()).
    Status listen(const model::Endpoint& endpoint);
    std::uint16_t port() const { return m_server.serverPort(); }

    /// Keeps a link to `node` until drop(): connects, and connects again when it breaks. Another
    /// endpoint than before replaces a link made to the old one.
    void keep(core::NodeId node, const model::Endpoint& endpoint);
    /// Stops keeping; a link that this process made is closed, one that the peer made stays.
    void drop(core::NodeId node);

    /// Queues a frame (type 16 and up) for `node`; without a link it is lost, as on any network.
    /// Nothing is sent before flush().
    void send(core::NodeId node, std::uint16_t type, std::string_view payload);
    /// Sends what was queued since the last flush, one write per link.
    void flush();

    bool isUp(core::NodeId node) const;
    /// Bytes that wait for `node`.
    std::size_t queuedBytes(core::NodeId node) const;

private:
    struct Peer {
        std::optional<model::Endpoint> wanted;
        PeerLink* up = nullptr;
        PeerLink* connecting = nullptr;
        int failures = 0;  ///< Attempts since the last link.
        Instant retryAt;
        std::string lastProblem;  ///< Said in the log already.
    };

    std::string judge(const PeerLink& link) override;
    void established(PeerLink& link) override;
    void frameArrived(PeerLink& link, std::uint16_t type, std::string_view payload) override;
    void framesArrived() override;
    void ended(PeerLink& link) override;

    void acceptCallers();
    void pulse();
    void connectWanted(core::NodeId node, Peer& peer, Instant now);
    void reap();
    void bury(PeerLink& link);
    void sayRefused(const PeerLink& link);
    void beginTurn();
    void endTurn();
    Duration backoff(int failures) const;
    PeerLink::Context context() { return {m_identity, m_limits, *this}; }

    const PeerIdentity m_identity;
    const PeerLimits m_limits;
    PeerHandler& m_handler;
    QTcpServer m_server;
    QTimer m_pulse;
    std::map<core::NodeId, Peer> m_peers;
    std::vector<PeerLink*> m_links;  ///< All, owned as QObject children.
    std::vector<PeerLink*> m_unflushed;
    bool m_reapDue = false;
    bool m_inTurn = false;
    std::string m_lastRefusal;  ///< The log says the same refusal once in 10 s.
    Instant m_lastRefusalAt;
};

}  // namespace orrery::runtime
