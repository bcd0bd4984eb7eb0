// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every partition as a cell of a square map. Fill says load (grey), a mark says trouble: a chevron
// for what moves, a triangle for one copy, a square for a lost partition. Cells can be reached by
// pointer and by keyboard; the cursor is the selection of the whole window.
#pragma once

#include <QWidget>
#include <optional>
#include <set>

#include "console/state/grid_snapshot.h"

namespace orrery::console {

/// Which cells stand out; the others fade.
enum class MapFilter { All, Moving, OneCopy };

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
    static constexpr double labelWidth = 32;

    QPointF m_origin;
    int m_count = 0;
    int m_columns = 16;
    int m_rows = 0;
    double m_pitchX = 1;
    double m_pitchY = 1;
};

class PartitionMap : public QWidget {
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

    std::optional<PartitionId> cursorCell() const;
    std::optional<PartitionId> hoveredCell() const;
    /// Cells between anchor and cursor, both counted; what Shift extends.
    std::vector<PartitionId> selectedCells() const;
    MapGeometry geometryOfMap() const;

    QSize minimumSizeHint() const override { return QSize(320, 320); }

Q_SIGNALS:
    void chosen(orrery::PartitionId partition);
    void opened(orrery::PartitionId partition);
    void hoverChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Extension { Move, Extend };
    int count() const;
    void moveCursor(int partition, Extension extension);
    void paintCell(QPainter& painter, const MapGeometry& geometry, int partition) const;
    void paintMark(QPainter& painter, const QRectF& cell, const PartitionView& view) const;
    bool stands(const PartitionView& view) const;
    QString describe(int partition) const;

    SnapshotPointer m_snapshot = emptySnapshot();
    MapFilter m_filter = MapFilter::All;
    std::optional<std::set<int>> m_matches;
    std::optional<UnitId> m_unit;
    int m_cursor = -1;
    int m_anchor = -1;
    int m_hovered = -1;
    double m_busiest = 1;  ///< Operations per second of the busiest partition.
};

}  // namespace orrery::console
