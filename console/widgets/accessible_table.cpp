// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One adapter for the table, one for a cell. Cells are made when they are first asked for and live
// as long as their table: a screen reader may hold one while rows go, and finds it invalid then
// instead of finding freed memory. What is made is bounded by the largest extent ever walked.
#include "console/widgets/accessible_table.h"

#include <QAccessibleWidget>
#include <QWidget>
#include <map>

namespace orrery::console {

namespace {

class TableAdapter;

class CellAdapter final : public QAccessibleInterface,
                          public QAccessibleTableCellInterface,
                          public QAccessibleActionInterface {
public:
    CellAdapter(TableAdapter* table, TableCell cell) : m_table(table), m_cell(cell) {}

    bool isValid() const override;
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    bool isSelected() const override;
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_cell.column; }
    int rowIndex() const override { return m_cell.row; }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override;

    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override;
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    TableAdapter* m_table;
    TableCell m_cell;
};

class TableAdapter final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    TableAdapter(QWidget* widget, PaintedTable* table)
        : QAccessibleWidget(widget, table->tableKind() == PaintedTable::Kind::List
                                        ? QAccessible::List
                                        : QAccessible::Table),
          m_table(table) {}
    ~TableAdapter() override {
        for (const auto& [cell, id] : m_cells) {
            QAccessible::deleteAccessibleInterface(id);
        }
    }

    PaintedTable& content() const { return *m_table; }
    QWidget* painted() const { return widget(); }
    bool holds(TableCell cell) const {
        return cell.row >= 0 && cell.column >= 0 && cell.row < m_table->tableRows() &&
               cell.column < m_table->tableColumns();
    }

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    int childCount() const override { return m_table->tableRows() * m_table->tableColumns(); }
    QAccessibleInterface* child(int index) const override {
        const int columns = m_table->tableColumns();
        return columns > 0 && index >= 0 ? cellAt(index / columns, index % columns) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        auto* face =
            const_cast<QAccessibleInterface*>(child);  // The cast asks, it does not change.
        QAccessibleTableCellInterface* cell =
            face == nullptr ? nullptr : face->tableCellInterface();
        return cell == nullptr || cell->table() != this
                   ? -1
                   : cell->rowIndex() * m_table->tableColumns() + cell->columnIndex();
    }
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override {
        const auto current = m_table->currentCell();
        return current && widget()->hasFocus() ? cellAt(current->row, current->column) : nullptr;
    }

    QAccessibleInterface* cellAt(int row, int column) const override;
    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    int columnCount() const override { return m_table->tableColumns(); }
    int rowCount() const override { return m_table->tableRows(); }
    QString columnDescription(int column) const override { return m_table->columnTitle(column); }
    QString rowDescription(int row) const override { return m_table->rowTitle(row); }
    int selectedCellCount() const override {
        return static_cast<int>(m_table->chosenCells().size());
    }
    QList<QAccessibleInterface*> selectedCells() const override {
        QList<QAccessibleInterface*> result;
        for (const TableCell cell : m_table->chosenCells()) {
            result << cellAt(cell.row, cell.column);
        }
        return result;
    }
    // Cells are chosen one by one; no row or column is ever chosen as a whole.
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override { return 0; }
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override { return {}; }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int) const override { return false; }
    bool selectRow(int) override { return false; }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent*) override {}

private:
    PaintedTable* m_table;
    mutable std::map<TableCell, QAccessible::Id> m_cells;
};

QAccessibleInterface* TableAdapter::cellAt(int row, int column) const {
    const TableCell cell{row, column};
    if (!holds(cell)) {
        return nullptr;
    }
    if (const auto known = m_cells.find(cell); known != m_cells.end()) {
        return QAccessible::accessibleInterface(known->second);
    }
    auto* made = new CellAdapter(const_cast<TableAdapter*>(this), cell);
    m_cells.emplace(cell, QAccessible::registerAccessibleInterface(made));
    return made;
}

QAccessibleInterface* TableAdapter::childAt(int x, int y) const {
    const QPointF point = widget()->mapFromGlobal(QPoint(x, y));
    for (int row = 0; row < m_table->tableRows(); ++row) {
        for (int column = 0; column < m_table->tableColumns(); ++column) {
            if (m_table->cellArea({row, column}).contains(point)) {
                return cellAt(row, column);
            }
        }
    }
    return nullptr;
}

bool CellAdapter::isValid() const { return m_table->isValid() && m_table->holds(m_cell); }

QAccessibleInterface* CellAdapter::parent() const { return m_table; }

QAccessibleInterface* CellAdapter::table() const { return m_table; }

QString CellAdapter::text(QAccessible::Text kind) const {
    return kind == QAccessible::Name && isValid() ? m_table->content().cellText(m_cell) : QString();
}

QRect CellAdapter::rect() const {
    if (!isValid()) {
        return {};
    }
    const QRectF area = m_table->content().cellArea(m_cell);
    return QRect(m_table->painted()->mapToGlobal(area.topLeft().toPoint()), area.size().toSize());
}

QAccessible::Role CellAdapter::role() const {
    return m_table->content().tableKind() == PaintedTable::Kind::List ? QAccessible::ListItem
                                                                      : QAccessible::Cell;
}

QAccessible::State CellAdapter::state() const {
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const bool current = m_table->content().currentCell() == m_cell;
    state.selectable = true;
    state.focusable = true;
    state.selected = isSelected();
    state.focused = current && m_table->painted()->hasFocus();
    state.offscreen = !m_table->painted()->isVisible();
    return state;
}

void* CellAdapter::interface_cast(QAccessible::InterfaceType type) {
    switch (type) {
    case QAccessible::TableCellInterface: return static_cast<QAccessibleTableCellInterface*>(this);
    case QAccessible::ActionInterface: return static_cast<QAccessibleActionInterface*>(this);
    default: return nullptr;
    }
}

bool CellAdapter::isSelected() const {
    for (const TableCell chosen : m_table->content().chosenCells()) {
        if (chosen == m_cell) {
            return isValid();
        }
    }
    return false;
}

void CellAdapter::doAction(const QString& name) {
    if (name == pressAction() && isValid()) {
        m_table->content().chooseCell(m_cell);
    }
}

QAccessibleInterface* makeAdapter(const QString&, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    auto* table = dynamic_cast<PaintedTable*>(object);
    return widget != nullptr && table != nullptr ? new TableAdapter(widget, table) : nullptr;
}

}  // namespace

PaintedTable::PaintedTable() {
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(makeAdapter);
        return true;
    }();
}

QString PaintedTable::rowTitle(int) const { return {}; }

QString PaintedTable::columnTitle(int) const { return {}; }

std::vector<TableCell> PaintedTable::chosenCells() const {
    const auto current = currentCell();
    return current ? std::vector<TableCell>{*current} : std::vector<TableCell>{};
}

void announceCell(QWidget& widget, TableCell cell) {
    auto* table = dynamic_cast<PaintedTable*>(&widget);
    if (table == nullptr || cell.row >= table->tableRows() || cell.column >= table->tableColumns()) {
        return;   // The last row went while it was current.
    }
    QAccessibleEvent moved(&widget, QAccessible::Focus);
    moved.setChild(cell.row * table->tableColumns() + cell.column);
    QAccessible::updateAccessibility(&moved);
}

void announceExtent(QWidget& widget) {
    QAccessibleTableModelChangeEvent changed(&widget, QAccessibleTableModelChangeEvent::ModelReset);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace orrery::console
