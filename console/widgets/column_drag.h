// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lets a person drag the heading of a column out of its table. A press that does not move still sorts.
#pragma once

#include <QHeaderView>
#include <QObject>
#include <QPoint>

#include "console/widgets/data_table.h"

namespace orrery::console {

class ColumnDrag : public QObject {
    Q_OBJECT
public:
    /// Watches `header`, which owns this.
    ColumnDrag(QHeaderView* header, ColumnDragFunction make);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void start(int column);

    QHeaderView* m_header;
    ColumnDragFunction m_make;
    QPoint m_pressed;
    int m_column = -1;   ///< Pressed and not moved yet; -1: none.
};

}  // namespace orrery::console
