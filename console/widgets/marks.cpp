// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shapes are drawn as paths, not characters: no font decides how an alarm looks.
#include "console/widgets/marks.h"

#include <QPainter>
#include <QPainterPath>

#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

QColor markColor(Urgency priority, MarkState state) {
    const Colors& colors = theme::colors();
    if (state == MarkState::Quiet) {
        return colors.dim;
    }
    switch (priority) {
    case Urgency::Critical: return colors.critical;
    case Urgency::High: return colors.high;
    case Urgency::Medium: return colors.medium;
    }
    return colors.dim;
}

QPainterPath shapeOf(Urgency priority, const QRectF& box) {
    QPainterPath path;
    const QPointF middle = box.center();
    switch (priority) {
    case Urgency::Critical: path.addRect(box.adjusted(1, 1, -1, -1)); break;
    case Urgency::High:
        path.moveTo(middle.x(), box.top());
        path.lineTo(box.right(), box.bottom() - 0.5);
        path.lineTo(box.left(), box.bottom() - 0.5);
        path.closeSubpath();
        break;
    case Urgency::Medium:
        path.moveTo(middle.x(), box.top() - 0.5);
        path.lineTo(box.right() + 0.5, middle.y());
        path.lineTo(middle.x(), box.bottom() + 0.5);
        path.lineTo(box.left() - 0.5, middle.y());
        path.closeSubpath();
        break;
    }
    return path;
}

}  // namespace

Tone toneOf(Urgency priority) {
    switch (priority) {
    case Urgency::Critical: return Tone::Critical;
    case Urgency::High: return Tone::High;
    case Urgency::Medium: return Tone::Medium;
    }
    return Tone::Normal;
}

void paintUrgency(QPainter& painter, const QRectF& rect, Urgency priority, MarkState state) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    const QColor fill = markColor(priority, state);
    const bool outlined = priority == Urgency::Medium && state == MarkState::Active &&
                          !isDark(theme::appearance());
    painter.setPen(outlined ? QPen(theme::colors().mediumOutline, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawPath(shapeOf(priority, rect));
    painter.restore();
}

void paintChevron(QPainter& painter, const QRectF& rect, const QColor& color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = rect.center();
    const double reach = std::min(rect.width(), rect.height()) * 0.18;
    const QPointF points[] = {c + QPointF(-reach * 0.6, -reach * 1.1), c + QPointF(reach * 0.6, 0),
                              c + QPointF(-reach * 0.6, reach * 1.1)};
    painter.drawPolyline(points, 3);
    painter.restore();
}

QString urgencyWord(Urgency priority) {
    switch (priority) {
    case Urgency::Critical: return UrgencyBadge::tr("P1 critical");
    case Urgency::High: return UrgencyBadge::tr("P2 high");
    case Urgency::Medium: return UrgencyBadge::tr("P3 medium");
    }
    return {};
}

UrgencyBadge::UrgencyBadge(Urgency priority, QWidget* parent)
    : QWidget(parent), m_priority(priority) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(urgencyWord(priority));
}

void UrgencyBadge::setUrgency(Urgency priority) {
    m_priority = priority;
    setAccessibleName(urgencyWord(priority));
    update();
}

void UrgencyBadge::setCount(int count) {
    if (m_count == count) {
        return;
    }
    m_count = count;
    setAccessibleName(tr("%1: %n alarm(s)", nullptr, count).arg(urgencyWord(m_priority)));
    setToolTip(accessibleName());
    updateGeometry();
    update();
}

QString UrgencyBadge::label() const {
    const QString number = QString::number(static_cast<int>(m_priority));
    return m_count < 0 ? number : number + QLatin1Char(' ') + QString::number(m_count);
}

QSize UrgencyBadge::sizeHint() const {
    const QFontMetrics letters(theme::monoFont(metrics::monoSize));
    return QSize(metrics::scaled(18) + letters.horizontalAdvance(label()), metrics::scaled(20));
}

void UrgencyBadge::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const MarkState state = m_count == 0 ? MarkState::Quiet : MarkState::Active;
    const double side = metrics::scaled(11.0);
    paintUrgency(painter, QRectF(0.5, (height() - side) / 2, side, side), m_priority, state);
    painter.setFont(theme::monoFont(metrics::monoSize));
    const Tone tone = state == MarkState::Quiet ? Tone::Dim : toneOf(m_priority);
    painter.setPen(toneColor(theme::colors(), tone));
    painter.drawText(QRect(metrics::scaled(18), 0, width() - metrics::scaled(18), height()), Qt::AlignVCenter | Qt::AlignLeft,
                     label());
}

}  // namespace orrery::console
