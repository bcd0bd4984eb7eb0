// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/exports/export_table.h"

#include <algorithm>

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QAccessible>
#include <QWidget>

#include "console/models/snapshot_table_model.h"

namespace orrery::console {
namespace {

bool isNumber(const QVariant& value) {
    switch (value.typeId()) {
    case QMetaType::Double:
    case QMetaType::Float:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong: return true;
    default: return false;
    }
}

QString plainNumber(const QVariant& value) {
    const bool fraction = value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
    return fraction ? QString::number(value.toDouble(), 'g', 12) : value.toString();
}

QString cellText(const QAbstractItemModel& model, const QModelIndex& index) {
    const QVariant own = model.data(index, ExportRole);
    if (own.isValid()) {
        return own.toString();
    }
    const QVariant sort = model.data(index, SortRole);
    const auto freshness = static_cast<Freshness>(model.data(index, FreshnessRole).toInt());
    if (freshness == Freshness::Unknown || freshness == Freshness::NotAvailable) {
        return {};
    }
    return isNumber(sort) && model.headerData(index.column(), Qt::Horizontal, FigureRole).toBool()
               ? plainNumber(sort)
               : model.data(index, Qt::DisplayRole).toString();
}

QString unitOf(const QAbstractItemModel& model, int column) {
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString unit = model.data(model.index(row, column), ExportUnitRole).toString();
        if (!unit.isEmpty()) {
            return unit;
        }
    }
    return {};
}

/// Curves have a header and no text in any row.
bool saysSomething(const QAbstractItemModel& model, int column) {
    if (model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty()) {
        return false;
    }
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, column);
        if (!model.data(index, Qt::DisplayRole).toString().isEmpty() ||
            model.data(index, ExportRole).isValid()) {
            return true;
        }
    }
    return model.rowCount() == 0;
}

/// What is known of the row's oldest cell. Cells of which nothing is known have no age.
void appendFreshness(const QAbstractItemModel& model, int row, QStringList& cells) {
    Freshness worst = Freshness::Live;
    qint64 oldest = 0;
    for (int column = 0; column < model.columnCount(); ++column) {
        const QModelIndex index = model.index(row, column);
        const auto freshness = static_cast<Freshness>(model.data(index, FreshnessRole).toInt());
        if (freshness <= Freshness::Stale) {
            worst = std::max(worst, freshness);
            oldest = std::max(oldest, model.data(index, AgeRole).toLongLong());
        }
    }
    const std::string_view word = wordFor(worst);
    cells << QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()))
          << QString::number(oldest / 1000);
}

}  // namespace

ExportTable exportTableOf(const QAbstractItemModel& model, const QString& name) {
    ExportTable table;
    table.name = name;
    std::vector<int> shown;
    for (int column = 0; column < model.columnCount(); ++column) {
        if (saysSomething(model, column)) {
            shown.push_back(column);
            table.columns << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
            table.units << unitOf(model, column);
        }
    }
    table.columns << QStringLiteral("freshness") << QStringLiteral("age");
    table.units << QString() << QStringLiteral("ms");
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (const int column : shown) {
            cells << cellText(model, model.index(row, column));
        }
        appendFreshness(model, row, cells);
        table.rows.push_back(std::move(cells));
    }
    return table;
}

namespace {

ExportTable accessibleTable(QAccessibleTableInterface& cells, const QString& name) {
    ExportTable table;
    table.name = name;
    for (int column = 0; column < cells.columnCount(); ++column) {
        table.columns << cells.columnDescription(column);
        table.units << QString();
    }
    for (int row = 0; row < cells.rowCount(); ++row) {
        QStringList texts;
        for (int column = 0; column < cells.columnCount(); ++column) {
            QAccessibleInterface* cell = cells.cellAt(row, column);
            texts << (cell != nullptr ? cell->text(QAccessible::Name) : QString());
        }
        table.rows.push_back(std::move(texts));
    }
    return table;
}

QString nameOf(const QWidget& widget) {
    return widget.accessibleName().isEmpty() ? widget.objectName() : widget.accessibleName();
}

}  // namespace

std::vector<ExportTable> exportTablesOf(const QWidget& view) {
    std::vector<ExportTable> tables;
    for (QWidget* widget : view.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&view)) {
            continue;
        }
        if (const auto* items = qobject_cast<QAbstractItemView*>(widget)) {
            if (items->model() != nullptr) {
                tables.push_back(exportTableOf(*items->model(), nameOf(*widget)));
            }
        } else if (qobject_cast<QAbstractItemView*>(widget->parentWidget()) == nullptr) {
            QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
            QAccessibleTableInterface* cells = accessible != nullptr ? accessible->tableInterface() : nullptr;
            if (cells != nullptr) {
                tables.push_back(accessibleTable(*cells, nameOf(*widget)));
            }
        }
    }
    return tables;
}

}  // namespace orrery::console
