// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows by identity.
#include "console/models/snapshot_table_model.h"

#include <algorithm>

#include <QCoreApplication>

#include "console/state/formatting.h"

namespace orrery::console {

QVariant headerOf(const Column& column, int role) {
    switch (role) {
    case Qt::DisplayRole: return QCoreApplication::translate("Column", column.title);
    case FilterNameRole: return QString::fromLatin1(column.filterName);
    case FigureRole: return column.figure;
    case MetricRole: return column.metric ? QVariant(static_cast<int>(*column.metric)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column.figure ? Qt::AlignRight : Qt::AlignLeft)));
    default: return {};
    }
}

void SnapshotTableModel::setSnapshot(const SnapshotPointer& snapshot) {
    const std::vector<RowKey> wanted = keysOf(*snapshot);
    removeGone(wanted);
    m_snapshot = snapshot;
    insertNew(wanted);
    if (!m_keys.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void SnapshotTableModel::removeGone(const std::vector<RowKey>& wanted) {
    const auto gone = [&](std::size_t row) {
        return !std::binary_search(wanted.begin(), wanted.end(), m_keys[row]);
    };
    for (std::size_t end = m_keys.size(); end > 0;) {
        if (!gone(end - 1)) {
            --end;
            continue;
        }
        std::size_t begin = end - 1;
        while (begin > 0 && gone(begin - 1)) {
            --begin;
        }
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        m_keys.erase(m_keys.begin() + static_cast<std::ptrdiff_t>(begin),
                     m_keys.begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
        end = begin;
    }
}

void SnapshotTableModel::insertNew(const std::vector<RowKey>& wanted) {
    for (std::size_t row = 0; row < wanted.size();) {
        if (row < m_keys.size() && m_keys[row] == wanted[row]) {
            ++row;
            continue;
        }
        const RowKey stop = row < m_keys.size() ? m_keys[row] : ~RowKey{0};
        std::size_t end = row;
        while (end < wanted.size() && (row == m_keys.size() || wanted[end] < stop)) {
            ++end;
        }
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(end) - 1);
        m_keys.insert(m_keys.begin() + static_cast<std::ptrdiff_t>(row),
                      wanted.begin() + static_cast<std::ptrdiff_t>(row),
                      wanted.begin() + static_cast<std::ptrdiff_t>(end));
        endInsertRows();
        row = end;
    }
}

int SnapshotTableModel::rowOf(RowKey key) const {
    const auto found = std::lower_bound(m_keys.begin(), m_keys.end(), key);
    return found != m_keys.end() && *found == key ? static_cast<int>(found - m_keys.begin()) : -1;
}

int SnapshotTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

int SnapshotTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns().size());
}

QVariant SnapshotTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    return headerOf(columns()[static_cast<std::size_t>(section)], role);
}

QVariant SnapshotTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const RowKey key = keyOf(index.row());
    const int column = index.column();
    switch (role) {
    case IdentityRole: return QVariant::fromValue<quint64>(key);
    case FigureRole:
    case Qt::TextAlignmentRole: return headerData(column, Qt::Horizontal, role);
    case Qt::DisplayRole: {
        const Cell found = cell(*m_snapshot, key, column);
        return found.text.isEmpty() ? found.text : formatAged(found.text, found.freshness);
    }
    case SortRole: return cell(*m_snapshot, key, column).sort;
    case FreshnessRole: return static_cast<int>(cell(*m_snapshot, key, column).freshness);
    case AgeRole: return QVariant::fromValue<qint64>(cell(*m_snapshot, key, column).age.micros);
    case PriorityRole: return cell(*m_snapshot, key, column).priority;
    case ExportUnitRole: return QString::fromLatin1(cell(*m_snapshot, key, column).unit);
    default: return extra(*m_snapshot, key, column, role);
    }
}

QVariant SnapshotTableModel::extra(const GridSnapshot&, RowKey, int, int) const { return {}; }

}  // namespace orrery::console
