// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table's header: quiet text over a rule, aligned as its column, with an arrow where it is
// sorted.
#pragma once

#include <QHeaderView>
#include <vector>

#include "console/widgets/data_table.h"

namespace orrery::console {

class DataHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit DataHeader(QWidget* parent = nullptr);

    void setColumns(std::vector<ColumnPlan> columns);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;
    QSize sizeHint() const override;
    /// The whole name of a column whose name is written with an ellipsis.
    bool viewportEvent(QEvent* event) override;

private:
    QString nameOf(int logicalIndex) const;
    /// What the name has of a section `width` wide.
    double roomIn(int logicalIndex, double width) const;
    double arrowOf(int logicalIndex) const;

    std::vector<ColumnPlan> m_columns;
};

}  // namespace orrery::console
