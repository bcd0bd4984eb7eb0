// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the signs of a picture mean, painted beside it so that a screenshot explains itself.
#pragma once

#include <QPointF>
#include <QWidget>
#include <functional>
#include <vector>

class QPainter;

namespace orrery::console {

struct LegendEntry {
    QString text;
    std::function<void(QPainter&, const QRectF&)> paint;  ///< Paints the sign into a square.
};

class Legend : public QWidget {
    Q_OBJECT
public:
    explicit Legend(std::vector<LegendEntry> entries, QWidget* parent = nullptr);
    /// One line; where that is too long, the entries flow over several.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    static double widthOf(const LegendEntry& entry);
    /// Upper left corners of the entries in `width` pixels.
    std::vector<QPointF> placesFor(int width) const;

    std::vector<LegendEntry> m_entries;
};

}  // namespace orrery::console
