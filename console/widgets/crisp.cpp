// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Snaps to device pixels through the painter's device transform, which knows scale and offset.
#include "console/widgets/crisp.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace orrery::console {

namespace {

double devicePixel(const QPainter& painter) {
    const double scale = painter.deviceTransform().m11();
    return scale > 0 ? 1.0 / scale : 1.0;
}

}  // namespace

QRectF aligned(const QPainter& painter, const QRectF& rect) {
    const QTransform transform = painter.deviceTransform();
    const QRectF device = transform.mapRect(rect);
    const double left = std::round(device.left());
    const double top = std::round(device.top());
    const double right = std::max(left + 1, std::round(device.right()));
    const double bottom = std::max(top + 1, std::round(device.bottom()));
    return transform.inverted().mapRect(QRectF(QPointF(left, top), QPointF(right, bottom)));
}

void fillCrisp(QPainter& painter, const QRectF& rect, const QColor& color) {
    const bool smooth = painter.testRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(aligned(painter, rect), color);
    painter.setRenderHint(QPainter::Antialiasing, smooth);
}

void frameCrisp(QPainter& painter, const QRectF& rect, const QColor& color, double thickness) {
    const QRectF outer = aligned(painter, rect);
    const double pixel = devicePixel(painter);
    const double width = std::max(pixel, std::round(thickness / pixel) * pixel);
    fillCrisp(painter, QRectF(outer.left(), outer.top(), outer.width(), width), color);
    fillCrisp(painter, QRectF(outer.left(), outer.bottom() - width, outer.width(), width), color);
    fillCrisp(painter, QRectF(outer.left(), outer.top(), width, outer.height()), color);
    fillCrisp(painter, QRectF(outer.right() - width, outer.top(), width, outer.height()), color);
}

void roundedBox(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border,
                double radius, double thickness) {
    const double pixel = devicePixel(painter);
    const double width = std::max(pixel, std::round(thickness / pixel) * pixel);
    const QRectF outer = aligned(painter, rect);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double inset = border.isValid() ? width / 2 : 0;
    painter.drawRoundedRect(outer.adjusted(inset, inset, -inset, -inset), radius - inset,
                            radius - inset);
    painter.restore();
}

void hatch(QPainter& painter, const QRectF& rect, const QColor& color) {
    constexpr double spacing = 6;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(color, 1));
    // Lines start on a grid of the whole widget, so neighbouring cells make one pattern.
    const double first = std::floor((rect.left() - rect.height()) / spacing) * spacing;
    for (double x = first; x < rect.right(); x += spacing) {
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    }
    painter.restore();
}

}  // namespace orrery::console
