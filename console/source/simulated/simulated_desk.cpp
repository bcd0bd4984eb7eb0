// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulated_desk.h"

#include <utility>

#include <QCoreApplication>

#include "console/source/command_session.h"

namespace orrery::console {
namespace {

QString say(const char* text) { return QCoreApplication::translate("SimulatedDesk", text); }

}  // namespace

SimulatedDesk::SimulatedDesk(simulation::World& world, Answers answers)
    : m_world(world), m_link(world, *this, ControllerLink::Silence::Allowed), m_answers(std::move(answers)) {}

void SimulatedDesk::requestPlan(RequestNumber number, const model::Action& action) {
    enqueue({number, Sort::Plan, planCommand(action), ++m_serial});
}

void SimulatedDesk::carryOut(RequestNumber number, std::vector<std::string> command) {
    enqueue({number, Sort::Act, std::move(command), ++m_serial});
}

void SimulatedDesk::requestHistory(RequestNumber number, std::uint64_t from) {
    enqueue({number, Sort::History, historyCommand(from), ++m_serial});
}

void SimulatedDesk::enqueue(Request request) {
    if (m_waiting.size() >= mostWaiting) {
        tell(request, ActionOutcome::NotSent, say("Too many requests are waiting."));
        return;
    }
    m_waiting.push_back(std::move(request));
    if (m_waiting.size() == 1) {
        sendFirst();
    }
}

void SimulatedDesk::sendFirst() {
    if (m_waiting.empty()) {
        return;
    }
    m_world.setAlarm(*this, patience, m_waiting.front().serial);
    linkReady();
}

void SimulatedDesk::linkReady() {
    if (!m_waiting.empty() && !m_sent && m_link.isReady()) {
        m_sent = true;
        m_link.send(m_waiting.front().command);
    }
}

void SimulatedDesk::linkReplied(const resp::Value& value, const std::string&) {
    if (value.kind == resp::Kind::Push || !m_sent) {
        return;
    }
    const Request request = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_sent = false;
    if (request.sort == Sort::Plan) {
        m_answers.planned(request.number, planAnswerFrom(value));
    } else if (request.sort == Sort::History) {
        m_answers.told(request.number, historyAnswerFrom(value));
    } else {
        m_answers.acted(request.number, actionAnswerFrom(value));
    }
    sendFirst();
}

void SimulatedDesk::linkLost(const QString& why) {
    if (m_sent) {
        giveUp(why);
        sendFirst();
    }
}

void SimulatedDesk::wake(std::uint64_t detail) {
    if (m_waiting.empty() || m_waiting.front().serial != detail) {
        return;
    }
    const QString why = m_link.isReady() || m_link.lastProblem().isEmpty()
                            ? say("no answer within %1 s").arg(patience.millis() / 1000)
                            : m_link.lastProblem();
    if (m_sent) {
        m_link.giveUp(why);  // Comes back as linkLost: a late answer must not reach the next request.
    } else {
        giveUp(why);
        sendFirst();
    }
}

void SimulatedDesk::giveUp(const QString& why) {
    const Request request = std::move(m_waiting.front());
    m_waiting.pop_front();
    const bool sent = std::exchange(m_sent, false);
    tell(request, sent ? ActionOutcome::Unknown : ActionOutcome::NotSent, why);
}

void SimulatedDesk::tell(const Request& request, ActionOutcome outcome, const QString& why) {
    if (request.sort == Sort::Plan) {
        m_answers.planned(request.number, {PlanOutcome::Unavailable, std::nullopt, why});
    } else if (request.sort == Sort::History) {
        m_answers.told(request.number, {HistoryOutcome::Unavailable, {}, why});
    } else {
        m_answers.acted(request.number, {outcome, {}, {}, why});
    }
}

void SimulatedDesk::stop() {
    while (!m_waiting.empty()) {
        giveUp(say("The console let go of the grid."));
    }
}

}  // namespace orrery::console
