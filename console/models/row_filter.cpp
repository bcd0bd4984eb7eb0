// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From cells to the terms of a filter.
#include "console/models/row_filter.h"

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

QHash<QString, int> filterColumns(const QAbstractItemModel& model) {
    QHash<QString, int> columns;
    for (int column = 0; column < model.columnCount(); ++column) {
        columns.insert(model.headerData(column, Qt::Horizontal, FilterNameRole).toString(), column);
    }
    return columns;
}

bool rowMatches(const FilterExpression& expression, const QAbstractItemModel& model,
                const QHash<QString, int>& columns, int row) {
    const auto cellOf = [&](const QString& name) {
        const QModelIndex index = model.index(row, columns.value(name));
        return FilterCell{index.data().toString(), index.data(SortRole)};
    };
    const auto anyContains = [&](const QString& text) {
        for (int column = 0; column < model.columnCount(); ++column) {
            if (model.index(row, column).data().toString().contains(text, Qt::CaseInsensitive)) {
                return true;
            }
        }
        return false;
    };
    return matches(expression, cellOf, anyContains);
}

}  // namespace orrery::console
