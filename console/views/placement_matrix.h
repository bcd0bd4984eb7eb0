// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Units by partitions, grouped by host: where every copy lies. Solid is primary, outline is backup;
// two copies on one host stand out. Hosts can be closed to one row; with many units they begin
// closed. The picture is kept as one image and made anew only when a snapshot, the size or the
// colours change: pointer, cross-hair and selection are painted over it.
#pragma once

#include <QImage>
#include <QWidget>
#include <optional>

#include "console/views/placement_layout.h"
#include "console/widgets/accessible_table.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

/// Whether a cell carried here may be dropped on a row.
enum class DropState { None, Welcome, Refused };

class PlacementMatrix : public QWidget, public PaintedTable {
    Q_OBJECT
public:
    /// From so many units on hosts begin closed.
    static constexpr std::size_t manyUnits = 48;

    explicit PlacementMatrix(QWidget* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    void setSelected(std::optional<PartitionId> partition, std::optional<UnitId> unit);
    /// No higher than the map beside it.
    void setPictureHeight(double height);
    /// Shows where a carried cell would land; none: nothing is carried over this matrix.
    void setDropTarget(std::optional<UnitId> unit, DropState state);
    /// The unit whose row lies under `point` (own coordinates); none on a host's row.
    std::optional<UnitId> unitAt(const QPoint& point) const;
    void toggleHost(const std::string& host);
    void openAll();
    void closeAll();

    const std::vector<MatrixRow>& rows() const { return m_rows; }
    MatrixGeometry geometryOfMatrix() const;
    /// Partitions with two in-sync copies on one host.
    int sharedHosts() const { return m_shared; }

    int tableRows() const override { return static_cast<int>(m_rows.size()); }
    int tableColumns() const override;
    QString cellText(TableCell cell) const override;
    QString rowTitle(int row) const override;
    QString columnTitle(int column) const override;
    std::optional<TableCell> currentCell() const override;
    QRectF cellArea(TableCell cell) const override;
    void chooseCell(TableCell cell) override;

    QSize minimumSizeHint() const override { return {metrics::scaled(320), metrics::scaled(200)}; }

Q_SIGNALS:
    void partitionChosen(orrery::PartitionId partition);
    void unitChosen(orrery::UnitId unit);
    void unitOpened(orrery::UnitId unit);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void layOut();
    void makePicture(const MatrixGeometry& geometry, double ratio);
    void paintRowLabel(QPainter& painter, const QRectF& band, int row) const;
    void paintOverlay(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintCross(QPainter& painter, const MatrixGeometry& geometry, const MatrixCell& at) const;
    bool stale(const MatrixRow& row) const;
    void moveRow(int step);
    void movePartition(int step);
    void standOn(int row);
    std::optional<int> rowOf(UnitId unit) const;

    SnapshotPointer m_snapshot = emptySnapshot();
    std::set<std::string> m_closed;
    bool m_arranged = false;  ///< The first snapshot with units has decided what begins closed.
    std::vector<MatrixRow> m_rows;
    std::vector<std::vector<PlacedCell>> m_cells;
    int m_shared = 0;
    std::optional<PartitionId> m_partition;
    std::optional<UnitId> m_unit;
    int m_row = -1;  ///< Where the keyboard stands.
    std::optional<MatrixCell> m_hovered;
    std::optional<UnitId> m_target;
    DropState m_drop = DropState::None;
    double m_pictureHeight = 1e6;
    QImage m_picture;
    bool m_fresh = false;  ///< The picture shows the present snapshot, size and colours.
};

}  // namespace orrery::console
