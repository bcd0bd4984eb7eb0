// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints rows of 30 pixels; a quiet grid says since when it is quiet.
#include "console/views/alarm_list.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "console/state/formatting.h"
#include "console/views/view_support.h"
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
    return QSize(400, metrics::row * std::max(1, static_cast<int>(m_alarms.size()))) * m_zoom;
}

void AlarmList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.scale(m_zoom, m_zoom);
    const double width = this->width() / m_zoom;
    const Colors& colors = theme::colors();
    const QFont text = theme::textFont(metrics::textSize);
    if (m_alarms.empty()) {
        painter.setFont(text);
        painter.setPen(colors.dim);
        painter.drawText(QRectF(0, 0, width, height() / m_zoom), Qt::AlignVCenter, m_quiet);
        return;
    }
    for (std::size_t i = 0; i < m_alarms.size(); ++i) {
        const Alarm& alarm = m_alarms[i];
        const QRectF row(0, static_cast<double>(i) * metrics::row, width, metrics::row);
        if (hasFocus() && static_cast<int>(i) == m_current) {
            fillCrisp(painter, row, colors.raised);
            fillCrisp(painter, QRectF(0, row.top(), 2, row.height()), colors.accent);
        }
        const MarkState state = alarm.active ? MarkState::Active : MarkState::Quiet;
        paintUrgency(painter, QRectF(4, row.center().y() - 5.5, 11, 11), urgencyOf(alarm.priority),
                     state);
        painter.setFont(theme::monoFont(metrics::monoSize));
        painter.setPen(alarm.active ? toneColor(colors, toneOf(urgencyOf(alarm.priority)))
                                    : colors.dim);
        painter.drawText(QRectF(20, row.top(), 16, row.height()), Qt::AlignVCenter,
                         QString::number(static_cast<int>(alarm.priority)));
        painter.setFont(text);
        painter.setPen(alarm.active ? colors.text : colors.dim);
        const double half = width * 0.44;
        const QFontMetricsF metrics(text);
        const QString more = alarm.followers > 0
                                 ? tr(" and %n more", nullptr, static_cast<int>(alarm.followers))
                                 : QString();
        painter.drawText(QRectF(42, row.top(), half - 50, row.height()), Qt::AlignVCenter,
                         metrics.elidedText(alarm.text + more, Qt::ElideRight, half - 52));
        painter.setPen(colors.dim);
        const QString detail = alarm.active ? alarm.detail : tr("over; acknowledge to put it away");
        painter.drawText(QRectF(half, row.top(), width - half - 80, row.height()),
                         Qt::AlignVCenter,
                         metrics.elidedText(detail, Qt::ElideRight, width - half - 84));
        painter.setFont(theme::monoFont(metrics::monoSize));
        painter.setPen(colors.text);
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight,
                         formatElapsed(m_now - alarm.raisedAt.at));
        fillCrisp(painter, QRectF(0, row.bottom() - 1, width, 1), colors.line);
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
