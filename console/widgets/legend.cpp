// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Entries in one line, sign before text.
#include "console/widgets/legend.h"

#include <QPainter>
#include <algorithm>

#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

const metrics::Length sign{14};
const metrics::Length spacing{28};
const metrics::Length line{20};

}  // namespace

Legend::Legend(std::vector<LegendEntry> entries, QWidget* parent)
    : QWidget(parent), m_entries(std::move(entries)) {
    QStringList words;
    for (const LegendEntry& entry : m_entries) {
        words << entry.text;
    }
    setAccessibleName(tr("Legend: %1").arg(words.join(QStringLiteral(", "))));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

double Legend::widthOf(const LegendEntry& entry) {
    return sign + metrics::grid + QFontMetricsF(theme::textFont(metrics::tinySize)).horizontalAdvance(entry.text);
}

QSize Legend::sizeHint() const {
    double width = 0;
    for (const LegendEntry& entry : m_entries) {
        width += widthOf(entry) + spacing;
    }
    return QSize(static_cast<int>(width), line);
}

QSize Legend::minimumSizeHint() const {
    double widest = 0;
    for (const LegendEntry& entry : m_entries) {
        widest = std::max(widest, widthOf(entry));
    }
    return QSize(static_cast<int>(widest) + 1, line);
}

int Legend::heightForWidth(int width) const {
    const std::vector<QPointF> places = placesFor(width);
    return places.empty() ? line : static_cast<int>(places.back().y()) + line;
}

std::vector<QPointF> Legend::placesFor(int width) const {
    std::vector<QPointF> places;
    QPointF at(0, 0);
    for (const LegendEntry& entry : m_entries) {
        if (at.x() > 0 && at.x() + widthOf(entry) > width) {
            at = QPointF(0, at.y() + line);
        }
        places.push_back(at);
        at.rx() += widthOf(entry) + spacing;
    }
    return places;
}

void Legend::resizeEvent(QResizeEvent*) {
    // Not left to the layout: a row with an alignment gives no height for a width.
    const int needed = heightForWidth(width());
    if (needed != minimumHeight()) {
        setFixedHeight(needed);
    }
}

void Legend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(theme::textFont(metrics::tinySize));
    const std::vector<QPointF> places = placesFor(width());
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        const LegendEntry& entry = m_entries[index];
        const QPointF at = places[index];
        painter.save();
        entry.paint(painter, QRectF(at.x(), at.y() + (line - sign) / 2.0, sign, sign));
        painter.restore();
        painter.setPen(theme::colors().dim);
        painter.drawText(QRectF(at.x() + sign + metrics::grid, at.y(), widthOf(entry), line), Qt::AlignVCenter,
                         entry.text);
    }
}

}  // namespace orrery::console
