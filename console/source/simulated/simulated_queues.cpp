// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulated_queues.h"

#include <utility>

#include <QCoreApplication>

#include "console/source/queue_session.h"

namespace orrery::console {
namespace {

QString say(const char* text) { return QCoreApplication::translate("SimulatedQueues", text); }

}  // namespace

SimulatedQueues::SimulatedQueues(simulation::World& world, Answered answered)
    : m_world(world), m_answered(std::move(answered)) {}

void SimulatedQueues::ask(RequestNumber number, const QueueQuestion& question) {
    if (m_waiting.size() >= mostWaiting) {
        m_answered(number, {QueueOutcome::Unavailable, {}, say("Too many requests are waiting."), {}});
        return;
    }
    m_waiting.push_back({number, question, ++m_serial});
    if (m_waiting.size() == 1) {
        begin();
    }
}

void SimulatedQueues::begin() {
    if (m_waiting.empty()) {
        return;
    }
    const Request& request = m_waiting.front();
    const auto node = m_world.nodeAtPort(request.question.client.port);
    if (!node) {
        fail(say("no unit is at that address"));
        return;
    }
    m_world.setAlarm(*this, patience, request.serial);
    m_cutter.reset();
    m_greeted = false;
    m_connection = m_world.clients().connect(*this, *node);
    m_world.clients().send(m_connection, {"HELLO", "3"});
    m_world.clients().send(m_connection, queueCommand(request.question));
}

void SimulatedQueues::close() {
    if (m_connection != simulation::noConnection) {
        m_world.clients().close(std::exchange(m_connection, simulation::noConnection));
    }
}

void SimulatedQueues::finish(const QueueAnswer& answer) {
    close();
    const RequestNumber number = m_waiting.front().number;
    m_waiting.pop_front();
    m_answered(number, answer);
    begin();
}

void SimulatedQueues::fail(const QString& why) { finish({QueueOutcome::Unavailable, {}, why, {}}); }

void SimulatedQueues::wake(std::uint64_t detail) {
    if (!m_waiting.empty() && m_waiting.front().serial == detail) {
        fail(say("no answer within %1 s").arg(patience.millis() / 1000));
    }
}

void SimulatedQueues::replied(simulation::ConnectionIndex connection, std::string_view bytes) {
    if (connection != m_connection) {
        return;
    }
    m_cutter.feed(bytes);
    while (connection == m_connection) {
        const resp::Progress progress = m_cutter.next();
        if (progress == resp::Progress::NeedMore) {
            return;
        }
        if (progress == resp::Progress::Failed) {
            fail(m_cutter.error());
        } else if (std::exchange(m_greeted, true)) {
            finish(queueAnswerFrom(m_cutter.takeValue()));
        } else {
            m_cutter.takeValue();
        }
    }
}

void SimulatedQueues::disconnected(simulation::ConnectionIndex connection) {
    if (connection == m_connection) {
        m_connection = simulation::noConnection;
        fail(say("the unit closed the connection"));
    }
}

void SimulatedQueues::stop() {
    close();
    while (!m_waiting.empty()) {
        const RequestNumber number = m_waiting.front().number;
        m_waiting.pop_front();
        m_answered(number, {QueueOutcome::Unavailable, {}, say("The console let go of the grid."), {}});
    }
}

}  // namespace orrery::console
