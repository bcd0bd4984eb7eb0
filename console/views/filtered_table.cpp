// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Wires field, proxy, table and the "N do not match" line.
#include "console/views/filtered_table.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

#include "console/models/snapshot_table_model.h"
#include "console/state/formatting.h"
#include "console/views/charts_view.h"
#include "console/widgets/filter_field.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

FilteredTable::FilteredTable(const QString& name, QAbstractItemModel* model, QWidget* parent)
    : QWidget(parent),
      m_field(new FilterField(this)),
      m_table(new DataTable(this)),
      m_hiddenLine(new QWidget(this)),
      m_hidden(makeExplanation({}, m_hiddenLine)),
      m_clear(new QPushButton(tr("Clear filter"), m_hiddenLine)) {
    m_proxy.setSourceModel(model);
    m_table->setObjectName(name + QStringLiteral(".table"));
    m_field->setObjectName(name + QStringLiteral(".filter"));
    m_table->setModel(&m_proxy);
    m_table->setSortingEnabled(true);
    m_clear->setObjectName(name + QStringLiteral(".clearFilter"));
    buildHiddenLine();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_hiddenLine);
    m_table->viewport()->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_proxy.setFilterText(text); });
    connect(&m_proxy, &FilterProxy::filterChanged, this, &FilteredTable::showHidden);
    for (const auto signal :
         {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&m_proxy, signal, this, &FilteredTable::fitHeight);   // At once: a new row is never drawn cut.
        connect(&m_proxy, signal, this, &FilteredTable::rowsChanged, Qt::QueuedConnection);
    }
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &FilteredTable::rowsChanged,
            Qt::QueuedConnection);
    connectTable();
    m_table->setColumnDrag([this](int section) { return metricOf(section); });
}

/// The heading of a column whose figures are kept over time becomes a chart where it is dropped.
QMimeData* FilteredTable::metricOf(int column) const {
    const QVariant metric = m_proxy.headerData(column, Qt::Horizontal, MetricRole);
    if (!metric.isValid()) {
        return nullptr;
    }
    auto* taken = new QMimeData;
    taken->setData(QLatin1String(ChartsView::metricMime), QByteArray::number(metric.toInt()));
    return taken;
}

void FilteredTable::buildHiddenLine() {
    auto* line = new QHBoxLayout(m_hiddenLine);
    line->setContentsMargins(0, metrics::grid, 0, 0);
    line->setSpacing(metrics::gap);
    line->addWidget(m_hidden);
    line->addWidget(m_clear);
    line->addStretch();
    m_hidden->setWordWrap(false);
    m_hiddenLine->hide();
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_field->clear();
        m_table->setFocus();
    });
}

void FilteredTable::connectTable() {
    connect(m_table, &DataTable::opened, this, [this](const QModelIndex& index) {
        Q_EMIT opened(index.data(IdentityRole).toULongLong());
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FilteredTable::selectionChanged);
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
    constexpr int leastRows = 2;
    constexpr int mostRows = 12;
    if (m_fitted) {
        const int shown = m_table->model()->rowCount();
        const int rows = m_asks == Asks::TwoRows ? leastRows : std::clamp(shown, leastRows, mostRows);
        m_table->setMinimumHeight(metrics::header + rows * metrics::row + (rows == shown ? 2 : 0));
        setMaximumHeight(m_table->heightOfRows() + 2 +
                         (m_hiddenLine->isHidden() ? 0 : m_hiddenLine->sizeHint().height()));
    }
}

void FilteredTable::setFittedToRows() {
    m_fitted = true;
    fitHeight();
}

void FilteredTable::setAsks(Asks asks) {
    m_asks = asks;
    fitHeight();
}

void FilteredTable::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    QMetaObject::invokeMethod(&m_proxy, &FilterProxy::refresh,
                              Qt::QueuedConnection);  // After the snapshot.
}

void FilteredTable::showHidden() {
    const int hidden = m_proxy.hiddenRows();
    QString text = m_proxy.problem();
    const int alarmed = hidden > 0 ? m_proxy.hiddenAlarmedRows() : 0;
    if (text.isEmpty() && hidden > 0) {
        text = tr("%1 do not match").arg(formatCount(static_cast<std::uint64_t>(hidden)));
        if (alarmed > 0) {
            text += tr(", %1 of them with an alarm")
                        .arg(formatCount(static_cast<std::uint64_t>(alarmed)));
        }
    }
    m_hidden->setText(text);
    m_hidden->setTone(alarmed > 0 ? Tone::High : Tone::Dim);
    m_hiddenLine->setVisible(!text.isEmpty());
    fitHeight();
    m_table->setEmptyText(hidden > 0 ? tr("Nothing matches. Clear the filter to see %1.")
                                           .arg(formatPlural(static_cast<std::uint64_t>(hidden),
                                                             tr("row"), tr("rows")))
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

std::size_t FilteredTable::selectedCount() const {
    return static_cast<std::size_t>(m_table->selectionModel()->selectedRows().size());
}

void FilteredTable::selectKey(quint64 key) {
    if (selectedCount() > 1) {
        const std::vector<quint64> keys = selectedKeys();
        if (std::find(keys.begin(), keys.end(), key) != keys.end()) {
            return;
        }
    }
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
