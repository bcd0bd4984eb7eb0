// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small curve without axes. A gap in the data is a gap in the line.
#pragma once

#include <QWidget>
#include <vector>

class QPainter;

namespace orrery::console {

/// Paints `values` (NaN = no sample) over the whole of `rect`; the scale is 0 or the minimum,
/// whichever is lower, to the maximum with a little head room. Fewer than two values paint nothing.
void paintSparkline(QPainter& painter, const QRectF& rect, const std::vector<double>& values,
                    const QColor& color);

class Sparkline : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(QWidget* parent = nullptr);

    void setValues(std::vector<double> values);
    /// Draws a rule under the curve.
    void setBaselineVisible();

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<double> m_values;
    bool m_baseline = false;
};

}  // namespace orrery::console
