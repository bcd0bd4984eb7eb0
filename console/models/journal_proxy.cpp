// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows are kept by event number, so that letting old events go moves nothing.
#include "console/models/journal_proxy.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "console/models/row_filter.h"
#include "shared/base/assert.h"

namespace orrery::console {

JournalProxy::JournalProxy(EventsModel* events, QObject* parent)
    : QAbstractProxyModel(parent), m_events(events), m_columns(filterColumns(*events)) {
    setSourceModel(events);
    connect(events, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { takeNew(first, last); });
    connect(events, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int, int last) { dropOld(last); });
    connect(events, &QAbstractItemModel::rowsRemoved, this, &JournalProxy::finishDrop);
    connect(events, &QAbstractItemModel::modelAboutToBeReset, this, &JournalProxy::beginResetModel);
    connect(events, &QAbstractItemModel::modelReset, this, [this] {
        restart();
        endResetModel();
        Q_EMIT filterChanged();
    });
    restart();
}

void JournalProxy::setFilterText(const QString& typed) {
    if (typed == m_typed) {
        return;
    }
    m_typed = typed;
    beginResetModel();
    m_expression = FilterExpression::parse(typed, m_columns.keys());
    restart();
    endResetModel();
    Q_EMIT filterChanged();
}

void JournalProxy::restart() {
    m_numbers.clear();
    m_hidden = 0;
    m_dropping = 0;
    const int rows = m_events->rowCount();
    m_seenDownTo = rows == 0 ? 0 : m_events->eventAt(rows - 1).event->number + 1;
    const std::vector<std::uint64_t> newest = lookAtOlder();
    m_numbers.assign(newest.begin(), newest.end());
}

bool JournalProxy::matchesRow(int sourceRow) const {
    return m_expression.empty() || rowMatches(m_expression, *m_events, m_columns, sourceRow);
}

void JournalProxy::takeNew(int first, int last) {
    std::vector<std::uint64_t> found;
    for (int row = first; row <= last; ++row) {
        if (matchesRow(row)) {
            found.push_back(m_events->eventAt(row).event->number);
        } else {
            ++m_hidden;
        }
    }
    if (m_seenDownTo == 0) {
        m_seenDownTo = m_events->eventAt(first).event->number;
    }
    if (!found.empty()) {
        beginInsertRows({}, 0, static_cast<int>(found.size()) - 1);
        m_numbers.insert(m_numbers.begin(), found.rbegin(), found.rend());
        endInsertRows();
    }
    Q_EMIT filterChanged();
}

void JournalProxy::dropOld(int last) {
    const std::uint64_t lastGone = m_events->eventAt(last).event->number;
    const auto firstGone = std::partition_point(m_numbers.begin(), m_numbers.end(),
                                                [=](std::uint64_t number) { return number > lastGone; });
    m_dropping = static_cast<std::size_t>(m_numbers.end() - firstGone);
    if (m_dropping > 0) {
        const auto rows = static_cast<int>(m_numbers.size());
        beginRemoveRows({}, rows - static_cast<int>(m_dropping), rows - 1);
    }
}

void JournalProxy::finishDrop() {
    if (m_dropping > 0) {
        m_numbers.resize(m_numbers.size() - m_dropping);
        m_dropping = 0;
        endRemoveRows();
    }
}

bool JournalProxy::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_events->rowCount() > 0 &&
           m_events->eventAt(0).event->number < m_seenDownTo;
}

std::vector<std::uint64_t> JournalProxy::lookAtOlder() {
    // The first row not looked at: the last one below m_seenDownTo.
    int low = 0;
    int high = m_events->rowCount();
    while (low < high) {
        const int middle = low + (high - low) / 2;
        const bool below = m_events->eventAt(middle).event->number < m_seenDownTo;
        (below ? low : high) = below ? middle + 1 : middle;
    }
    std::vector<std::uint64_t> found;
    const int stop = std::max(0, low - fetchSize);
    for (int row = low - 1; row >= stop; --row) {
        m_seenDownTo = m_events->eventAt(row).event->number;
        if (matchesRow(row)) {
            found.push_back(m_seenDownTo);
        } else {
            ++m_hidden;
        }
    }
    return found;
}

void JournalProxy::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) {
        return;
    }
    const std::vector<std::uint64_t> found = lookAtOlder();
    if (!found.empty()) {
        const auto rows = static_cast<int>(m_numbers.size());
        beginInsertRows({}, rows, rows + static_cast<int>(found.size()) - 1);
        m_numbers.insert(m_numbers.end(), found.begin(), found.end());
        endInsertRows();
    }
    Q_EMIT filterChanged();
}

int JournalProxy::rowOf(std::uint64_t number) const {
    const auto found =
        std::lower_bound(m_numbers.begin(), m_numbers.end(), number, std::greater<>());
    return found != m_numbers.end() && *found == number
               ? static_cast<int>(found - m_numbers.begin())
               : -1;
}

QModelIndex JournalProxy::index(int row, int column, const QModelIndex& parent) const {
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex JournalProxy::parent(const QModelIndex&) const { return {}; }

int JournalProxy::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_numbers.size());
}

int JournalProxy::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_events->columnCount();
}

QModelIndex JournalProxy::mapToSource(const QModelIndex& index) const {
    if (!index.isValid()) {
        return {};
    }
    const int row = m_events->rowOf(m_numbers[static_cast<std::size_t>(index.row())]);
    return row < 0 ? QModelIndex() : m_events->index(row, index.column());
}

QModelIndex JournalProxy::mapFromSource(const QModelIndex& index) const {
    if (!index.isValid()) {
        return {};
    }
    const int row = rowOf(m_events->eventAt(index.row()).event->number);
    return row < 0 ? QModelIndex() : createIndex(row, index.column());
}

QVariant JournalProxy::headerData(int section, Qt::Orientation orientation, int role) const {
    return orientation == Qt::Horizontal ? m_events->headerData(section, orientation, role)
                                         : QVariant();
}

}  // namespace orrery::console
