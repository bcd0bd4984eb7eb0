// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

#include "console/shell/time_bar.h"
#include "console/state/formatting.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr double edge = 8;         ///< So that the head is whole at both ends.
constexpr double flagHeight = 16;

}  // namespace

TimeTrack::TimeTrack(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("timeBar.track"));
    setAccessibleName(tr("Time"));
    setMinimumWidth(200);
    setFocusPolicy(Qt::NoFocus);
}

QSize TimeTrack::sizeHint() const { return {600, metrics::timeBar - 2}; }

void TimeTrack::setRange(Instant from, Instant to, WallTime wallAtTo) {
    m_from = from;
    m_to = std::max(to, from + milliseconds(1));
    m_wallAtTo = wallAtTo;
    update();
}

void TimeTrack::setHead(Instant head) {
    m_head = head;
    update();
}

void TimeTrack::setFlags(std::vector<Flag> flags) {
    m_flags = std::move(flags);
    update();
}

void TimeTrack::setMovable(Qt::FocusPolicy whenMovable) {
    setFocusPolicy(whenMovable);
    setCursor(isMovable() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

double TimeTrack::positionOf(Instant at) const {
    const double share = static_cast<double>((at - m_from).micros) / static_cast<double>((m_to - m_from).micros);
    return edge + std::clamp(share, 0.0, 1.0) * (width() - 2 * edge);
}

Instant TimeTrack::instantAt(double position) const {
    const double share = std::clamp((position - edge) / (width() - 2 * edge), 0.0, 1.0);
    return m_from + microseconds(static_cast<std::int64_t>(share * static_cast<double>((m_to - m_from).micros)));
}

void TimeTrack::paintEvent(QPaintEvent*) {
    const Colors& colors = theme::colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = height() * 0.58;
    painter.fillRect(QRectF(edge, line - 1.5, width() - 2 * edge, 3), colors.track);
    painter.setFont(theme::monoFont(metrics::tinySize));
    painter.setPen(colors.faint);
    constexpr int labels = 4;
    for (int label = 0; label < labels; ++label) {
        const Instant at = m_from + microseconds((m_to - m_from).micros * label / labels);
        const WallTime wall{m_wallAtTo.millis - (m_to - at).millis()};
        painter.drawText(QPointF(positionOf(at), 13), formatClock(wall));
    }
    for (const Flag& flag : m_flags) {
        const double x = positionOf(flag.at);
        const bool loud = flag.tone != Tone::Normal;
        painter.fillRect(QRectF(x - 1, line - flagHeight / 2 - (loud ? 3 : 0), 2, flagHeight + (loud ? 3 : 0)),
                         loud ? toneColor(colors, flag.tone) : colors.dim);
    }
    const QPointF head(positionOf(m_head), line);
    painter.setPen(QPen(colors.panel, 2));
    painter.setBrush(hasFocus() ? colors.accent : colors.text);
    painter.drawEllipse(head, 6, 6);
}

void TimeTrack::mousePressEvent(QMouseEvent* event) {
    if (isMovable()) {
        Q_EMIT moved(instantAt(event->position().x()));
    }
}

void TimeTrack::mouseMoveEvent(QMouseEvent* event) {
    if (isMovable() && (event->buttons() & Qt::LeftButton) != 0) {
        Q_EMIT moved(instantAt(event->position().x()));
    }
}

void TimeTrack::keyPressEvent(QKeyEvent* event) {
    const Duration step = seconds((event->modifiers() & Qt::ShiftModifier) != 0 ? 10 : 1);
    if (event->key() == Qt::Key_Left && isMovable()) {
        Q_EMIT moved(m_head - step);
    } else if (event->key() == Qt::Key_Right && isMovable()) {
        Q_EMIT moved(m_head + step);
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace orrery::console
