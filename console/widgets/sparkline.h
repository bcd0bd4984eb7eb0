// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small curve without axes. A gap in the data is a gap in the line.
#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "console/widgets/accessible_figure.h"

class QPainter;

namespace orrery::console {

/// Pixels, for lines that are looked at from near.
constexpr double plainLineWidth = 1.2;

/// Paints `values` (NaN = no sample) over the whole of `rect`; the scale is 0 or the minimum,
/// whichever is lower, to the maximum with a little head room. Fewer than two values paint nothing.
void paintSparkline(QPainter& painter, const QRectF& rect, const std::vector<double>& values,
                    const QColor& color, double lineWidth = plainLineWidth);

class Sparkline : public QWidget, public PaintedFigure {
    Q_OBJECT
public:
    explicit Sparkline(QWidget* parent = nullptr);

    void setValues(std::vector<double> values);
    /// Draws a rule under the curve.
    void setBaselineVisible();
    /// A line `zoom` times as thick; 1 by default.
    void setZoom(double zoom);
    /// How a value is said: "41.8 k/s". Plain numbers without a call.
    void setWords(std::function<QString(double)> words) { m_words = std::move(words); }
    QAccessible::Role figureRole() const override { return QAccessible::Graphic; }
    QString figureValue() const override;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<double> m_values;
    std::function<QString(double)> m_words;
    bool m_baseline = false;
    double m_zoom = 1;
};

}  // namespace orrery::console
