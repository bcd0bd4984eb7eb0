// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/alarm_band.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "console/state/alarm.h"
#include "console/views/view_support.h"
#include "console/widgets/blink_clock.h"
#include "console/widgets/crisp.h"
#include "console/widgets/marks.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/theme.h"

namespace orrery::console {

AlarmBand::AlarmBand(QWidget* parent)
    : Panel(Qt::TopEdge, parent), m_badge(new UrgencyBadge(Urgency::High, this)), m_text(new RunLabel(this)),
      m_acknowledge(new QPushButton(tr("Acknowledge  Alt A"), this)),
      m_shelve(new QPushButton(tr("Shelve  Alt S"), this)) {
    setFixedHeight(metrics::alarmBand);
    setAccessibleName(tr("Newest alarm"));
    m_text->setObjectName(QStringLiteral("alarmBand.text"));
    m_acknowledge->setObjectName(QStringLiteral("alarmBand.acknowledge"));
    m_shelve->setObjectName(QStringLiteral("alarmBand.shelve"));
    for (QPushButton* button : {m_acknowledge, m_shelve}) {
        button->setProperty("flat", true);
        button->setFixedHeight(metrics::alarmBand - metrics::scaled(6));
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::margin, 1, metrics::grid, 0);
    row->setSpacing(metrics::gap);
    row->addWidget(m_badge);
    row->addWidget(m_text, 1);
    row->addWidget(m_acknowledge);
    row->addWidget(m_shelve);
    connect(m_acknowledge, &QPushButton::clicked, this, [this] {
        if (m_current) {
            Q_EMIT acknowledged(*m_current);
        }
    });
    connect(m_shelve, &QPushButton::clicked, this, [this] {
        if (m_current) {
            Q_EMIT shelved(*m_current);
        }
    });
    showSnapshot(*emptySnapshot());
}

void AlarmBand::showSnapshot(const GridSnapshot& snapshot) {
    const std::vector<const Alarm*> top = topAlarms(snapshot.alarms, 1);
    const Alarm* alarm = top.empty() ? nullptr : top.front();
    const bool calls = alarm != nullptr && alarm->priority == Priority::Critical &&
                       alarm->state == AlarmState::Unacknowledged;
    setBorder(calls ? Border::Blinking : Border::Plain);
    m_current = alarm != nullptr ? std::optional<AlarmId>(alarm->id) : std::nullopt;
    m_badge->setVisible(alarm != nullptr);
    m_acknowledge->setVisible(alarm != nullptr && alarm->state != AlarmState::Acknowledged);
    m_shelve->setVisible(alarm != nullptr);
    if (alarm == nullptr) {
        m_text->setRuns({{snapshot.hasState ? tr("No alarm") : QString(), Tone::Faint, RunStyle::Text}});
        return;
    }
    m_badge->setUrgency(urgencyOf(alarm->priority));
    std::vector<TextRun> runs{{alarm->text, Tone::Normal, RunStyle::Text}};
    if (!alarm->detail.isEmpty()) {
        runs.push_back({QStringLiteral(": ") + alarm->detail, Tone::Dim, RunStyle::Text});
    }
    if (alarm->followers > 0) {
        runs.push_back({tr("   first, %n follow", nullptr, static_cast<int>(alarm->followers)), Tone::Faint,
                        RunStyle::Text});
    }
    if (!alarm->active) {
        runs.push_back({tr("   over"), Tone::Faint, RunStyle::Text});
    }
    m_text->setRuns(std::move(runs));
}

void AlarmBand::setBorder(Border border) {
    if (border == m_border) {
        return;
    }
    m_border = border;
    border == Border::Blinking ? BlinkClock::shared().start(*this) : BlinkClock::shared().stop(*this);
}

void AlarmBand::paintEvent(QPaintEvent* event) {
    Panel::paintEvent(event);
    if (m_border == Border::Blinking && BlinkClock::shared().isLit()) {
        QPainter painter(this);
        frameCrisp(painter, QRectF(rect()), theme::colors().critical, 2);
    }
}

void AlarmBand::mouseReleaseEvent(QMouseEvent* event) {
    Panel::mouseReleaseEvent(event);
    if (m_current) {
        Q_EMIT opened(*m_current);
    }
}

}  // namespace orrery::console
