// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The picture of the timeline.
#include <QPainter>
#include <algorithm>
#include <array>

#include "console/state/formatting.h"
#include "console/views/timeline_widget.h"
#include "console/views/view_support.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

/// Distances between time labels, in seconds.
constexpr std::array<std::int64_t, 13> labelSteps = {1,   2,   5,    10,   30,   60,   300,
                                                     600, 1800, 3600, 7200, 14400, 28800};

QColor colorOf(int priority) {
    const Colors& colors = theme::colors();
    switch (priority) {
    case 1: return colors.critical;
    case 2: return colors.high;
    case 3: return colors.medium;
    default: return colors.primary;
    }
}

}  // namespace

void TimelineWidget::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors& colors = theme::colors();
    fillCrisp(painter, rect(), colors.panel);
    paintAxis(painter);
    paintGaps(painter);
    for (std::size_t lane = 0; lane < m_picture.lanes.size(); ++lane) {
        paintLane(painter, lane);
    }
    if (const auto point = m_cursor->point(); point && m_range.from <= *point && *point <= m_range.to) {
        fillCrisp(painter, QRectF(placeOf(*point), 0, 1, track().height()), colors.accent);
    }
    if (hasFocus()) {
        frameCrisp(painter, QRectF(rect()), colors.accent, 1);
    }
}

void TimelineWidget::paintLane(QPainter& painter, std::size_t lane) const {
    const Colors& colors = theme::colors();
    const TimelineLane& content = m_picture.lanes[lane];
    const double top = laneTop(lane);
    const double height = track().height() / std::max<double>(1.0, tableRows());
    painter.setFont(theme::textFont(metrics::smallSize));
    painter.setPen(content.marks.empty() ? colors.faint : colors.dim);
    const QRectF name(metrics::scaled(8.0), top, track().left() - metrics::scaled(12.0), height);
    painter.drawText(name, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(content.name, Qt::ElideRight,
                                                      static_cast<int>(name.width())));
    fillCrisp(painter, QRectF(0, top + height - 1, width(), 1), colors.line);
    painter.save();
    painter.setClipRect(track().adjusted(-metrics::scaled(6.0), 0, metrics::scaled(6.0), 0));
    for (const TimelineSpan& span : content.spans) {
        const double from = placeOf(span.from);
        QColor color = span.open ? colorOf(span.priority) : colors.backup;
        color.setAlphaF(0.35F);
        fillCrisp(painter, QRectF(from, top + height / 2 - 2, placeOf(span.to) - from, 4), color);
    }
    for (std::size_t mark = 0; mark < content.marks.size(); ++mark) {
        paintMark(painter, {static_cast<int>(lane), static_cast<int>(mark)});
    }
    painter.restore();
}

void TimelineWidget::paintMark(QPainter& painter, TableCell place) const {
    const Colors& colors = theme::colors();
    const TimelineMark& mark = *markAt(place);
    const QRectF area = cellArea(place);
    if (m_current == place) {
        const double ring = metrics::scaled(3.0);
        roundedBox(painter, area.adjusted(-ring, -ring, ring, ring), QColor(), colors.accent,
                   metrics::radius, 1.5);
    }
    if (mark.priority > 0) {
        paintUrgency(painter, area, static_cast<Urgency>(mark.priority), MarkState::Active);
    } else {
        fillCrisp(painter, QRectF(area.center().x() - 1, area.top() - 1, 2, area.height() + 2),
                  colors.primary);
    }
    if (mark.late) {  // A hollow foot: it came in later than it happened.
        painter.setPen(QPen(colors.dim, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(area.center().x(), area.bottom() + 3), 2, 2);
    }
    if (mark.count > 1) {
        painter.setFont(theme::monoFont(metrics::tinySize));
        painter.setPen(colors.dim);
        const QString count = QString::number(mark.count);
        const double needed = painter.fontMetrics().horizontalAdvance(count) + 1;
        const bool hasRoom = area.right() + 1 + needed <= width();
        const double left = hasRoom ? area.right() + 1 : area.left() - 1 - needed;   // At the edge: on the other side.
        const QRectF beside(left, area.top() - 2, needed, area.height() + 4);
        painter.drawText(beside, Qt::AlignVCenter | Qt::AlignLeft, count);
    }
}

void TimelineWidget::paintGaps(QPainter& painter) const {
    const Colors& colors = theme::colors();
    for (const TimelineGap& gap : m_picture.gaps) {
        const double from = std::max(placeOf(gap.from), track().left());
        const double to = std::min(std::max(placeOf(gap.to), from + 3), track().right());
        const QRectF area(from, 0, to - from, track().height());
        hatch(painter, area, colors.dim);
        const QString text = tr("%1 not received").arg(formatCount(gap.missing));
        painter.setFont(theme::textFont(metrics::tinySize));
        const double needed = painter.fontMetrics().horizontalAdvance(text) + 8;
        const double left = std::min(area.left(), track().right() - needed);
        const QRectF label(left, 2, needed, metrics::scaled(16.0));
        fillCrisp(painter, label, colors.panel);
        painter.setPen(colors.text);
        painter.drawText(label, Qt::AlignCenter, text);
    }
}

void TimelineWidget::paintAxis(QPainter& painter) const {
    const Colors& colors = theme::colors();
    const double labelWidth = metrics::scaled(72.0);
    const std::int64_t span = (m_range.to - m_range.from).micros / 1'000'000;
    const auto most = std::max<std::int64_t>(1, static_cast<std::int64_t>(track().width() / labelWidth));
    const auto fits = std::find_if(labelSteps.begin(), labelSteps.end(),
                                   [&](std::int64_t step) { return span / step <= most; });
    const std::int64_t step = (fits == labelSteps.end() ? labelSteps.back() : *fits) * 1000;
    const std::int64_t first = wallTimeOf(m_range.from, m_snapshot->now).millis;
    const std::int64_t last = wallTimeOf(m_range.to, m_snapshot->now).millis;
    painter.setFont(theme::monoFont(metrics::tinySize));
    for (std::int64_t at = (first / step + 1) * step; at <= last; at += step) {
        const double x = placeOf(instantOf(WallTime{at}, m_snapshot->now));
        fillCrisp(painter, QRectF(x, 0, 1, track().height()), mixed(colors.panel, colors.line, 0.6));
        const QRectF label(x - labelWidth / 2, track().bottom(), labelWidth, (height() - track().bottom()));
        if (label.right() <= width() && label.left() >= track().left() - labelWidth / 2) {
            painter.setPen(colors.faint);
            painter.drawText(label, Qt::AlignCenter, formatClock(WallTime{at}));
        }
    }
    painter.setFont(theme::textFont(metrics::tinySize));
    painter.setPen(colors.faint);
    painter.drawText(QRectF(metrics::scaled(8.0), track().bottom(), track().left(), (height() - track().bottom())),
                     Qt::AlignVCenter, tr("UTC"));
}

}  // namespace orrery::console
