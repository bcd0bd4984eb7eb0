// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Boxes and panels paint themselves from the palette in use.
#include "console/widgets/card.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

Card::Card(QWidget* parent) : QWidget(parent) {}

void Card::setPressable() {
    m_pressable = true;
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const bool hot = m_pressable && underMouse();
    const QColor fill = hot ? mixed(colors.raised, colors.line, 0.35) : colors.raised;
    const bool focused = m_pressable && hasFocus();
    roundedBox(painter, QRectF(contentsRect()), fill, focused ? colors.accent : colors.line,
               metrics::radius, focused ? 2 : 1);
}

void Card::mouseReleaseEvent(QMouseEvent* event) {
    if (m_pressable && event->button() == Qt::LeftButton && rect().contains(event->pos())) {
        Q_EMIT pressed();
    }
}

void Card::keyPressEvent(QKeyEvent* event) {
    const bool wanted = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                        event->key() == Qt::Key_Space;
    if (m_pressable && wanted) {
        Q_EMIT pressed();
        return;
    }
    QWidget::keyPressEvent(event);
}

Panel::Panel(Qt::Edges lines, QWidget* parent) : QWidget(parent), m_lines(lines) {}

void Panel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    painter.fillRect(rect(), colors.panel);
    if (m_lines & Qt::TopEdge) {
        fillCrisp(painter, QRectF(0, 0, width(), 1), colors.line);
    }
    if (m_lines & Qt::BottomEdge) {
        fillCrisp(painter, QRectF(0, height() - 1, width(), 1), colors.line);
    }
    if (m_lines & Qt::LeftEdge) {
        fillCrisp(painter, QRectF(0, 0, 1, height()), colors.line);
    }
    if (m_lines & Qt::RightEdge) {
        fillCrisp(painter, QRectF(width() - 1, 0, 1, height()), colors.line);
    }
}

}  // namespace orrery::console
