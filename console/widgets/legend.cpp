// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Entries in one line, sign before text.
#include "console/widgets/legend.h"

#include <QPainter>

#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

const metrics::Length sign{14};
const metrics::Length spacing{28};

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

QSize Legend::sizeHint() const {
    const QFontMetricsF letters(theme::textFont(metrics::tinySize));
    double width = 0;
    for (const LegendEntry& entry : m_entries) {
        width += sign + metrics::grid + letters.horizontalAdvance(entry.text) + spacing;
    }
    return QSize(static_cast<int>(width), metrics::scaled(20));
}

void Legend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFont font = theme::textFont(metrics::tinySize);
    painter.setFont(font);
    double x = 0;
    for (const LegendEntry& entry : m_entries) {
        painter.save();
        entry.paint(painter, QRectF(x, height() / 2.0 - sign / 2.0, sign, sign));
        painter.restore();
        painter.setPen(theme::colors().dim);
        painter.drawText(QRectF(x + sign + metrics::grid, 0, width(), height()), Qt::AlignVCenter, entry.text);
        x += sign + metrics::grid + QFontMetricsF(font).horizontalAdvance(entry.text) + spacing;
    }
}

}  // namespace orrery::console
