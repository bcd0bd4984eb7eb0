// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/attention.h"

#include <algorithm>
#include <cstdlib>

#include <QPainter>
#include <QPixmap>
#include <QSystemTrayIcon>
#include <QWidget>

#include "console/shell/settings.h"
#include "console/widgets/icons.h"
#include "console/widgets/marks.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int traySide = 32;

QString soundKey() { return QStringLiteral("attention/sound"); }

/// The program's sign, with the mark of the worst alarm; `urgency` 0: none.
QIcon trayIcon(int urgency) {
    QPixmap picture(traySide, traySide);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paintIcon(painter, QStringLiteral("orrery"), QRectF(0, 0, traySide, traySide), theme::colors().text);
    if (urgency > 0) {
        paintUrgency(painter, QRectF(traySide / 2.0, traySide / 2.0, traySide / 2.0, traySide / 2.0),
                     static_cast<Urgency>(urgency), MarkState::Active);
    }
    return QIcon(picture);
}

}  // namespace

Attention::Attention(Settings& settings, std::function<void()> beep, QWidget* window)
    : QObject(window), m_settings(settings), m_beep(std::move(beep)) {
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = new QSystemTrayIcon(trayIcon(0), this);
        connect(m_tray, &QSystemTrayIcon::activated, this, &Attention::windowWanted);
        m_tray->show();
    }
}

bool Attention::hasSound() const { return m_settings.value(soundKey(), false).toBool(); }

void Attention::toggleSound() { m_settings.setValue(soundKey(), !hasSound()); }

void Attention::forget() {
    m_critical.clear();
    m_isFirst = true;
    m_offset.reset();
}

void Attention::setMode(const QString& word) { m_mode = word; }

void Attention::showSnapshot(const GridSnapshot& snapshot) {
    if (!snapshot.hasState) {
        return;
    }
    std::set<AlarmId> critical;
    for (const Alarm& alarm : snapshot.alarms) {
        if (alarm.priority == Priority::Critical && alarm.active && alarm.state == AlarmState::Unacknowledged) {
            critical.insert(alarm.id);
        }
    }
    const bool hasNew = !std::includes(m_critical.begin(), m_critical.end(), critical.begin(), critical.end());
    if (hasNew && !m_isFirst && hasSound()) {
        m_beep();
    }
    m_critical = std::move(critical);
    m_isFirst = false;
    showTray(snapshot);
    watchClock(snapshot.now);
}

void Attention::showTray(const GridSnapshot& snapshot) {
    const std::vector<std::uint32_t> counts = countByPriority(snapshot.alarms);
    int urgency = 0;
    for (int priority = 3; priority >= 1; --priority) {
        urgency = counts[static_cast<std::size_t>(priority)] > 0 ? priority : urgency;
    }
    if (m_tray == nullptr) {
        return;
    }
    if (urgency != m_trayUrgency) {
        m_trayUrgency = urgency;
        m_tray->setIcon(trayIcon(urgency));
    }
    const QString worst = urgency > 0 ? tr("worst alarm %1").arg(urgencyWord(static_cast<Urgency>(urgency)))
                                      : tr("no alarm");
    const QString name = QString::fromStdString(snapshot.state->name);
    const QString text = QStringLiteral("%1 – %2 – %3").arg(name, m_mode, worst);
    if (text != m_trayText) {
        m_trayText = text;
        m_tray->setToolTip(text);
    }
}

void Attention::watchClock(const Moment& now) {
    const std::int64_t offset = now.wall.millis - now.at.micros / 1000;
    if (m_offset && std::llabs(offset - *m_offset) >= jumpThatCounts.millis()) {
        Q_EMIT clockJumped(milliseconds(offset - *m_offset));
    }
    m_offset = offset;
}

}  // namespace orrery::console
