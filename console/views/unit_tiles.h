// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many units at once: a tile each, grouped by host, always all of them in sight. The fill says which
// share of its copies the unit leads, a mark says what needs a person, hatching says it is not heard.
#pragma once

#include <QWidget>
#include <optional>

#include "console/state/grid_snapshot.h"
#include "console/widgets/accessible_table.h"
#include "console/widgets/marks.h"

namespace orrery::console {

/// Where the tiles lie: hosts flow in columns, each with its name before its tiles.
class TileGeometry {
public:
    /// `hosts`: indexes of units by host. Tiles are as large as the area allows. `zoom` scales names and the largest tile.
    TileGeometry(const QSizeF& area, const std::vector<std::vector<int>>& hosts, double zoom);

    QRectF tile(int unit) const { return m_tiles[static_cast<std::size_t>(unit)]; }
    QRectF label(std::size_t host) const { return m_labels[host]; }
    /// The unit whose tile lies under `point`.
    std::optional<int> unitAt(const QPointF& point) const;
    double side() const { return m_side; }

private:
    bool place(const QSizeF& area, const std::vector<std::vector<int>>& hosts, double side);

    double m_label;
    double m_side = 0;
    std::vector<QRectF> m_tiles;   ///< By unit.
    std::vector<QRectF> m_labels;  ///< By host.
};

class UnitTiles : public QWidget, public PaintedTable {
    Q_OBJECT
public:
    explicit UnitTiles(QWidget* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    void setSelected(std::optional<UnitId> unit);
    void setZoom(double zoom);
    TileGeometry geometryOfTiles() const;

    Kind tableKind() const override { return Kind::List; }
    int tableRows() const override { return static_cast<int>(m_snapshot->units.size()); }
    int tableColumns() const override { return 1; }
    QString cellText(TableCell cell) const override;
    std::optional<TableCell> currentCell() const override;
    QRectF cellArea(TableCell cell) const override;
    void chooseCell(TableCell cell) override { choose(cell.row); }

    QSize minimumSizeHint() const override { return QSize(240, 96); }

Q_SIGNALS:
    void unitChosen(orrery::UnitId unit);
    void unitOpened(orrery::UnitId unit);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void choose(int unit);
    /// The nearest tile above or below the current one.
    int beside(int unit, int direction) const;
    void paintTile(QPainter& painter, const QRectF& tile, std::size_t unit) const;

    SnapshotPointer m_snapshot = emptySnapshot();
    std::vector<std::vector<int>> m_hosts;
    std::vector<std::optional<Urgency>> m_urgencies;
    std::optional<UnitId> m_selected;
    double m_zoom = 1;
};

}  // namespace orrery::console
