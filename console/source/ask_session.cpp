// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Idle -> Connecting -> Greeting -> Asked -> Idle; with an open connection Idle -> Asked.
#include "console/source/ask_session.h"

#include <utility>

namespace orrery::console {
AskSession::AskSession(const LiveOptions& options, QObject* parent)
    : QObject(parent), m_options(options), m_link(this), m_deadline(this) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_link.drop();
        fail(tr("no answer within %1 s")
                 .arg(static_cast<double>(m_options.answerTimeout.millis()) / 1000.0));
    });
    connect(&m_link, &RespLink::opened, this, [this] {
        std::vector<std::string> hello = {"HELLO", "3"};
        if (!m_options.password.isEmpty()) {
            hello.insert(hello.end(), {"AUTH", "default", m_options.password.toStdString()});
        }
        m_stage = Stage::Greeting;
        m_link.send(hello);
    });
    connect(&m_link, &RespLink::closed, this, [this](const QString& why) { fail(why); });
    connect(&m_link, &RespLink::replied, this, &AskSession::onReplied);
}

void AskSession::ask(RequestNumber number, Question question) {
    if (m_waiting.size() >= mostWaiting) {
        Q_EMIT unavailable(number, tr("Too many requests are waiting."));
        return;
    }
    m_waiting.push_back({number, std::move(question)});
    begin();
}

void AskSession::begin() {
    if (m_waiting.empty() || m_stage != Stage::Idle) {
        return;
    }
    const Question& question = m_waiting.front().question;
    m_deadline.start(static_cast<int>(m_options.answerTimeout.millis()));
    if (m_link.isOpen() && m_link.endpoint() == question.at) {
        m_stage = Stage::Asked;
        m_link.send(question.words);
    } else {
        m_stage = Stage::Connecting;
        m_link.open(question.at, m_options.connectTimeout);
    }
}

void AskSession::onReplied(const resp::Value& value) {
    if (value.kind == resp::Kind::Push || m_stage == Stage::Idle) {
        return;
    }
    if (m_stage == Stage::Asked) {
        const RequestNumber number = finish();
        Q_EMIT answered(number, value);
        begin();
    } else if (value.isError()) {
        m_link.drop();
        fail(QString::fromStdString(value.text));
    } else {
        m_stage = Stage::Asked;
        m_link.send(m_waiting.front().question.words);
    }
}

RequestNumber AskSession::finish() {
    const RequestNumber number = m_waiting.front().number;
    m_deadline.stop();
    m_waiting.pop_front();
    m_stage = Stage::Idle;
    return number;
}

void AskSession::fail(const QString& why) {
    if (m_stage != Stage::Idle) {
        const RequestNumber number = finish();
        Q_EMIT unavailable(number, why);
        begin();
    }
}

void AskSession::stop() {
    m_link.drop();
    while (!m_waiting.empty()) {
        const RequestNumber number = m_waiting.front().number;
        m_waiting.pop_front();
        Q_EMIT unavailable(number, tr("The console let go of the grid."));
    }
    m_deadline.stop();
    m_stage = Stage::Idle;
}

}  // namespace orrery::console
