// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every partition as a cell of a square map. Fill says copies left and load (grey), a mark says what
// happens to it: a chevron for what moves, a half-filled box for a copy that catches up, a triangle
// for a missing copy, a square for a lost partition; a bar under the cell says how far its backups
// lag. Cells can be reached by pointer and by keyboard; the cursor is the selection of the whole
// window. A cell can be dragged; where it lands is the owner's business.
#pragma once

#include <QWidget>
#include <optional>
#include <set>

#include "console/state/grid_snapshot.h"
#include "console/views/partition_reading.h"
#include "console/widgets/accessible_table.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

/// Whether a cell can be dragged to another unit. Absent: there is nothing to act on.
enum class Dragging { Absent, Offered };

/// Where the cells of a map lie. Pure arithmetic, so hit-testing can be tested at every scale.
class MapGeometry {
public:
    /// `area` in logical pixels; the row labels' column is part of it.
    MapGeometry(const QRectF& area, int partitionCount);

    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    QRectF cell(int partition) const;
    /// The partition whose cell, its gap counted, lies under `point`; none outside.
    std::optional<int> partitionAt(const QPointF& point) const;
    QRectF labelOfRow(int row) const;
    QSizeF pitch() const { return {m_pitchX, m_pitchY}; }

private:
    double m_label;  ///< Width of the row labels.
    QPointF m_origin;
    int m_count = 0;
    int m_columns = 16;
    int m_rows = 0;
    double m_pitchX = 1;
    double m_pitchY = 1;
};

class PartitionMap : public QWidget, public PaintedTable {
    Q_OBJECT
public:
    explicit PartitionMap(QWidget* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    void setFilter(MapFilter filter);
    /// Cells that match a typed filter; empty optional: all do.
    void setMatches(std::optional<std::set<int>> matches);
    /// Moves the cursor without emitting `chosen`.
    void setCursorCell(std::optional<PartitionId> partition);
    /// Cells of this unit are drawn with a frame.
    void setHighlightedUnit(std::optional<UnitId> unit);
    void setDragging(Dragging dragging);

    std::optional<PartitionId> cursorCell() const;
    std::optional<PartitionId> hoveredCell() const;
    /// The cell that is being dragged now.
    std::optional<PartitionId> draggedCell() const { return m_dragged; }
    /// Cells between anchor and cursor, both counted; what Shift extends.
    std::vector<PartitionId> selectedCells() const;
    MapGeometry geometryOfMap() const;

    int tableRows() const override;
    int tableColumns() const override;
    QString cellText(TableCell cell) const override;
    QString rowTitle(int row) const override;
    std::optional<TableCell> currentCell() const override;
    std::vector<TableCell> chosenCells() const override;
    QRectF cellArea(TableCell cell) const override;
    void chooseCell(TableCell cell) override;

    QSize minimumSizeHint() const override { return {metrics::scaled(320), metrics::scaled(320)}; }

Q_SIGNALS:
    void chosen(orrery::PartitionId partition);
    void opened(orrery::PartitionId partition);
    /// A person asked by key or menu where this partition could go; `at` is a point on the screen.
    void moveRequested(orrery::PartitionId partition, const QPoint& at);
    /// The pointer carries a cell over this point of the screen.
    void dragMoved(orrery::PartitionId partition, const QPoint& at);
    void dropped(orrery::PartitionId partition, const QPoint& at);
    /// The drag is over, dropped or given up.
    void dragEnded();
    void hoverChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Extension { Move, Extend };
    int count() const;
    void moveCursor(int partition, Extension extension);
    bool moveByKey(const QKeyEvent& event);
    void askForTarget();
    void endDrag();
    void paintCell(QPainter& painter, const MapGeometry& geometry, int partition) const;
    void paintMark(QPainter& painter, const QRectF& cell, const PartitionView& view) const;
    void paintEmpty(QPainter& painter) const;
    void paintCursor(QPainter& painter, const MapGeometry& geometry) const;
    bool stands(const PartitionView& view) const;

    SnapshotPointer m_snapshot = emptySnapshot();
    MapFilter m_filter = MapFilter::All;
    std::optional<std::set<int>> m_matches;
    std::optional<UnitId> m_unit;
    int m_cursor = -1;
    int m_anchor = -1;
    int m_hovered = -1;
    MapScale m_scale;
    std::vector<int> m_lagSteps;  ///< By partition.
    Dragging m_dragging = Dragging::Absent;
    QPoint m_pressedAt;
    std::optional<PartitionId> m_pressed;  ///< Under the pressed button; a drag may begin.
    std::optional<PartitionId> m_dragged;
};

/// The sign of a copy that catches up: a box that fills from below.
void paintCatchingUp(QPainter& painter, const QRectF& cell, const QColor& color);
/// The bar under a cell whose backups lag; nothing at step 0.
void paintLagStep(QPainter& painter, const QRectF& cell, int step, const QColor& color);

}  // namespace orrery::console
