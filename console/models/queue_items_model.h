// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The items of one queue as a unit answered them, oldest first. Values are never shown: only what
// changed and since when it waits.
#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <optional>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::console {

struct QueueRow {
    QString key;
    QString change;
    Sequence sequence;
    std::optional<Duration> age;
};

class QueueItemsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnName { Key, Change, Number, Age, columnTotal };
    using QAbstractTableModel::QAbstractTableModel;

    /// Shows these rows; those that stay keep their place, so that a reader does not lose it.
    void setRows(std::vector<QueueRow> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<QueueRow> m_rows;
};

}  // namespace orrery::console
