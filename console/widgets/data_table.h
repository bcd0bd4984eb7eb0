// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of every view: rows of 30 pixels, hover over the whole row, a selection bar at the
// left, figures in a fixed-width type at the right, bars and curves inside cells, hatching over
// stale rows.
//
// The table knows no model. The view says how a cell looks through a function of the index.
#pragma once

#include <QStyledItemDelegate>
#include <QTableView>
#include <functional>
#include <optional>
#include <vector>

#include "console/widgets/colors.h"
#include "console/widgets/marks.h"
#include "console/widgets/range_bar.h"
#include "console/widgets/stacked_bar.h"

class QMimeData;

namespace orrery::console {

enum class CellType { Text, Figure, Bar, Curve };

struct CellLook {
    CellType type = CellType::Text;
    Tone tone = Tone::Normal;
    std::optional<Urgency> mark;  ///< Before the text.
    QString icon;                 ///< Before the text, when there is no mark.
    Wear wear = Wear::Fresh;
    std::vector<BarPart> parts;  ///< Bar; in a figure's cell the bar stands left of the figure.
    double total = 0;            ///< Length of the whole track.
    std::vector<double> values;  ///< Curve
};

using LookFunction = std::function<CellLook(const QModelIndex&)>;

/// What goes along when the heading of a column is dragged; null: it cannot be dragged. The table takes it over.
using ColumnDragFunction = std::function<QMimeData*(int column)>;

/// A column's width and habit; `stretch` columns share what is left. A column is shown only in a
/// table at least `shownFrom` pixels wide: what matters less gives way first. A column that still has no room is
/// left out as a whole, the last first; none is cut. Pixels are those of 100 %.
struct ColumnPlan {
    int width = 80;
    CellType type = CellType::Text;
    bool stretch = false;
    int shownFrom = 0;
};

class DataTable : public QTableView {
    Q_OBJECT
public:
    explicit DataTable(QWidget* parent = nullptr);

    /// Must follow `setModel`: widths belong to the model's columns. Columns without a plan are
    /// hidden.
    void setColumns(const std::vector<ColumnPlan>& columns);
    void setLook(LookFunction look);
    /// Headings may be dragged out of the table from now on.
    void setColumnDrag(ColumnDragFunction make);
    /// Shown in the middle while there is no row.
    void setEmptyText(const QString& text);
    /// The height that header and rows take, for tables that make room for what stands below.
    int heightOfRows() const;
    int hoveredRow() const { return m_hovered; }
    /// The column that typing letters searches; the first one without a call.
    void setTypeAheadColumn(int column) { m_typeAhead = column; }
    /// Also keeps a current row whenever there is one: Qt 6.4 falls over under a screen reader when
    /// a table has rows and none is current. Such a row is current, not selected.
    void setModel(QAbstractItemModel* model) override;
    /// True while the table itself makes a row current, not a person.
    bool isKeepingCurrent() const { return m_keeping; }
    void keyboardSearch(const QString& search) override;

Q_SIGNALS:
    /// A row was chosen by Enter or a double click.
    void opened(const QModelIndex& index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setHovered(int row);
    void hideWhatDoesNotFit();
    /// Of the columns that are shown.
    double plannedWidth() const;
    /// On a wide table all columns grow, so that the last one does not stand alone at the far edge.
    void spreadColumns();
    void keepCurrent();

    std::vector<ColumnPlan> m_columns;
    int m_hovered = -1;
    int m_typeAhead = 0;
    bool m_keeping = false;
    bool m_sizedByHand = false;  ///< A person has given a column another width: it stays.
    std::vector<QMetaObject::Connection> m_watched;  ///< Of the model, for keepCurrent().
    QString m_emptyText;
};

}  // namespace orrery::console
