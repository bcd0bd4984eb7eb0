// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What waits in the queues of a simulated grid's units, asked through their front doors: what QueueSession is
// to a live grid. One question at a time, each over a connection of its own; every question is answered, at
// the latest when its patience ends. Lives in the world's time.
#pragma once

#include <deque>
#include <functional>

#include "cluster/simulation/world/world.h"
#include "console/source/grid_source.h"
#include "console/source/reply_cutter.h"

namespace orrery::console {

class SimulatedQueues final : public simulation::Actor {
public:
    static constexpr std::size_t mostWaiting = 8;
    static constexpr Duration patience = seconds(5);  ///< Of the world's time, for one answer.

    using Answered = std::function<void(RequestNumber, const QueueAnswer&)>;

    /// `world` must outlive it, and it the world's run.
    SimulatedQueues(simulation::World& world, Answered answered);

    /// `answered` follows, always: at once as Unavailable when too many questions wait.
    void ask(RequestNumber number, const QueueQuestion& question);
    /// Something was asked and is not answered.
    bool isBusy() const { return !m_waiting.empty(); }
    /// Answers everything that waits as Unavailable.
    void stop();

    /// A deadline; `detail` is the serial of the question it belongs to.
    void wake(std::uint64_t detail) override;
    void replied(simulation::ConnectionIndex connection, std::string_view bytes) override;
    void disconnected(simulation::ConnectionIndex connection) override;

private:
    struct Request {
        RequestNumber number;
        QueueQuestion question;
        std::uint64_t serial;
    };

    void begin();
    void close();
    void finish(const QueueAnswer& answer);
    void fail(const QString& why);

    simulation::World& m_world;
    Answered m_answered;
    std::deque<Request> m_waiting;  ///< The first one is in hand.
    simulation::ConnectionIndex m_connection = simulation::noConnection;
    ReplyCutter m_cutter;
    bool m_greeted = false;         ///< The reply to the greeting has come: the next one is the answer.
    std::uint64_t m_serial = 0;
};

}  // namespace orrery::console
