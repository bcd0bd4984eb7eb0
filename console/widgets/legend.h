// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the signs of a picture mean, painted beside it so that a screenshot explains itself.
#pragma once

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
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<LegendEntry> m_entries;
};

}  // namespace orrery::console
