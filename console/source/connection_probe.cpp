// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HELLO, then GRID SAFE: any answer that an agent gives to that, also NOTCONTROLLER, proves an agent.
#include "console/source/connection_probe.h"

#include <utility>

#include "console/source/live_source.h"

namespace orrery::console {

namespace {

constexpr Duration connectTimeout = seconds(2);
constexpr int answerMillis = 3000;

}  // namespace

ConnectionProbe::ConnectionProbe(QObject* parent) : QObject(parent), m_link(this) {
    m_patience.setSingleShot(true);
    m_patience.setInterval(answerMillis);
    connect(&m_link, &RespLink::opened, this, &ConnectionProbe::greet);
    connect(&m_link, &RespLink::replied, this, [this](const resp::Value& value) { hear(value); });
    connect(&m_link, &RespLink::closed, this, [this](const QString& why) {
        m_lastFault = tr("%1: %2").arg(textOf(m_link.endpoint()), why);
        tryNext();
    });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_lastFault = tr("%1 took the connection and says nothing").arg(textOf(m_link.endpoint()));
        m_link.drop();
        tryNext();
    });
}

void ConnectionProbe::start(const std::vector<model::Endpoint>& seeds, const QString& password) {
    drop();
    m_seeds = seeds;
    m_password = password;
    m_next = 0;
    m_running = true;
    m_lastFault = tr("No address to try");
    QMetaObject::invokeMethod(this, &ConnectionProbe::tryNext, Qt::QueuedConnection);
}

void ConnectionProbe::drop() {
    m_running = false;
    m_patience.stop();
    m_link.drop();
}

void ConnectionProbe::tryNext() {
    m_patience.stop();
    if (!m_running) {
        return;
    }
    if (m_next >= m_seeds.size()) {
        return end(ProbeOutcome::Unreachable, m_lastFault);
    }
    m_link.open(m_seeds[m_next++], connectTimeout);
}

void ConnectionProbe::greet() {
    m_patience.start();
    std::vector<std::string> hello = {"HELLO", "3"};
    if (!m_password.isEmpty()) {
        hello.insert(hello.end(), {"AUTH", "default", m_password.toStdString()});
    }
    m_link.send(hello);
    m_link.send({"GRID", "SAFE"});
}

void ConnectionProbe::hear(const resp::Value& value) {
    const QString where = textOf(m_link.endpoint());
    if (value.isError()) {
        const QString text = QString::fromStdString(value.text);
        if (text.startsWith(QLatin1String("NOTCONTROLLER"))) {
            end(ProbeOutcome::Answered, tr("%1 is an agent of the grid").arg(where));
        } else if (text.startsWith(QLatin1String("NOAUTH")) || text.startsWith(QLatin1String("WRONGPASS"))) {
            end(ProbeOutcome::Refused, tr("%1 answers and refuses this password").arg(where));
        } else {
            end(ProbeOutcome::Refused, tr("%1 answers, but not as an agent: %2").arg(where, text));
        }
    } else if (value.find("safe") != nullptr) {
        end(ProbeOutcome::Answered, tr("%1 is the controller of the grid").arg(where));
    }
}

void ConnectionProbe::end(ProbeOutcome outcome, const QString& text) {
    drop();
    m_password.clear();
    Q_EMIT finished(outcome, text);
}

}  // namespace orrery::console
