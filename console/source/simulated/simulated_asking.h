// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks one process of a simulated grid itself, through its front door: what AskSession is to a live grid. One
// question at a time, each over a connection of its own; every question is answered, at the latest when its
// patience ends. Lives in the world's time.
#pragma once

#include <deque>
#include <functional>

#include "cluster/simulation/world/world.h"
#include "console/source/ask_session.h"
#include "console/source/grid_source.h"
#include "console/source/reply_cutter.h"

namespace orrery::console {

class SimulatedAsking final : public simulation::Actor {
public:
    static constexpr std::size_t mostWaiting = AskSession::mostWaiting;
    static constexpr Duration patience = seconds(5);  ///< Of the world's time, for one answer.

    /// The reply, which may be an error; null: there is none, and why.
    using Answered = std::function<void(RequestNumber, const resp::Value* reply, const QString& why)>;

    /// `world` must outlive it, and it the world's run.
    explicit SimulatedAsking(simulation::World& world);

    /// `answered` follows, always: at once without a reply when too many questions wait.
    void ask(RequestNumber number, AskSession::Question question, Answered answered);
    /// Something was asked and is not answered.
    bool isBusy() const { return !m_waiting.empty(); }
    /// Everything that waits gets no reply.
    void stop();

    /// A deadline; `detail` is the serial of the question it belongs to.
    void wake(std::uint64_t detail) override;
    void replied(simulation::ConnectionIndex connection, std::string_view bytes) override;
    void disconnected(simulation::ConnectionIndex connection) override;

private:
    struct Request {
        RequestNumber number;
        AskSession::Question question;
        std::uint64_t serial;
        Answered answered;
    };

    void begin();
    void close();
    void finish(const resp::Value* reply, const QString& why);
    void fail(const QString& why);

    simulation::World& m_world;
    std::deque<Request> m_waiting;  ///< The first one is in hand.
    simulation::ConnectionIndex m_connection = simulation::noConnection;
    ReplyCutter m_cutter;
    bool m_greeted = false;         ///< The reply to the greeting has come: the next one is the answer.
    std::uint64_t m_serial = 0;
};

}  // namespace orrery::console
