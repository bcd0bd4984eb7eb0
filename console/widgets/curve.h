// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Curves in the ways Qt paints quickly. A wide line with round ends, and any dashed line wider than a pixel, Qt
// turns into one outline and fills that: where a curve of some hundred points goes up and down over its
// panel, this takes a hundred times as long as the same curve line by line (measured: paint_benchmark).
#pragma once

#include <QPen>
#include <QPolygonF>

class QPainter;

namespace orrery::console {

/// The pen of a curve. A solid one is `width` logical pixels wide and has square ends, which meet like round ones at
/// this width; any other style is one pixel of the screen's wide, whatever `width` says.
QPen curvePen(const QColor& color, double width, Qt::PenStyle style = Qt::SolidLine);

/// Paints the solid curve through `points` with the pen that is set: line by line on a screen, as one line into a file of
/// vectors. Fewer than two points paint nothing.
void paintCurve(QPainter& painter, const QPolygonF& points);

}  // namespace orrery::console
