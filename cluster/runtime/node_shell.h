// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the shells of units and agents have in common: sockets, ticks and messages become calls of the
// core, and the effects that both kinds of core have are carried out. It decides nothing.
//
// Every call of the core stands in a turn: turnBegins() takes the time, calls come, turnEnds() lets the
// core finish its batch, carries the effects out in the order of cluster/core/effects.h, and sends.
#pragma once

#include <QTimer>
#include <memory>
#include <string>
#include <utility>

#include "cluster/core/effects.h"
#include "cluster/core/message.h"
#include "cluster/runtime/clocks.h"
#include "cluster/runtime/log.h"
#include "cluster/runtime/peer_links.h"
#include "cluster/runtime/resp_server.h"

namespace orrery::runtime {

template <typename Core>
class NodeShell : public RequestHandler, public PeerHandler {
public:
    explicit NodeShell(PeerIdentity identity)
        : m_links(std::move(identity), *this), m_server(*this) {
        m_tick.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_tick, &QTimer::timeout, &m_tick, [this] { tick(); });
    }
    virtual ~NodeShell() = default;

    /// Opens the listeners for clients and peers.
    Status listen(const model::Endpoint& client, const model::Endpoint& peer) {
        const Status status = m_server.listen(client);
        return status ? m_links.listen(peer) : status;
    }

protected:
    /// Effects of one kind of core only: what must come before messages, and what comes after replies.
    virtual void persist(core::Effects& effects) = 0;
    virtual void carryOutRest(core::Effects& effects) = 0;
    /// Once per tick, in its turn, before the core's own tick.
    virtual void beforeTick() {}

    /// Takes the core over and runs it from now on; `first` are the effects of its making.
    void begin(std::unique_ptr<Core> core, core::Effects first) {
        m_core = std::move(core);
        m_effects = std::move(first);
        turnBegins();
        turnEnds();
        m_tick.start(busyTickMillis);
    }

    /// One call of the core in a turn of its own.
    template <typename Call>
    void inTurn(Call call) {
        turnBegins();
        call();
        turnEnds();
    }

    Core& core() { return *m_core; }
    const Core& core() const { return *m_core; }
    bool isRunning() const { return m_core != nullptr && !m_halted; }
    /// The core hears nothing any more, and nothing it asked for is carried out.
    void halt() {
        m_halted = true;
        m_tick.stop();
    }
    core::Moment moment() const { return m_moment; }
    core::Effects& effects() { return m_effects; }
    RespServer& server() { return m_server; }

private:
    static constexpr int busyTickMillis = 10;
    /// When nothing but the tick happened since the last one.
    static constexpr int idleTickMillis = 20;
    static constexpr Duration longTurn = milliseconds(250);
    /// Bytes; beyond it they are handed over.
    static constexpr std::size_t gatheredReplies = 256 * 1024;

    void turnBegins() final {
        m_moment = currentMoment();
        ++m_turns;
    }
    void turnEnds() final {
        if (isRunning()) {
            m_core->endOfBatch(m_moment, m_effects);
            carryOut();
        }
        m_links.flush();
        m_server.flush();
        const Duration took = currentMoment().instant - m_moment.instant;
        if (took > longTurn) {
            logLine(LogLevel::Warning, "loop", "one turn took long; clients and peers waited",
                    {{"millis", std::to_string(took.millis())}});
        }
    }

    void tick() {
        inTurn([this] {
            beforeTick();
            m_core->tick(m_moment, m_effects);
        });
        const int interval = m_turns > 1 ? busyTickMillis : idleTickMillis;
        if (interval != m_tick.interval()) {
            m_tick.setInterval(interval);
        }
        m_turns = 0;
    }

    void clientOpened(core::ClientId client, std::string_view address) final {
        if (isRunning()) {
            m_core->clientOpened(client, address, m_moment);
        }
    }
    void clientClosed(core::ClientId client) final {
        if (isRunning()) {
            m_core->clientClosed(client);
        }
    }
    void request(core::ClientId client, core::Ticket ticket,
                 core::RequestArguments arguments) final {
        if (!isRunning()) {
            m_server.reply(client, ticket, "-TRYAGAIN this process is starting or stopping\r\n");
            return;
        }
        m_core->request(client, ticket, arguments, m_moment, m_effects);
        if (m_effects.replyBytes.size() > gatheredReplies) {
            carryOut();
        }
    }

    void linkUp(core::NodeId node) final {
        if (isRunning()) {
            m_core->linkUp(node, m_moment, m_effects);
        }
    }
    void linkDown(core::NodeId node) final {
        if (isRunning()) {
            m_core->linkDown(node, m_moment, m_effects);
        }
    }
    void frameArrived(core::NodeId from, std::uint16_t type, std::string_view payload) final {
        const Result<core::Message> message = core::decodeMessage(type, payload);
        if (!message) {
            logLine(LogLevel::Error, "peers", "a message could not be read",
                    {{"from", nameOf(from)}, {"reason", message.error().detail}});
        } else if (isRunning()) {
            m_core->receive(from, message.value(), m_moment, m_effects);
        }
    }

    /// The order is the contract of cluster/core/effects.h.
    void carryOut() {
        persist(m_effects);
        for (const core::SendMessage& send : m_effects.messages) {
            m_payload.clear();
            core::encode(send.message, m_payload);
            m_links.send(send.to, core::frameType(send.message), m_payload);
        }
        const std::string_view bytes = m_effects.replyBytes;
        for (const core::Reply& reply : m_effects.replies) {
            m_server.reply(reply.client, reply.ticket, bytes.substr(reply.offset, reply.length));
        }
        for (const core::ClientId client : m_effects.closeClients) {
            m_server.closeAfterReplies(client);
        }
        for (const core::DropLink& drop : m_effects.dropLinks) {
            m_links.drop(drop.node);
        }
        for (const core::KeepLink& keep : m_effects.keepLinks) {
            m_links.keep(keep.node, keep.endpoint);
        }
        carryOutRest(m_effects);
        for (const core::LogLine& line : m_effects.log) {
            logLine(line.level, "core", line.text);
        }
        m_effects.clear();
    }

    PeerLinks m_links;
    RespServer m_server;
    QTimer m_tick;
    std::unique_ptr<Core> m_core;
    core::Effects m_effects;
    core::Moment m_moment;
    std::string m_payload;
    std::uint32_t m_turns = 0;  ///< Since the last tick.
    bool m_halted = false;
};

}  // namespace orrery::runtime
