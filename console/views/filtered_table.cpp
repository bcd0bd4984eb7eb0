// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Wires field, proxy, table and the "N do not match" line.
#include "console/views/filtered_table.h"

#include <QEvent>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "console/models/snapshot_table_model.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

FilteredTable::FilteredTable(const QString& name, QAbstractItemModel* model, QWidget* parent)
    : QWidget(parent),
      m_field(new QLineEdit(this)),
      m_table(new DataTable(this)),
      m_hidden(makeExplanation({}, this)) {
    m_proxy.setSourceModel(model);
    m_table->setObjectName(name + QStringLiteral(".table"));
    m_field->setObjectName(name + QStringLiteral(".filter"));
    m_field->setClearButtonEnabled(true);
    m_field->setAccessibleName(tr("Filter"));
    m_table->setModel(&m_proxy);
    m_table->setSortingEnabled(true);
    m_hidden->setWordWrap(false);
    m_hidden->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_hidden);
    m_table->viewport()->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_proxy.setFilterText(text); });
    connect(&m_proxy, &FilterProxy::filterChanged, this, &FilteredTable::showHidden);
    for (const auto signal :
         {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&m_proxy, signal, this, &FilteredTable::rowsChanged, Qt::QueuedConnection);
    }
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &FilteredTable::rowsChanged,
            Qt::QueuedConnection);
    connect(m_table, &DataTable::opened, this, [this](const QModelIndex& index) {
        Q_EMIT opened(index.data(IdentityRole).toULongLong());
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_following && !m_table->isKeepingCurrent() && current.isValid() &&
                    m_table->hasFocus()) {
                    Q_EMIT chosen(current.data(IdentityRole).toULongLong());
                }
            });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        Q_EMIT chosen(index.data(IdentityRole).toULongLong());
    });
}

bool FilteredTable::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_proxy.setOrdering(event->type() == QEvent::Enter ? FilterProxy::Ordering::Held
                                                           : FilterProxy::Ordering::Running);
    }
    return QWidget::eventFilter(watched, event);
}

void FilteredTable::rowsChanged() {
    if (!m_table->viewport()->underMouse()) {
        m_proxy.refresh();
    }
    fitHeight();
}

void FilteredTable::fitHeight() {
    if (m_fitted) {
        setMaximumHeight(m_table->heightOfRows() + 2 +
                         (m_hidden->isHidden() ? 0 : m_hidden->sizeHint().height()));
    }
}

void FilteredTable::setFittedToRows() {
    m_fitted = true;
    m_table->setMinimumHeight(metrics::header + 2 * metrics::row);
    fitHeight();
}

void FilteredTable::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    QMetaObject::invokeMethod(&m_proxy, &FilterProxy::refresh, Qt::QueuedConnection);   // After the snapshot.
}

void FilteredTable::showHidden() {
    const int hidden = m_proxy.hiddenRows();
    QString text = m_proxy.problem();
    if (text.isEmpty() && hidden > 0) {
        text = tr("%n do not match", nullptr, hidden);
        if (const int alarmed = m_proxy.hiddenAlarmedRows(); alarmed > 0) {
            text += tr(", %n of them with an alarm", nullptr, alarmed);
        }
    }
    m_hidden->setText(text);
    m_hidden->setVisible(!text.isEmpty());
    fitHeight();
    m_table->setEmptyText(
        hidden > 0 ? tr("Nothing matches. Clear the filter to see %n row(s).", nullptr, hidden)
                   : QString());
}

std::vector<quint64> FilteredTable::selectedKeys() const {
    std::vector<quint64> keys;
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid() && m_table->selectionModel()->isRowSelected(current.row(), {})) {
        keys.push_back(current.data(IdentityRole).toULongLong());
    }
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows()) {
        const quint64 key = row.data(IdentityRole).toULongLong();
        if (keys.empty() || key != keys.front()) {
            keys.push_back(key);
        }
    }
    return keys;
}

void FilteredTable::selectKey(quint64 key) {
    const QModelIndex current = m_table->currentIndex();
    const bool shown =
        current.isValid() && m_table->selectionModel()->isRowSelected(current.row(), {});
    if (shown && key != 0 && current.data(IdentityRole).toULongLong() == key) {
        return;
    }
    m_following = true;
    if (key == 0) {
        m_table->clearSelection();
    }
    for (int row = 0; key != 0 && row < m_proxy.rowCount(); ++row) {
        const QModelIndex index = m_proxy.index(row, 0);
        if (index.data(IdentityRole).toULongLong() == key) {
            m_table->selectRow(row);
            m_table->scrollTo(index);
            break;
        }
    }
    m_following = false;
}

}  // namespace orrery::console
