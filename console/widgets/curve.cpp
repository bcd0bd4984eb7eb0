// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/curve.h"

#include <QPaintEngine>
#include <QPainter>

namespace orrery::console {

QPen curvePen(const QColor& color, double width, Qt::PenStyle style) {
    if (style == Qt::SolidLine) {
        return QPen(color, width, Qt::SolidLine, Qt::SquareCap);
    }
    QPen dashed(color, 1, style, Qt::FlatCap);
    dashed.setCosmetic(true);
    return dashed;
}

void paintCurve(QPainter& painter, const QPolygonF& points) {
    if (painter.paintEngine()->type() != QPaintEngine::Raster) {
        painter.drawPolyline(points);
        return;
    }
    QList<QLineF> lines;
    lines.reserve(points.size());
    for (qsizetype index = 1; index < points.size(); ++index) {
        lines.push_back(QLineF(points[index - 1], points[index]));
    }
    painter.drawLines(lines);
}

}  // namespace orrery::console
