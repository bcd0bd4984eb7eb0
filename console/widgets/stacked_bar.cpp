// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shares the width out; small parts are widened first so that one lost partition is never
// invisible.
#include "console/widgets/stacked_bar.h"

#include <QLocale>
#include <QPainter>
#include <algorithm>

#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr double smallestPart = 3;

double sumOf(const std::vector<BarPart>& parts) {
    double sum = 0;
    for (const BarPart& part : parts) {
        sum += part.amount;
    }
    return sum;
}

}  // namespace

void paintStackedBar(QPainter& painter, const QRectF& rect, const std::vector<BarPart>& parts,
                     double total) {
    fillCrisp(painter, rect, theme::colors().track);
    const double whole = std::max(total, sumOf(parts));
    if (whole <= 0) {
        return;
    }
    double widened = 0;
    double unscaled = 0;
    for (const BarPart& part : parts) {
        const double width = part.amount / whole * rect.width();
        (part.amount > 0 && width < smallestPart ? widened : unscaled) +=
            part.amount > 0 && width < smallestPart ? smallestPart : width;
    }
    const double squeeze = unscaled + widened > rect.width() && unscaled > 0
                               ? (rect.width() - widened) / unscaled
                               : 1.0;
    double x = rect.left();
    for (const BarPart& part : parts) {
        if (part.amount <= 0) {
            continue;
        }
        const double plain = part.amount / whole * rect.width();
        const double width = plain < smallestPart ? smallestPart : plain * squeeze;
        fillCrisp(painter, QRectF(x, rect.top(), std::min(width, rect.right() - x), rect.height()),
                  part.color);
        x += width;
    }
}

StackedBar::StackedBar(int thickness, QWidget* parent) : QWidget(parent), m_thickness(thickness) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StackedBar::setParts(std::vector<BarPart> parts) {
    m_parts = std::move(parts);
    QStringList words;
    for (const BarPart& part : m_parts) {
        if (part.amount > 0) {
            words << QStringLiteral("%1: %2").arg(part.name,
                                                  QLocale().toString(part.amount, 'f', 0));
        }
    }
    setToolTip(words.join(QLatin1Char('\n')));
    setAccessibleName(words.join(QStringLiteral(", ")));
    update();
}

QSize StackedBar::sizeHint() const { return QSize(metrics::scaled(200), metrics::scaled(m_thickness)); }

void StackedBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintStackedBar(painter, QRectF(rect()), m_parts, 0);
}

}  // namespace orrery::console
