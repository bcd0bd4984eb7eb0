// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table as data: what a file gets of what a view shows. Numbers are plain (no thousands separator,
// a point before decimals) with their unit beside the column's name; times are ISO 8601 in UTC; a cell
// of which nothing is known is empty, never 0. A row says how fresh its oldest cell is.
#pragma once

#include <vector>

#include <QString>
#include <QStringList>

class QAbstractItemModel;
class QWidget;

namespace orrery::console {

struct ExportTable {
    QString name;                     ///< "units"; names the file when a view has several tables.
    QStringList columns;              ///< Titles.
    QStringList units;                ///< One per column; empty where there is none.
    std::vector<QStringList> rows;    ///< As many cells each as there are columns.
    friend bool operator==(const ExportTable&, const ExportTable&) = default;
};

/// The rows of `model` in its present order and filtering. Columns without a title and without
/// anything to say (curves) are left out. Two columns are added: "freshness" and "age" (ms).
ExportTable exportTableOf(const QAbstractItemModel& model, const QString& name);

/// Every table shown within `view`: item views through their models, painted tables (map, matrix,
/// timeline) through what they tell assistive programs. In the order of the widgets.
std::vector<ExportTable> exportTablesOf(const QWidget& view);

}  // namespace orrery::console
