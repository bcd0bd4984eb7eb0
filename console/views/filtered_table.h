// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A model, its filter and a table with a filter field above and the count of hidden rows below:
// what Units, Pumps, Events and Replication have in common.
#pragma once

#include <QWidget>

#include "console/models/filter_proxy.h"
#include "console/widgets/data_table.h"
#include "console/widgets/filter_field.h"

class QMimeData;
class QPushButton;

namespace orrery::console {

class ToneLabel;

class FilteredTable : public QWidget {
    Q_OBJECT
public:
    /// `name` prefixes the object names: "<name>.table", "<name>.filter".
    FilteredTable(const QString& name, QAbstractItemModel* model, QWidget* parent = nullptr);

    DataTable* table() { return m_table; }
    FilterProxy& proxy() { return m_proxy; }
    /// The field, to be put into a header; owned by this widget until then.
    FilterField* field() { return m_field; }
    /// IdentityRole of the rows that are selected, current row first.
    std::vector<quint64> selectedKeys() const;
    /// More than one row is selected, or the selection changed among several.
    std::size_t selectedCount() const;
    /// Selects the row with that identity without emitting `chosen`; 0 clears. Leaves several
    /// selected rows alone when it is one of them.
    void selectKey(quint64 key);
    /// Takes no more height than its rows need, so that what stands below can have the rest.
    void setFittedToRows();
    /// What a fitted table asks for at least: two rows, the rest by its own bar; or its rows, up to twelve, on a page
    /// so low that it scrolls itself.
    enum class Asks { TwoRows, ItsRows };
    void setAsks(Asks asks);

Q_SIGNALS:
    /// A person moved to this row.
    void chosen(quint64 key);
    void opened(quint64 key);
    /// Other rows are selected than before.
    void selectionChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    /// Rows come in order when they come into sight, even where the pointer already rests on them.
    void showEvent(QShowEvent* event) override;

private:
    void buildHiddenLine();
    void connectTable();
    QMimeData* metricOf(int column) const;
    void showHidden();
    void rowsChanged();
    void fitHeight();

    FilterProxy m_proxy;
    FilterField* m_field;
    DataTable* m_table;
    QWidget* m_hiddenLine;  ///< "N do not match", with a button that ends it.
    ToneLabel* m_hidden;
    QPushButton* m_clear;
    bool m_fitted = false;
    Asks m_asks = Asks::TwoRows;
    bool m_following = false;  ///< The selection is being set by the program.
};

}  // namespace orrery::console
