// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which rows the placement matrix has and where its cells lie. Rows stand grouped by host; a closed
// host is one row that holds the copies of all its units. Pure functions: hits, pictures and screen
// readers all ask the same geometry.
#pragma once

#include <QRectF>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "console/state/grid_snapshot.h"

namespace orrery::console {

struct MatrixRow {
    std::string host;
    int unit = -1;     ///< Index into the snapshot's units; -1: the host's own row.
    int units = 0;     ///< Of a host's row: how many units it has.
    bool open = true;  ///< Of a host's row: its units follow.

    bool isHost() const { return unit < 0; }
    friend bool operator==(const MatrixRow&, const MatrixRow&) = default;
};

/// Hosts in the order in which their first units were added, units by id within; hosts in `closed` keep their units to themselves.
std::vector<MatrixRow> matrixRows(const GridSnapshot& snapshot,
                                  const std::set<std::string>& closed);

/// What a row holds of a partition, most telling last.
enum class Placed : std::uint8_t { Nothing, Backup, Joining, Primary };

struct PlacedCell {
    Placed what = Placed::Nothing;
    bool sharesHost = false;  ///< Another in-sync copy stands on the same host.
    friend bool operator==(const PlacedCell&, const PlacedCell&) = default;
};

/// [row][partition]. An open host's row is empty: its units' rows say it.
std::vector<std::vector<PlacedCell>> placement(const GridSnapshot& snapshot,
                                               const std::vector<MatrixRow>& rows);

struct MatrixCell {
    int row = 0;
    int partition = 0;
    friend bool operator==(const MatrixCell&, const MatrixCell&) = default;
};

class MatrixGeometry {
public:
    /// Width of the row labels.
    static double label();

    /// `area` in logical pixels; the label column is part of it.
    MatrixGeometry(const QRectF& area, const std::vector<MatrixRow>& rows, int partitionCount);

    QRectF cell(const MatrixCell& cell) const;
    /// The whole height of a row, its label counted.
    QRectF band(int row) const;
    std::optional<MatrixCell> cellAt(const QPointF& point) const;
    std::optional<int> rowAt(double y) const;
    int columns() const { return m_columns; }
    /// Of one line of cells.
    double pitchX() const { return m_pitchX; }

private:
    bool holdsCells(int row) const;

    QRectF m_area;
    std::vector<bool> m_cells;   ///< By row: false for the heading of an open host.
    std::vector<double> m_tops;  ///< By row, and one more for the end.
    int m_partitions = 0;
    int m_lines = 1;  ///< Lines a row is folded into.
    int m_columns = 1;
    double m_pitchX = 1;
    double m_pitchY = 1;
};

}  // namespace orrery::console
