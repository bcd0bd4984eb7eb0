// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One page under way at a time.
#include "console/actions/audit_history.h"

#include <algorithm>

namespace orrery::console {

AuditHistory::AuditHistory(ActionController* actions, QObject* parent)
    : QObject(parent), m_actions(actions), m_rest(this), m_fresh(this) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(afterFailureMillis);
    m_fresh.setSingleShot(true);
    m_fresh.setInterval(againMillis);
    connect(m_actions, &ActionController::sourceChanged, this, &AuditHistory::takeSource);
    takeSource();
}

void AuditHistory::takeSource() {
    if (m_source) {
        m_source->disconnect(this);
    }
    m_source = m_actions->source();
    if (m_source) {
        connect(m_source, &GridSource::historyAnswered, this, &AuditHistory::onAnswer);
    }
    forget();
    setState(State::Unread);
}

void AuditHistory::forget() {
    m_events.clear();
    m_request = m_readTo = m_wantedTo = 0;
    m_readAt.reset();
    m_rest.stop();
    m_fresh.stop();
}

void AuditHistory::readAgain() {
    forget();
    setState(State::Unread);
}

void AuditHistory::follow(const GridSnapshot& snapshot) {
    const bool isThere =
        m_actions->canAct() && snapshot.contact.state == ContactState::Live && !snapshot.events.empty();
    if (!isThere || m_request != 0 || m_rest.isActive()) {
        return;
    }
    const bool isBehind = m_readTo + 1 < snapshot.events.at(0).event->number;
    if (m_fresh.isActive() && !isBehind) {
        return;
    }
    m_wantedTo = snapshot.events.last().event->number;
    ask();
    if (!m_readAt) {
        setState(State::Reading);
    }
}

OlderActions AuditHistory::older() const {
    return {m_events, m_readAt && !isFull() ? AuditReach::WholeGrid : AuditReach::Journal};
}

void AuditHistory::ask() {
    const std::uint64_t next = m_events.empty() ? 1 : m_events.back().number + 1;
    m_request = m_source->requestHistory(std::max(next, m_readTo + 1));
}

void AuditHistory::onAnswer(quint64 request, const HistoryAnswer& answer) {
    if (request != m_request || m_request == 0) {
        return;
    }
    m_request = 0;
    switch (answer.outcome) {
    case HistoryOutcome::Answered:
        keep(answer.events);
        if (answer.events.size() >= HistoryAnswer::page) {
            ask();
            Q_EMIT changed();
            return;
        }
        m_readTo = m_wantedTo;
        m_readAt = m_actions->snapshot()->now;
        m_fresh.start();
        setState(State::Read);
        return;
    case HistoryOutcome::NotKept:
        m_rest.start();
        setState(State::Unread);
        return;
    case HistoryOutcome::Refused:
    case HistoryOutcome::Unavailable:
        m_rest.start();
        setState(State::Failed, answer.why);
        return;
    }
}

/// An answer that repeats what is there, or is out of order, cannot make the list so.
void AuditHistory::keep(const std::vector<model::GridEvent>& events) {
    for (const model::GridEvent& event : events) {
        if (m_events.empty() || event.number > m_events.back().number) {
            m_events.push_back(event);
        }
    }
    if (m_events.size() > longest) {
        m_events.erase(m_events.begin(), m_events.end() - longest);
    }
}

void AuditHistory::setState(State state, const QString& why) {
    m_state = state;
    m_why = why;
    Q_EMIT changed();
}

}  // namespace orrery::console
