// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints a row an alarm; a quiet grid says since when it is quiet.
#include "console/views/alarm_list.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "console/state/formatting.h"
#include "console/views/view_support.h"
#include "console/widgets/blink_clock.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

WallTime quietSince(const GridSnapshot& snapshot) {
    constexpr std::size_t longestLook = 5'000;
    WallTime since = snapshot.contact.since.wall;
    const std::size_t size = snapshot.events.size();
    for (std::size_t back = 1; back <= std::min(size, longestLook); ++back) {
        const model::GridEvent& event = *snapshot.events.at(size - back).event;
        if (event.severity != model::Severity::Notice) {
            return std::max(since, event.at);
        }
    }
    return since;
}

AlarmList::AlarmList(std::size_t limit, QWidget* parent) : QWidget(parent), m_limit(limit) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void AlarmList::setSnapshot(const GridSnapshot& snapshot) {
    const std::size_t before = m_alarms.size();
    m_alarms.clear();
    for (const Alarm* alarm : topAlarms(snapshot.alarms, m_limit)) {
        m_alarms.push_back(*alarm);
    }
    const bool calls = std::any_of(m_alarms.begin(), m_alarms.end(), blinks);
    calls ? BlinkClock::shared().start(*this) : BlinkClock::shared().stop(*this);
    m_now = snapshot.now.at;
    m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(m_alarms.size()) - 1));
    m_quiet = tr("Nothing. Quiet since %1").arg(formatClock(quietSince(snapshot)));
    setAccessibleName(
        m_alarms.empty() ? m_quiet : tr("%n alarm(s)", nullptr, static_cast<int>(m_alarms.size())));
    if (before != m_alarms.size()) {
        updateGeometry();
    }
    update();
}

void AlarmList::setZoom(double zoom) {
    if (zoom != m_zoom) {
        m_zoom = zoom;
        updateGeometry();
        update();
    }
}

QSize AlarmList::sizeHint() const {
    return QSize(metrics::scaled(400), metrics::row * std::max(1, static_cast<int>(m_alarms.size()))) * m_zoom;
}

bool AlarmList::blinks(const Alarm& alarm) {
    return alarm.priority == Priority::Critical && alarm.state == AlarmState::Unacknowledged;
}

void AlarmList::paintWords(QPainter& painter, const QRectF& row, const Alarm& alarm) const {
    const Colors& colors = theme::colors();
    const QFont font = theme::textFont(metrics::textSize);
    const QFontMetricsF letters(font);
    const double age = metrics::scaled(88.0);
    const double left = metrics::scaled(44.0);
    const double half = row.width() * 0.44;
    const QString more =
        alarm.followers > 0 ? tr(" and %n more", nullptr, static_cast<int>(alarm.followers)) : QString();
    const QRectF what(left, row.top(), half - left - metrics::grid, row.height());
    painter.setFont(font);
    painter.setPen(alarm.active ? colors.text : colors.dim);
    painter.drawText(what, Qt::AlignVCenter, letters.elidedText(alarm.text + more, Qt::ElideRight, what.width()));
    const QString detail = alarm.active ? alarm.detail : tr("over; acknowledge to put it away");
    const QRectF why(half, row.top(), row.width() - half - age, row.height());
    painter.setPen(colors.dim);
    painter.drawText(why, Qt::AlignVCenter, letters.elidedText(detail, Qt::ElideRight, why.width()));
    painter.setFont(theme::monoFont(metrics::monoSize));
    painter.setPen(colors.text);
    painter.drawText(row.adjusted(0, 0, -metrics::grid, 0), Qt::AlignVCenter | Qt::AlignRight,
                     formatElapsed(m_now - alarm.raisedAt.at));
}

void AlarmList::paintRow(QPainter& painter, const QRectF& row, const Alarm& alarm) const {
    const Colors& colors = theme::colors();
    const Urgency urgency = urgencyOf(alarm.priority);
    const double side = metrics::scaled(11.0);
    paintUrgency(painter, QRectF(metrics::grid, row.center().y() - side / 2, side, side), urgency,
                 alarm.active ? MarkState::Active : MarkState::Quiet);
    painter.setFont(theme::monoFont(metrics::monoSize));
    painter.setPen(alarm.active ? toneColor(colors, toneOf(urgency)) : colors.dim);
    painter.drawText(QRectF(metrics::scaled(25.0), row.top(), metrics::margin, row.height()), Qt::AlignVCenter,
                     QString::number(static_cast<int>(alarm.priority)));
    paintWords(painter, row, alarm);
    fillCrisp(painter, QRectF(0, row.bottom() - 1, row.width(), 1), colors.line);
    if (blinks(alarm) && BlinkClock::shared().isLit()) {
        frameCrisp(painter, row.adjusted(0, 0, 0, -1), colors.critical, 2);
    }
}

void AlarmList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.scale(m_zoom, m_zoom);
    const double width = this->width() / m_zoom;
    const Colors& colors = theme::colors();
    if (m_alarms.empty()) {
        painter.setFont(theme::textFont(metrics::textSize));
        painter.setPen(colors.dim);
        painter.drawText(QRectF(0, 0, width, height() / m_zoom), Qt::AlignVCenter, m_quiet);
        return;
    }
    for (std::size_t i = 0; i < m_alarms.size(); ++i) {
        const QRectF row(0, static_cast<double>(i) * metrics::row, width, metrics::row);
        if (hasFocus() && static_cast<int>(i) == m_current) {
            fillCrisp(painter, row, colors.raised);
            fillCrisp(painter, QRectF(0, row.top(), 2, row.height()), colors.accent);
        }
        paintRow(painter, row, m_alarms[i]);
    }
}

void AlarmList::choose(int row) {
    if (row >= 0 && row < static_cast<int>(m_alarms.size())) {
        m_current = row;
        update();
        Q_EMIT chosen(m_alarms[static_cast<std::size_t>(row)].id);
    }
}

void AlarmList::mousePressEvent(QMouseEvent* event) { choose(static_cast<int>(event->pos().y() / (metrics::row * m_zoom))); }

void AlarmList::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Up: choose(m_current - 1); return;
    case Qt::Key_Down: choose(m_current + 1); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(m_current); return;
    default: QWidget::keyPressEvent(event);
    }
}

}  // namespace orrery::console
