// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/views/plain_table_model.h"

#include <algorithm>

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

PlainTableModel::PlainTableModel(QStringList titles, std::vector<int> figureColumns, QObject* parent)
    : QAbstractTableModel(parent), m_titles(std::move(titles)), m_figureColumns(std::move(figureColumns)) {}

void PlainTableModel::setRows(std::vector<Row> rows) {
    if (rows == m_rows) {
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PlainTableModel::rowOf(const QString& key) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&key](const Row& row) { return row.key == key; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int PlainTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlainTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_titles.size());
}

QVariant PlainTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= m_titles.size()) {
        return {};
    }
    const bool isFigure = std::find(m_figureColumns.begin(), m_figureColumns.end(), section) != m_figureColumns.end();
    switch (role) {
        case Qt::DisplayRole: return m_titles[section];
        case Qt::TextAlignmentRole: return QVariant(isFigure ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
        default: return {};
    }
}

QVariant PlainTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isFigure = std::find(m_figureColumns.begin(), m_figureColumns.end(), index.column()) != m_figureColumns.end();
    switch (role) {
        case Qt::DisplayRole: return row.cells.value(index.column());
        case Qt::ToolTipRole: return row.cells.value(index.column());
        case Qt::TextAlignmentRole: return QVariant(isFigure ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
        case FigureRole: return isFigure;
        case KeyRole: return row.key;
        case UrgencyRole: return row.priority;
        default: return {};
    }
}

}  // namespace orrery::console
