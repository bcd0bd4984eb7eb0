// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the gauge in device pixels.
#include "console/widgets/range_bar.h"

#include <QPainter>
#include <algorithm>

#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

RangeBar::RangeBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RangeBar::setValue(std::optional<double> value, const RangeScale& scale) {
    m_value = value;
    m_scale = scale;
    update();
}

void RangeBar::setTone(Tone tone) {
    m_tone = tone;
    update();
}

void RangeBar::setWear(Wear wear) {
    m_wear = wear;
    update();
}

QSize RangeBar::sizeHint() const { return QSize(metrics::scaled(120), metrics::scaled(12)); }

void RangeBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const double span = std::max(1e-9, m_scale.maximum - m_scale.minimum);
    const auto place = [&](double value) {
        return std::clamp((value - m_scale.minimum) / span, 0.0, 1.0) * width();
    };
    const double thickness = height() / 2.0;
    const double top = thickness / 2;
    fillCrisp(painter, QRectF(0, top, width(), thickness), colors.track);
    const double low = place(m_scale.low);
    fillCrisp(painter, QRectF(low, top, std::max(1.0, place(m_scale.high) - low), thickness),
              colors.band);
    if (m_wear == Wear::Stale) {
        hatch(painter, QRectF(0, top, width(), thickness), colors.panel);
    }
    if (m_value) {
        const double mark = height() / 4.0;
        const double x = std::clamp(place(*m_value) - mark / 2, 0.0, width() - mark);
        const QColor ink = m_wear == Wear::Stale ? colors.dim : toneColor(colors, m_tone);
        fillCrisp(painter, QRectF(x, 0, mark, height()), ink);
    }
}

}  // namespace orrery::console
