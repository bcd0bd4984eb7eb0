// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One question under way at a time; answers to earlier questions are dropped.
#include "console/actions/unit_reader.h"

#include <algorithm>

namespace orrery::console {

UnitReader::UnitReader(ActionController* actions, QObject* parent)
    : QObject(parent), m_actions(actions), m_timer(this) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &UnitReader::ask);
    connect(m_actions, &ActionController::sourceChanged, this, &UnitReader::takeSource);
    takeSource();
}

void UnitReader::takeSource() {
    if (m_source) {
        m_source->disconnect(this);
    }
    m_source = m_actions->source();
    if (m_source) {
        connect(m_source, &GridSource::unitAnswered, this, &UnitReader::onAnswer);
    }
    m_unit = UnitId{};
    forget();
}

void UnitReader::forget() {
    m_question.reset();
    m_reading.reset();
    ++m_readingNumber;
    m_problem.reset();
    m_request = 0;
    m_sinceAsked.invalidate();
    m_timer.stop();
    Q_EMIT changed();
}

void UnitReader::follow(UnitId unit, const std::optional<UnitQuestion>& question) {
    if (unit != m_unit) {
        m_unit = unit;
        forget();
    }
    if (question == m_question) {
        return;
    }
    const bool isAnother = m_question && question;
    m_question = question;
    m_timer.stop();
    if (!question) {
        return;
    }
    const qint64 wait = m_sinceAsked.isValid() && !isAnother ? soonMillis - m_sinceAsked.elapsed() : 0;
    if (wait > 0) {
        m_timer.start(static_cast<int>(wait));
    } else {
        ask();
    }
}

void UnitReader::readAgain() {
    if (m_question && m_request == 0) {
        ask();
        Q_EMIT changed();
    }
}

void UnitReader::ask() {
    m_timer.stop();
    m_request = m_source && m_question ? m_source->requestUnit(*m_question) : 0;
    m_sinceAsked.start();
}

void UnitReader::onAnswer(quint64 request, const UnitAnswer& answer) {
    if (request != m_request || m_request == 0) {
        return;
    }
    m_request = 0;
    const bool isReading = answer.outcome == UnitOutcome::Answered;
    if (isReading) {
        m_reading = answer;
        ++m_readingNumber;
        m_sinceRead.start();
        m_problem.reset();
    } else {
        m_problem = answer;
    }
    if (m_question && answer.outcome != UnitOutcome::NotRecorded) {
        m_timer.start(isReading && m_question->what == UnitReading::Settings ? seldomMillis : soonMillis);
    }
    Q_EMIT changed();
}

Duration UnitReader::age() const {
    return m_reading && m_sinceRead.isValid() ? milliseconds(m_sinceRead.elapsed()) : Duration{};
}

}  // namespace orrery::console
