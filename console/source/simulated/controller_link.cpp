// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/controller_link.h"

#include <QCoreApplication>

#include "console/source/live_source.h"
#include "console/source/seed_list.h"

namespace orrery::console {
namespace {

constexpr Duration silenceCheck = milliseconds(200);

QString say(const char* text) { return QCoreApplication::translate("ControllerLink", text); }

}  // namespace

ControllerLink::ControllerLink(simulation::World& world, User& user, Silence silence)
    : m_world(world), m_user(user), m_silence(silence) {}

void ControllerLink::start() {
    m_world.setAlarm(*this, silenceCheck, CheckSilence);
    startRound();
}

void ControllerLink::send(std::vector<std::string> words) {
    ORRERY_ASSERT(isReady());
    m_world.clients().send(m_connection, std::move(words));
}

void ControllerLink::giveUp(const QString& why) {
    const bool wasReady = isReady();
    close();
    m_lastProblem = why;
    if (wasReady) {
        m_user.linkLost(why);
        startRound();
    } else {
        tryNext();
    }
}

void ControllerLink::startRound() {
    m_next = 0;
    m_redirects = 0;
    tryNext();
}

void ControllerLink::tryNext() {
    if (m_next < m_world.hostCount()) {
        open(m_world.processes().at(m_world.agentOf(m_next++)).node);
        return;
    }
    m_stage = Stage::Waiting;
    m_world.setAlarm(*this, roundWait, Retry);
}

void ControllerLink::open(core::NodeId node) {
    m_stage = Stage::Greeting;
    m_lastByte = m_world.now();
    m_cutter.reset();
    m_peer = m_world.processes().find(node)->client;
    m_connection = m_world.clients().connect(*this, node);
    m_world.clients().send(m_connection, {"HELLO", "3"});
}

void ControllerLink::close() {
    if (m_connection != simulation::noConnection) {
        m_world.clients().close(m_connection);
    }
    m_connection = simulation::noConnection;
    m_stage = Stage::Waiting;
}

void ControllerLink::wake(std::uint64_t detail) {
    if (detail == Retry) {
        startRound();
        return;
    }
    m_world.setAlarm(*this, silenceCheck, CheckSilence);
    const bool listens = m_stage == Stage::Greeting || (isReady() && m_silence == Silence::Counts);
    if (listens && m_world.now() - m_lastByte >= silenceLimit) {
        giveUp(say("no word for %1 s").arg(static_cast<double>(silenceLimit.millis()) / 1000.0));
    }
}

void ControllerLink::replied(simulation::ConnectionIndex connection, std::string_view bytes) {
    if (connection != m_connection) {
        return;
    }
    m_lastByte = m_world.now();
    m_cutter.feed(bytes);
    while (connection == m_connection) {
        const resp::Progress progress = m_cutter.next();
        if (progress == resp::Progress::NeedMore) {
            return;
        }
        if (progress == resp::Progress::Failed) {
            giveUp(m_cutter.error());
            return;
        }
        const std::string reply(m_cutter.bytes());
        const std::optional<resp::Value> value = m_cutter.readValue();
        if (!value) {
            giveUp(m_cutter.error());
            return;
        }
        take(*value, reply);
    }
}

void ControllerLink::disconnected(simulation::ConnectionIndex connection) {
    if (connection == m_connection) {
        m_connection = simulation::noConnection;
        giveUp(say("the agent closed the connection"));
    }
}

void ControllerLink::take(const resp::Value& value, const std::string& bytes) {
    if (followRedirect(value)) {
        return;
    }
    if (isReady()) {
        m_user.linkReplied(value, bytes);
    } else if (value.isError()) {
        giveUp(QString::fromStdString(value.text));
    } else {
        m_stage = Stage::Ready;
        m_user.linkReady();
    }
}

bool ControllerLink::followRedirect(const resp::Value& value) {
    const auto redirect = value.isError() ? redirectIn(value.text) : std::nullopt;
    if (!redirect) {
        return false;
    }
    const auto node = m_world.nodeAtPort(redirect->port);
    if (isReady()) {
        m_user.linkMoved();
    }
    close();
    m_lastProblem = QString::fromStdString(value.text);
    if (node && m_redirects < mostRedirects) {
        ++m_redirects;
        open(*node);
    } else {
        tryNext();
    }
    return true;
}

}  // namespace orrery::console
