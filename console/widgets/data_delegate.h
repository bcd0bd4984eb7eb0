// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the cells of a DataTable.
#pragma once

#include <QStyledItemDelegate>

#include "console/widgets/data_table.h"

namespace orrery::console {

class DataDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    DataDelegate(DataTable* table, LookFunction look);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// The whole text of a cell that is written with an ellipsis.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

private:
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                     const QModelIndex& index) const;
    void paintText(QPainter& painter, const QRectF& rect, const QString& text,
                   const CellLook& look) const;

    DataTable* m_table;
    LookFunction m_look;
};

}  // namespace orrery::console
