// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Painted tables for people who do not see them. A widget that paints rows and columns itself
// derives from PaintedTable beside QWidget and says what its cells hold; one adapter turns that into
// the table interface that screen readers speak. Nothing is kept twice: every answer is asked of the
// widget at that moment, so a cell read while rows change is either true or gone.
#pragma once

#include <QAccessible>
#include <QRectF>
#include <QSize>
#include <QString>
#include <optional>
#include <vector>

class QWidget;

namespace orrery::console {

struct TableCell {
    int row = 0;
    int column = 0;
    friend auto operator<=>(const TableCell&, const TableCell&) = default;
};

/// What a painted table says of itself. Implemented by widgets; all calls come from the UI thread.
class PaintedTable {
public:
    /// A list is a table of one column that is announced as a list.
    enum class Kind { Table, List };

    /// Makes painted tables known to Qt's accessibility, once for the whole program.
    PaintedTable();
    virtual ~PaintedTable() = default;

    virtual Kind tableKind() const { return Kind::Table; }
    virtual int tableRows() const = 0;
    virtual int tableColumns() const = 0;
    /// One sentence for a cell inside the bounds: "partition 137, primary b1, 2 copies in sync".
    virtual QString cellText(TableCell cell) const = 0;
    virtual QString rowTitle(int row) const;
    virtual QString columnTitle(int column) const;
    /// Where the keyboard stands; none: nowhere.
    virtual std::optional<TableCell> currentCell() const = 0;
    /// The chosen cells, the current one among them. By default the current one alone.
    virtual std::vector<TableCell> chosenCells() const;
    /// In the widget's own logical pixels; empty when it is not painted now.
    virtual QRectF cellArea(TableCell cell) const = 0;
    /// A person chose the cell through a screen reader: the same as a click on it.
    virtual void chooseCell(TableCell cell) = 0;
};

/// Says that the keyboard moved to `cell` of `widget`, which must be a PaintedTable.
void announceCell(QWidget& widget, TableCell cell);
/// Says that rows came or went.
void announceExtent(QWidget& widget);

}  // namespace orrery::console
