// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulated_asking.h"

#include <optional>
#include <utility>

#include <QCoreApplication>

namespace orrery::console {
namespace {

QString say(const char* text) { return QCoreApplication::translate("SimulatedAsking", text); }

}  // namespace

SimulatedAsking::SimulatedAsking(simulation::World& world) : m_world(world) {}

void SimulatedAsking::ask(RequestNumber number, AskSession::Question question, Answered answered) {
    if (m_waiting.size() >= mostWaiting) {
        answered(number, nullptr, say("Too many requests are waiting."));
        return;
    }
    m_waiting.push_back({number, std::move(question), ++m_serial, std::move(answered)});
    if (m_waiting.size() == 1) {
        begin();
    }
}

void SimulatedAsking::begin() {
    if (m_waiting.empty()) {
        return;
    }
    const Request& request = m_waiting.front();
    const auto node = m_world.nodeAtPort(request.question.at.port);
    if (!node) {
        fail(say("nobody is at that address"));
        return;
    }
    m_world.setAlarm(*this, patience, request.serial);
    m_cutter.reset();
    m_greeted = false;
    m_connection = m_world.clients().connect(*this, *node);
    m_world.clients().send(m_connection, {"HELLO", "3"});
    m_world.clients().send(m_connection, request.question.words);
}

void SimulatedAsking::close() {
    if (m_connection != simulation::noConnection) {
        m_world.clients().close(std::exchange(m_connection, simulation::noConnection));
    }
}

void SimulatedAsking::finish(const resp::Value* reply, const QString& why) {
    close();
    const Request request = std::move(m_waiting.front());
    m_waiting.pop_front();
    request.answered(request.number, reply, why);
    begin();
}

void SimulatedAsking::fail(const QString& why) { finish(nullptr, why); }

void SimulatedAsking::wake(std::uint64_t detail) {
    if (!m_waiting.empty() && m_waiting.front().serial == detail) {
        fail(say("no answer within %1 s").arg(patience.millis() / 1000));
    }
}

void SimulatedAsking::replied(simulation::ConnectionIndex connection, std::string_view bytes) {
    if (connection != m_connection) {
        return;
    }
    m_cutter.feed(bytes);
    while (connection == m_connection) {
        const resp::Progress progress = m_cutter.next();
        if (progress == resp::Progress::NeedMore) {
            return;
        }
        if (progress == resp::Progress::Complete && !std::exchange(m_greeted, true)) {
            continue;   // The answer to HELLO.
        }
        std::optional<resp::Value> value;
        if (progress == resp::Progress::Complete) {
            value = m_cutter.readValue();
        }
        value ? finish(&*value, {}) : fail(m_cutter.error());
    }
}

void SimulatedAsking::disconnected(simulation::ConnectionIndex connection) {
    if (connection == m_connection) {
        m_connection = simulation::noConnection;
        fail(say("the other side closed the connection"));
    }
}

void SimulatedAsking::stop() {
    close();
    while (!m_waiting.empty()) {
        const Request request = std::move(m_waiting.front());
        m_waiting.pop_front();
        request.answered(request.number, nullptr, say("The console let go of the grid."));
    }
}

}  // namespace orrery::console
