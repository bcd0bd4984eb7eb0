// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/column_drag.h"

#include <utility>

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmap>

#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

/// A chip with the column's name: what hangs at the pointer.
QPixmap chipOf(const QString& text, double ratio) {
    const QFont font = theme::textFont(metrics::textSize);
    const int width = QFontMetrics(font).horizontalAdvance(text) + 2 * metrics::margin;
    const int height = metrics::scaled(28);
    QPixmap chip((QSizeF(width, height) * ratio).toSize());
    chip.setDevicePixelRatio(ratio);
    chip.fill(Qt::transparent);
    QPainter painter(&chip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::colors().accent, 1));
    painter.setBrush(theme::colors().raised);
    const QRectF box(0.5, 0.5, width - 1, height - 1);
    painter.drawRoundedRect(box, metrics::radius, metrics::radius);
    painter.setPen(theme::colors().text);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, text);
    return chip;
}

}  // namespace

ColumnDrag::ColumnDrag(QHeaderView* header, ColumnDragFunction make)
    : QObject(header), m_header(header), m_make(std::move(make)) {
    header->viewport()->installEventFilter(this);
}

bool ColumnDrag::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* press = static_cast<QMouseEvent*>(event);
        m_pressed = press->position().toPoint();
        m_column = press->button() == Qt::LeftButton ? m_header->logicalIndexAt(m_pressed) : -1;
    } else if (event->type() == QEvent::MouseButtonRelease) {
        m_column = -1;
    } else if (event->type() == QEvent::MouseMove && m_column >= 0) {
        const QPoint way = static_cast<QMouseEvent*>(event)->position().toPoint() - m_pressed;
        if (way.manhattanLength() >= QApplication::startDragDistance()) {
            start(std::exchange(m_column, -1));
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void ColumnDrag::start(int column) {
    QMimeData* taken = m_make(column);
    if (taken == nullptr) {
        return;
    }
    auto* drag = new QDrag(m_header);
    drag->setMimeData(taken);
    drag->setPixmap(chipOf(m_header->model()->headerData(column, Qt::Horizontal).toString(),
                           m_header->devicePixelRatioF()));
    drag->exec(Qt::CopyAction);
}

}  // namespace orrery::console
