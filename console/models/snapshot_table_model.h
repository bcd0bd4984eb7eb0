// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tables of the console have in common: rows with an identity of their own, filled from a
// snapshot. A refresh inserts and removes what is new and gone and then says once that everything
// between may have changed; it never resets, so selection, scroll position and sorting stay.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "console/state/grid_snapshot.h"
#include "console/state/metric.h"

namespace orrery::console {

/// Roles beside Qt's own. DisplayRole is the finished text; numbers are aligned right.
enum TableRole {
    SortRole = Qt::UserRole + 1,  ///< Number or text to sort and filter by; invalid when unknown.
    FreshnessRole,                ///< int(Freshness) of the cell.
    AgeRole,                      ///< qint64: age of the cell in microseconds.
    IdentityRole,    ///< quint64: the row's identity, the same for the row's whole life.
    PriorityRole,    ///< int: 1, 2, 3 as Priority, or 0: the cell needs no one.
    FigureRole,      ///< bool: the cell is a figure (fixed-width type, right aligned).
    SparklineRole,   ///< QVariant of std::shared_ptr<const std::vector<float>>, may be invalid.
    FilterNameRole,  ///< Header only, QString: the column's name in the filter language.
    MetricRole,      ///< Header only, int(Metric): the figure over time that the column is of; may be invalid.
    ExportRole = Qt::UserRole + 100,  ///< What a file gets where that is not SortRole's value, e.g. a time; may be invalid.
    ExportUnitRole,  ///< QString: unit of SortRole's number, "ms", "bytes", "1/s", "%"; empty: none.
};

struct Column {
    const char* title;       ///< Translated when shown.
    const char* filterName;  ///< "lag"
    bool figure = false;
    std::optional<Metric> metric = {};   ///< The curve of these figures, for a chart.
};

/// What a table's header answers for `column`.
QVariant headerOf(const Column& column, int role);

using RowKey = std::uint64_t;

class SnapshotTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    /// One cell, answered by the concrete table.
    struct Cell {
        QString text;   ///< Without brackets or dashes for freshness.
        QVariant sort;  ///< Invalid: unknown.
        Freshness freshness = Freshness::Live;
        Duration age;
        int priority = 0;
        const char* unit = "";  ///< Of `sort`, when that is a number: "ms", "bytes", "1/s", "%".
    };

    /// Shows `snapshot`, which must not be null.
    void setSnapshot(const SnapshotPointer& snapshot);
    const SnapshotPointer& snapshot() const { return m_snapshot; }
    /// The row with that identity, -1 when there is none.
    int rowOf(RowKey key) const;
    RowKey keyOf(int row) const { return m_keys[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    virtual const std::vector<Column>& columns() const = 0;
    /// Keys of all rows, ascending.
    virtual std::vector<RowKey> keysOf(const GridSnapshot& snapshot) const = 0;
    virtual Cell cell(const GridSnapshot& snapshot, RowKey key, int column) const = 0;
    virtual QVariant extra(const GridSnapshot& snapshot, RowKey key, int column, int role) const;

private:
    void removeGone(const std::vector<RowKey>& wanted);
    void insertNew(const std::vector<RowKey>& wanted);

    SnapshotPointer m_snapshot = emptySnapshot();
    std::vector<RowKey> m_keys;  ///< Ascending; row = index.
};

}  // namespace orrery::console

Q_DECLARE_METATYPE(std::shared_ptr<const std::vector<float>>)
