// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: the made-up grid, delivered by hand.
#include "support/scenario_source.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace orrery::console::fixture {

ScenarioSource::ScenarioSource(const ScenarioOptions& options) : ScenarioSource(scenarioMessages(options)) {}

ScenarioSource::ScenarioSource(std::vector<ReceivedMessage> messages)
    : m_messages(std::move(messages)), m_contact(Contact{ContactState::Live, m_now, ScenarioSource::title(), {}}) {}

QString ScenarioSource::title() const { return QStringLiteral("127.0.0.1:7101"); }

bool ScenarioSource::isSilent(const ReceivedMessage& received) const {
    const auto* telemetry = std::get_if<model::UnitTelemetry>(received.message.get());
    return telemetry != nullptr && std::find(m_silent.begin(), m_silent.end(), telemetry->unit) != m_silent.end();
}

void ScenarioSource::advanceTo(Duration offset) {
    m_now = Moment{scenarioClockStart + offset, WallTime{scenarioStart.millis + offset.millis()}};
    auto batch = std::make_shared<StreamBatch>();
    batch->now = m_now;
    batch->settled = true;   // Shown at once, whatever the time of day.
    batch->restart = !std::exchange(m_begun, true);
    batch->contact = std::exchange(m_contact, std::nullopt);
    for (; m_next < m_messages.size() && m_messages[m_next].at.at <= m_now.at; ++m_next) {
        if (!m_lost && !isSilent(m_messages[m_next])) {
            batch->messages.push_back(m_messages[m_next]);
        }
    }
    Q_EMIT batchReceived(batch);
}

void ScenarioSource::loseContact() {
    m_lost = true;
    m_contact = Contact{ContactState::Lost, m_now, title(), QStringLiteral("connection refused")};
    Q_EMIT contactChanged(*m_contact);
}

}  // namespace orrery::console::fixture
