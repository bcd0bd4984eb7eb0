// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bar made of parts in proportion: partitions by copies, queued writes by age.
#pragma once

#include <QWidget>
#include <vector>

#include "console/widgets/colors.h"

class QPainter;

namespace orrery::console {

struct BarPart {
    double amount = 0;  ///< Not negative.
    QColor color;
    QString name;  ///< For tool tip and screen reader.
};

/// Paints the parts side by side; every part above 0 is at least two pixels wide. `total` above the
/// sum leaves track at the end.
void paintStackedBar(QPainter& painter, const QRectF& rect, const std::vector<BarPart>& parts,
                     double total);

class StackedBar : public QWidget {
    Q_OBJECT
public:
    explicit StackedBar(int thickness, QWidget* parent = nullptr);

    void setParts(std::vector<BarPart> parts);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<BarPart> m_parts;
    int m_thickness;
};

}  // namespace orrery::console
