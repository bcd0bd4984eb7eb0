// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Painting on whole device pixels. At a scale of 1.5 a logical coordinate may fall between two
// pixels, and a one-pixel line painted there is a grey smear; these helpers move edges to pixels.
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace orrery::console {

/// `rect` with every edge on the nearest device pixel of `painter`, never thinner than one pixel.
QRectF aligned(const QPainter& painter, const QRectF& rect);

/// Fills the aligned `rect`.
void fillCrisp(QPainter& painter, const QRectF& rect, const QColor& color);

/// A frame inside the aligned `rect`, `thickness` logical pixels wide, at least one device pixel.
void frameCrisp(QPainter& painter, const QRectF& rect, const QColor& color, double thickness = 1.0);

/// A rounded box with a border of one device pixel; an invalid `fill` leaves the inside as it is.
void roundedBox(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border,
                double radius, double thickness = 1.0);

/// Diagonal lines over `rect`: the sign of stale data. Painted in device pixels.
void hatch(QPainter& painter, const QRectF& rect, const QColor& color);

}  // namespace orrery::console
