// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows are replaced in place and only the end grows or shrinks.
#include "console/models/queue_items_model.h"

#include <algorithm>

#include <QCoreApplication>

#include "console/models/cells.h"

namespace orrery::console {
namespace {

const Column& columnAt(int section) {
    static const Column all[] = {
        {QT_TRANSLATE_NOOP("Column", "Key"), "key"},
        {QT_TRANSLATE_NOOP("Column", "Change"), "change"},
        {QT_TRANSLATE_NOOP("Column", "Number"), "number", true},
        {QT_TRANSLATE_NOOP("Column", "Waiting"), "waiting", true},
    };
    return all[section];
}

QString textOf(const QueueRow& row, int column) {
    switch (column) {
    case QueueItemsModel::Key: return row.key;
    case QueueItemsModel::Change: return row.change;
    case QueueItemsModel::Number: return formatCount(row.sequence.value);
    case QueueItemsModel::Age: return row.age ? formatDuration(*row.age).joined() : unknownText();
    default: return {};
    }
}

QVariant sortOf(const QueueRow& row, int column) {
    switch (column) {
    case QueueItemsModel::Number: return QVariant::fromValue<quint64>(row.sequence.value);
    case QueueItemsModel::Age:
        return row.age ? QVariant::fromValue<qint64>(row.age->micros) : QVariant();
    default: return textOf(row, column);
    }
}

}  // namespace

void QueueItemsModel::setRows(std::vector<QueueRow> rows) {
    const std::size_t before = m_rows.size();
    const std::size_t after = rows.size();
    if (after < before) {
        beginRemoveRows({}, static_cast<int>(after), static_cast<int>(before) - 1);
        m_rows.resize(after);
        endRemoveRows();
    } else if (after > before) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(after) - 1);
        m_rows.resize(after);
        endInsertRows();
    }
    m_rows = std::move(rows);
    if (after > 0) {
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(after) - 1, columnTotal - 1));
    }
}

int QueueItemsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int QueueItemsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnTotal;
}

QVariant QueueItemsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnTotal) {
        return {};
    }
    return headerOf(columnAt(section), role);
}

QVariant QueueItemsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const QueueRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return textOf(row, index.column());
    case SortRole: return sortOf(row, index.column());
    case FreshnessRole: return static_cast<int>(Freshness::Live);
    case IdentityRole: return QVariant::fromValue<quint64>(row.sequence.value);
    case FigureRole:
    case Qt::TextAlignmentRole: return headerData(index.column(), Qt::Horizontal, role);
    default: return {};
    }
}

}  // namespace orrery::console
