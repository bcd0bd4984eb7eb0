// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans, actions and their history on a simulated grid, one at a time, over a connection of their own: what
// CommandSession is to a live one, and with the same honesty. What was sent and not answered is unknown;
// what was not sent was not done.
#pragma once

#include <deque>
#include <functional>

#include "console/source/grid_source.h"
#include "console/source/simulated/controller_link.h"

namespace orrery::console {

class SimulatedDesk final : public ControllerLink::User, public simulation::Actor {
public:
    static constexpr std::size_t mostWaiting = 64;
    static constexpr Duration patience = seconds(5);  ///< Of the world's time, for one answer.

    struct Answers {
        std::function<void(RequestNumber, const PlanAnswer&)> planned;
        std::function<void(RequestNumber, const ActionAnswer&)> acted;
        std::function<void(RequestNumber, const HistoryAnswer&)> told;
    };

    SimulatedDesk(simulation::World& world, Answers answers);

    void start() { m_link.start(); }
    void requestPlan(RequestNumber number, const model::Action& action);
    void carryOut(RequestNumber number, std::vector<std::string> command);
    void requestHistory(RequestNumber number, std::uint64_t from);
    /// Something was asked and is not answered.
    bool isBusy() const { return !m_waiting.empty(); }
    /// Answers everything that waits: unknown what was sent, not sent the rest.
    void stop();

    void linkReady() override;
    void linkReplied(const resp::Value& value, const std::string& bytes) override;
    void linkMoved() override { m_sent = false; }
    void linkLost(const QString& why) override;
    /// A deadline; `detail` is the serial of the request it belongs to.
    void wake(std::uint64_t detail) override;

private:
    enum class Sort { Plan, Act, History };
    struct Request { RequestNumber number; Sort sort; std::vector<std::string> command; std::uint64_t serial; };

    void enqueue(Request request);
    void sendFirst();
    /// Ends the first request without an answer.
    void giveUp(const QString& why);
    void tell(const Request& request, ActionOutcome outcome, const QString& why);

    simulation::World& m_world;
    ControllerLink m_link;
    Answers m_answers;
    std::deque<Request> m_waiting;
    bool m_sent = false;  ///< The first one is on its way.
    std::uint64_t m_serial = 0;
};

}  // namespace orrery::console
