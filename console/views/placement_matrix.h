// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Units by partitions: where every copy lies. Solid is a primary, an outline a backup, a blue
// outline a copy that catches up. A unit's row is folded into several lines when there are few
// units, so that a cell can still be seen and hit.
#pragma once

#include <QWidget>
#include <optional>

#include "console/state/grid_snapshot.h"

namespace orrery::console {

struct MatrixCell {
    int unitRow = 0;  ///< Row in the snapshot's units.
    int partition = 0;
    friend bool operator==(const MatrixCell&, const MatrixCell&) = default;
};

/// Where the cells lie; pure arithmetic.
class MatrixGeometry {
public:
    MatrixGeometry(const QRectF& area, int unitCount, int partitionCount);

    QRectF cell(const MatrixCell& cell) const;
    QRectF unitBand(int unitRow) const;
    std::optional<MatrixCell> cellAt(const QPointF& point) const;
    double labelWidth() const { return label; }
    double bandHeight() const { return m_band; }

private:
    static constexpr double label = 56;

    QRectF m_area;
    int m_units = 0;
    int m_partitions = 0;
    int m_lines = 1;  ///< Lines a unit's row is folded into.
    int m_columns = 1;
    double m_pitchX = 1;
    double m_pitchY = 1;
    double m_band = 1;
};

class PlacementMatrix : public QWidget {
    Q_OBJECT
public:
    explicit PlacementMatrix(QWidget* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    void setSelected(std::optional<PartitionId> partition, std::optional<UnitId> unit);
    /// No higher than the map beside it.
    void setPictureHeight(double height);
    MatrixGeometry geometryOfMatrix() const;

    QSize minimumSizeHint() const override { return QSize(320, 200); }

Q_SIGNALS:
    void partitionChosen(orrery::PartitionId partition);
    void unitChosen(orrery::UnitId unit);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintLabels(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintCopies(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintSelection(QPainter& painter, const MatrixGeometry& geometry) const;

    SnapshotPointer m_snapshot = emptySnapshot();
    std::optional<PartitionId> m_partition;
    std::optional<UnitId> m_unit;
    std::optional<MatrixCell> m_hovered;
    double m_pictureHeight = 1e6;
};

}  // namespace orrery::console
