// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cards of running operations; told anew when a record has learned something, and once a second for the clock.
#include "console/views/operation_steps.h"

#include <algorithm>

#include <QVBoxLayout>

#include "console/actions/shown_names.h"
#include "console/views/operation_card.h"
#include "console/widgets/metrics.h"
#include "console/widgets/settled_layout.h"

namespace orrery::console {
namespace {

constexpr int tickMillis = 1000;
constexpr std::size_t mostCards = 6;

/// What is shown, the newest first: what runs, and the last one when all is done.
std::vector<const OperationRecord*> shownRecords(const ActionController& actions) {
    std::vector<const OperationRecord*> shown;
    const auto& records = actions.records();
    for (auto record = records.rbegin(); record != records.rend() && shown.size() < mostCards; ++record) {
        if (record->isRunning() || shown.empty()) {
            shown.push_back(&*record);
        }
    }
    return shown;
}

}  // namespace

OperationSteps::OperationSteps(ActionController* actions, QWidget* parent)
    : QWidget(parent), m_actions(actions), m_column(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("operationSteps"));
    setAccessibleName(tr("Operations under way"));
    m_column->setContentsMargins(metrics::gap, metrics::gap, metrics::gap, metrics::gap);
    m_column->setSpacing(metrics::gap);
    m_column->addStretch(1);   // What is left over is below, not in the cards.
    m_tick.setInterval(tickMillis);
    connect(&m_tick, &QTimer::timeout, this, &OperationSteps::tell);
    connect(m_actions, &ActionController::recordsChanged, this, &OperationSteps::tell);
    connect(m_actions, &ActionController::standingChanged, this, &OperationSteps::tell);
    connect(m_actions, &ActionController::sourceChanged, this, &OperationSteps::tell);
}

void OperationSteps::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    tell();
}

void OperationSteps::tell() {
    if (!isVisible()) {
        m_tick.stop();
        return;
    }
    const std::vector<const OperationRecord*> records = shownRecords(*m_actions);
    dropCardsBut(records);
    bool running = false;
    for (std::size_t place = 0; place < records.size(); ++place) {
        const OperationRecord& record = *records[place];
        if (place == m_cards.size() || m_cards[place]->number() != record.number) {
            m_cards.insert(m_cards.begin() + static_cast<std::ptrdiff_t>(place), new OperationCard(*m_actions, this));
            m_column->insertWidget(static_cast<int>(place), m_cards[place]);
        }
        m_cards[place]->tell(shownRecord(record, m_actions->naming()));
        settleLayout(*m_cards[place]);
        running = running || record.isRunning();
    }
    if (running) {
        m_tick.start();
    } else {
        m_tick.stop();
    }
}

void OperationSteps::dropCardsBut(const std::vector<const OperationRecord*>& records) {
    const auto last = std::remove_if(m_cards.begin(), m_cards.end(), [&](OperationCard* card) {
        const bool stays = std::any_of(records.begin(), records.end(), [&](const OperationRecord* record) {
            return record->number == card->number();
        });
        if (!stays) {
            card->hide();
            card->deleteLater();
        }
        return !stays;
    });
    m_cards.erase(last, m_cards.end());
}

}  // namespace orrery::console
