// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One question under way at a time; answers to earlier questions are dropped.
#include "console/actions/queue_reader.h"

namespace orrery::console {

QueueReader::QueueReader(ActionController* actions, QObject* parent)
    : QObject(parent), m_actions(actions), m_timer(this) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(againMillis);
    connect(&m_timer, &QTimer::timeout, this, &QueueReader::ask);
    connect(m_actions, &ActionController::sourceChanged, this, &QueueReader::takeSource);
    takeSource();
}

void QueueReader::takeSource() {
    if (m_source) {
        m_source->disconnect(this);
    }
    m_source = m_actions->source();
    m_request = 0;
    if (m_source) {
        connect(m_source, &GridSource::queueAnswered, this, &QueueReader::onAnswer);
    }
    follow(std::nullopt);
}

void QueueReader::follow(const std::optional<QueueQuestion>& question) {
    if (question == m_question) {
        return;
    }
    m_question = question;
    m_timer.stop();
    if (m_answer) {
        m_answer.reset();
        Q_EMIT changed();
    }
    ask();
}

void QueueReader::ask() {
    m_request = m_source && m_question ? m_source->requestQueue(*m_question) : 0;
}

void QueueReader::onAnswer(quint64 request, const QueueAnswer& answer) {
    if (request != m_request || m_request == 0) {
        return;
    }
    m_request = 0;
    m_answer = answer;
    if (answer.outcome != QueueOutcome::NotRecorded) {
        m_timer.start();
    }
    Q_EMIT changed();
}

}  // namespace orrery::console
