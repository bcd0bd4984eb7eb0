// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sorting and filtering of a table that changes ten times a second. Rows keep their place between
// two orderings; the view asks for a new order at most once a second and not while the pointer
// rests in the table.
#pragma once

#include <QHash>
#include <QSortFilterProxyModel>
#include <QTimer>

#include "console/models/filter_expression.h"

namespace orrery::console {

class FilterProxy : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class Ordering { Running, Held };

    explicit FilterProxy(QObject* parent = nullptr);

    /// `model` is not null, and the only one this proxy gets.
    void setSourceModel(QAbstractItemModel* model) override;
    /// What a person typed; see FilterExpression. Applies at once.
    void setFilterText(const QString& typed);
    QString filterText() const { return m_typed; }
    /// Empty, or what was not understood.
    QString problem() const { return m_expression.problem(); }
    /// Rows that do not match: "N do not match".
    int hiddenRows() const;
    /// Rows that do not match and whose PriorityRole (any cell) is 1 or 2.
    int hiddenAlarmedRows() const;
    /// Held while the pointer rests in the table: nothing changes place.
    void setOrdering(Ordering ordering);
    /// Filters and sorts anew now.
    void refresh();

Q_SIGNALS:
    /// Text, problem or the number of hidden rows may have changed.
    void filterChanged();

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QStringList columnNames() const;
    void refreshSoon();

    QString m_typed;
    FilterExpression m_expression;
    QHash<QString, int> m_columns;  ///< By filter name.
    Ordering m_ordering = Ordering::Running;
    bool m_isOlder = true;  ///< Than what the source says.
    QTimer m_timer;
};

}  // namespace orrery::console
