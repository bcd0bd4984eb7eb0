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

constexpr double sign = 14;
constexpr double spacing = 28;

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
    const QFontMetricsF metrics(theme::textFont(metrics::tinySize));
    double width = 0;
    for (const LegendEntry& entry : m_entries) {
        width += sign + 8 + metrics.horizontalAdvance(entry.text) + spacing;
    }
    return QSize(static_cast<int>(width), 20);
}

void Legend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFont font = theme::textFont(metrics::tinySize);
    painter.setFont(font);
    double x = 0;
    for (const LegendEntry& entry : m_entries) {
        painter.save();
        entry.paint(painter, QRectF(x, height() / 2.0 - sign / 2, sign, sign));
        painter.restore();
        painter.setPen(theme::colors().dim);
        painter.drawText(QRectF(x + sign + 8, 0, width(), height()), Qt::AlignVCenter, entry.text);
        x += sign + 8 + QFontMetricsF(font).horizontalAdvance(entry.text) + spacing;
    }
}

}  // namespace orrery::console
