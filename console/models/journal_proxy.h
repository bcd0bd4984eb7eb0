// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal as it is read: newest first, filtered, and fetched lazily from the new end on. Events
// never change, so each is looked at once per filter: a refresh costs what is new, not what is held.
// (FilterProxy orders and filters everything once a second, which is right for tables whose rows
// change and wrong for 50,000 rows that do not.)
#pragma once

#include <deque>
#include <vector>

#include <QAbstractProxyModel>
#include <QHash>

#include "console/models/events_model.h"
#include "console/models/filter_expression.h"

namespace orrery::console {

class JournalProxy : public QAbstractProxyModel {
    Q_OBJECT
public:
    /// Events looked at per fetch: a few milliseconds' work.
    static constexpr int fetchSize = 1'000;

    /// Reads `events`, which must outlive this.
    explicit JournalProxy(EventsModel* events, QObject* parent = nullptr);

    /// What a person typed; see FilterExpression. Begins anew from the newest event.
    void setFilterText(const QString& typed);
    QString filterText() const { return m_typed; }
    /// Empty, or what was not understood.
    QString problem() const { return m_expression.problem(); }
    /// Events that were looked at and do not match.
    int hiddenRows() const { return m_hidden; }
    /// Row of the event `number`, -1 when it is not fetched or does not match.
    int rowOf(std::uint64_t number) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QModelIndex mapToSource(const QModelIndex& index) const override;
    QModelIndex mapFromSource(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent = {}) const override;
    /// Looks at the next fetchSize older events.
    void fetchMore(const QModelIndex& parent = {}) override;

Q_SIGNALS:
    /// hiddenRows() or problem() may be another.
    void filterChanged();

private:
    bool matchesRow(int sourceRow) const;
    /// Begins anew with the newest events; between the two signals of a reset.
    void restart();
    /// The matching ones among the next older events, newest first.
    std::vector<std::uint64_t> lookAtOlder();
    void takeNew(int first, int last);
    void dropOld(int last);
    void finishDrop();

    EventsModel* m_events;
    QString m_typed;
    FilterExpression m_expression;
    QHash<QString, int> m_columns;
    std::deque<std::uint64_t> m_numbers;  ///< Of the rows, newest first.
    std::uint64_t m_seenDownTo = 0;       ///< Events below this number were not looked at yet.
    int m_hidden = 0;
    std::size_t m_dropping = 0;  ///< Rows at the end that are going, between two signals.
};

}  // namespace orrery::console
