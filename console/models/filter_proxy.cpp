// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A proxy that orders itself once a second.
#include "console/models/filter_proxy.h"

#include "console/models/row_filter.h"
#include "console/models/snapshot_table_model.h"

namespace orrery::console {
namespace {

constexpr int orderingMillis = 1000;

}  // namespace

FilterProxy::FilterProxy(QObject* parent) : QSortFilterProxyModel(parent), m_timer(this) {
    setDynamicSortFilter(false);
    setSortRole(SortRole);
    m_timer.setSingleShot(true);
    m_timer.setInterval(orderingMillis);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_ordering == Ordering::Running && m_isOlder) {
            refresh();
        }
    });
}

void FilterProxy::setOrdering(Ordering ordering) {
    m_ordering = ordering;
    if (ordering == Ordering::Running && m_isOlder) {
        refreshSoon();
    }
}

void FilterProxy::refreshSoon() {
    m_isOlder = true;
    if (!m_timer.isActive()) {   // Runs only where something changes: a table that nobody sees is not filled.
        m_timer.start();
    }
}

void FilterProxy::setSourceModel(QAbstractItemModel* model) {
    QSortFilterProxyModel::setSourceModel(model);
    connect(model, &QAbstractItemModel::dataChanged, this, &FilterProxy::refreshSoon);
    connect(model, &QAbstractItemModel::rowsInserted, this, &FilterProxy::refreshSoon);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &FilterProxy::refreshSoon);
    connect(model, &QAbstractItemModel::modelReset, this, &FilterProxy::refreshSoon);
    refreshSoon();
    m_columns = filterColumns(*model);
    setFilterText(m_typed);
}

QStringList FilterProxy::columnNames() const {
    QStringList names = m_columns.keys();
    names.sort();
    return names;
}

void FilterProxy::setFilterText(const QString& typed) {
    m_typed = typed;
    m_expression = FilterExpression::parse(typed, columnNames());
    invalidateFilter();
    Q_EMIT filterChanged();
}

int FilterProxy::hiddenRows() const {
    return sourceModel() ? sourceModel()->rowCount() - rowCount() : 0;
}

int FilterProxy::hiddenAlarmedRows() const {
    int count = 0;
    for (int row = 0; sourceModel() && row < sourceModel()->rowCount(); ++row) {
        if (mapFromSource(sourceModel()->index(row, 0)).isValid()) {
            continue;
        }
        for (int column = 0; column < sourceModel()->columnCount(); ++column) {
            const int priority = sourceModel()->index(row, column).data(PriorityRole).toInt();
            if (priority == 1 || priority == 2) {
                ++count;
                break;
            }
        }
    }
    return count;
}

void FilterProxy::refresh() {
    m_isOlder = false;
    const int hidden = hiddenRows();
    if (!m_expression.empty()) {
        invalidateFilter();
    }
    if (sortColumn() >= 0) {
        // sort(-1) forgets column and order, so both are kept over it.
        const int column = sortColumn();
        const Qt::SortOrder order = sortOrder();
        sort(-1);
        sort(column, order);
    }
    if (hidden != hiddenRows()) {
        Q_EMIT filterChanged();
    }
}

bool FilterProxy::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (m_expression.empty() || parent.isValid()) {
        return true;
    }
    return rowMatches(m_expression, *sourceModel(), m_columns, row);
}

bool FilterProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant one = left.data(SortRole);
    const QVariant two = right.data(SortRole);
    if (!one.isValid() || !two.isValid()) {
        return !one.isValid() && two.isValid();
    }
    const QPartialOrdering order = QVariant::compare(one, two);
    if (order == QPartialOrdering::Equivalent) {
        return left.row() < right.row();
    }
    return order == QPartialOrdering::Less;
}

}  // namespace orrery::console
