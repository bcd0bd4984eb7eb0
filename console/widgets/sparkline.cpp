// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One curve per unbroken run of samples.
#include "console/widgets/sparkline.h"

#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "console/widgets/crisp.h"
#include "console/widgets/curve.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

void paintSparkline(QPainter& painter, const QRectF& rect, const std::vector<double>& values,
                    const QColor& color, double lineWidth) {
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    for (const double value : values) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (values.size() < 2 || high < low) {
        return;
    }
    // A flat line sits in the middle; a lively one uses the height without turning noise into
    // drama.
    const double span = std::max({high - low, std::abs(high) * 0.35, 1e-9});
    const double middle = (high + low) / 2;
    const double step = rect.width() / static_cast<double>(values.size() - 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(curvePen(color, lineWidth));
    QPolygonF run;
    for (std::size_t i = 0; i <= values.size(); ++i) {
        if (i < values.size() && std::isfinite(values[i])) {
            const double y = rect.center().y() - (values[i] - middle) / span * (rect.height() - 2);
            run << QPointF(rect.left() + step * static_cast<double>(i), y);
        } else if (!run.isEmpty()) {
            paintCurve(painter, run);
            run.clear();
        }
    }
    painter.restore();
}

Sparkline::Sparkline(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setValues(std::vector<double> values) {
    m_values = std::move(values);
    update();
}

QString Sparkline::figureValue() const {
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    double last = std::nan("");
    bool gaps = false;
    for (const double value : m_values) {
        gaps = gaps || !std::isfinite(value);
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
            last = value;
        }
    }
    if (!std::isfinite(last)) {
        return tr("no samples");
    }
    const auto words = [this](double value) {
        return m_words ? m_words(value) : QLocale::c().toString(value, 'g', 3);
    };
    const QString text = tr("from %1 to %2, last %3").arg(words(low), words(high), words(last));
    return gaps ? tr("%1, with gaps").arg(text) : text;
}

void Sparkline::setBaselineVisible() { m_baseline = true; }

void Sparkline::setZoom(double zoom) {
    if (zoom != m_zoom) {
        m_zoom = zoom;
        update();
    }
}

QSize Sparkline::sizeHint() const { return QSize(metrics::scaled(104), metrics::scaled(24)); }

void Sparkline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    if (m_baseline) {
        fillCrisp(painter, QRectF(0, height() - 1, width(), 1), colors.line);
    }
    paintSparkline(painter, QRectF(rect()).adjusted(1, 2, -1, -3), m_values, colors.primary,
                   plainLineWidth * m_zoom);
}

}  // namespace orrery::console
