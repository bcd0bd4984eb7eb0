// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sets QTableView up once and follows the pointer row by row.
#include "console/widgets/data_table.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "console/widgets/column_drag.h"
#include "console/widgets/data_delegate.h"
#include "console/widgets/data_header.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

DataTable::DataTable(QWidget* parent) : QTableView(parent) {
    setHorizontalHeader(new DataHeader(this));
    horizontalHeader()->setFixedHeight(metrics::header);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(metrics::row);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new DataDelegate(this, {}));
    viewport()->setAutoFillBackground(false);
    connect(this, &QTableView::doubleClicked, this, &DataTable::opened);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        const bool isDragged = QGuiApplication::mouseButtons() != Qt::NoButton && horizontalHeader()->underMouse();
        m_sizedByHand = m_sizedByHand || isDragged;
    });
}

void DataTable::setColumns(const std::vector<ColumnPlan>& columns) {
    m_columns = columns;
    static_cast<DataHeader*>(horizontalHeader())->setColumns(columns);
    for (int column = 0; column < model()->columnCount(); ++column) {
        const bool planned = static_cast<std::size_t>(column) < columns.size();
        setColumnHidden(column, !planned);
        if (!planned) {
            continue;
        }
        const ColumnPlan& plan = columns[static_cast<std::size_t>(column)];
        horizontalHeader()->setSectionResizeMode(
            column, plan.stretch ? QHeaderView::Stretch : QHeaderView::Interactive);
    }
    hideWhatDoesNotFit();
    spreadColumns();
}

void DataTable::setModel(QAbstractItemModel* model) {
    for (const QMetaObject::Connection& watched : m_watched) {
        disconnect(watched);
    }
    QTableView::setModel(model);
    const auto keep = [this] { keepCurrent(); };
    m_watched = {connect(model, &QAbstractItemModel::rowsInserted, this, keep),
                 connect(model, &QAbstractItemModel::rowsRemoved, this, keep),
                 connect(model, &QAbstractItemModel::modelReset, this, keep),
                 connect(model, &QAbstractItemModel::layoutChanged, this, keep)};
    keepCurrent();
}

void DataTable::keepCurrent() {
    if (currentIndex().isValid() || model()->rowCount() == 0) {
        return;
    }
    m_keeping = true;
    selectionModel()->setCurrentIndex(model()->index(0, m_typeAhead),
                                      QItemSelectionModel::NoUpdate);
    m_keeping = false;
}

void DataTable::keyboardSearch(const QString& search) {
    const QModelIndex current = currentIndex();
    if (current.isValid() && current.column() != m_typeAhead) {
        selectionModel()->setCurrentIndex(current.siblingAtColumn(m_typeAhead),
                                          QItemSelectionModel::NoUpdate);
    }
    QTableView::keyboardSearch(search);
}

double DataTable::plannedWidth() const {
    double planned = 0;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        planned += isColumnHidden(static_cast<int>(i)) ? 0 : metrics::scaled(m_columns[i].width);
    }
    return planned;
}

void DataTable::hideWhatDoesNotFit() {
    constexpr std::size_t alwaysShown = 2;
    const double room = width();
    double planned = 0;
    std::vector<bool> hidden(m_columns.size());
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        hidden[i] = room < metrics::scaled(m_columns[i].shownFrom);
        planned += hidden[i] ? 0 : metrics::scaled(m_columns[i].width);
    }
    for (std::size_t i = m_columns.size(); i-- > alwaysShown && planned > room;) {
        planned -= hidden[i] ? 0 : metrics::scaled(m_columns[i].width);
        hidden[i] = true;
    }
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (isColumnHidden(static_cast<int>(i)) != hidden[i]) {
            setColumnHidden(static_cast<int>(i), hidden[i]);
        }
    }
}

void DataTable::spreadColumns() {
    constexpr double widest = 1.8;
    const double planned = plannedWidth();
    if (planned <= 0 || m_sizedByHand) {
        return;
    }
    bool stretches = false;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        stretches = stretches || (m_columns[i].stretch && !isColumnHidden(static_cast<int>(i)));
    }
    // Half of what is left over goes to the columns, the other half to those that stretch, if there are any.
    const double room = viewport()->width() / planned;
    const double factor = std::clamp(stretches ? 0.5 + 0.5 * room : room, 1.0, widest);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (!m_columns[i].stretch) {
            setColumnWidth(static_cast<int>(i), static_cast<int>(metrics::scaled(m_columns[i].width) * factor));
        }
    }
}

void DataTable::resizeEvent(QResizeEvent* event) {
    hideWhatDoesNotFit();
    spreadColumns();
    QTableView::resizeEvent(event);
}

int DataTable::heightOfRows() const {
    return metrics::header + metrics::row * (model() == nullptr ? 0 : model()->rowCount());
}

void DataTable::setLook(LookFunction look) {
    QAbstractItemDelegate* old = itemDelegate();
    setItemDelegate(new DataDelegate(this, std::move(look)));
    old->deleteLater();
}

void DataTable::setColumnDrag(ColumnDragFunction make) { new ColumnDrag(horizontalHeader(), std::move(make)); }

void DataTable::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

void DataTable::setHovered(int row) {
    if (row != m_hovered) {
        m_hovered = row;
        viewport()->update();
    }
}

void DataTable::mouseMoveEvent(QMouseEvent* event) {
    setHovered(rowAt(event->pos().y()));
    QTableView::mouseMoveEvent(event);
}

void DataTable::leaveEvent(QEvent* event) {
    setHovered(-1);
    QTableView::leaveEvent(event);
}

void DataTable::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (m_emptyText.isEmpty() || (model() != nullptr && model()->rowCount() > 0)) {
        return;
    }
    QPainter painter(viewport());
    painter.setFont(theme::textFont(metrics::textSize));
    painter.setPen(theme::colors().dim);
    painter.drawText(viewport()->rect().adjusted(metrics::margin, metrics::margin, -metrics::margin, -metrics::margin),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

}  // namespace orrery::console
