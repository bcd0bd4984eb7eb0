// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Few units: a row is folded into lines, so that cells stay large. Many: one line each, as low as
// the height allows; there is no scrolling, the whole grid is always in sight.
#include "console/views/placement_layout.h"

#include <algorithm>
#include <map>

#include "console/state/name_order.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

namespace {

constexpr int foldedRows = 12;  ///< Up to so many rows with cells, a row is folded.
constexpr int foldedColumns = 64;
constexpr double tallestHeading = 22;
constexpr double tallestLine = 24;   ///< On a page of usual width.
constexpr double largestLine = 64;

}  // namespace

std::vector<MatrixRow> matrixRows(const GridSnapshot& snapshot,
                                  const std::set<std::string>& closed) {
    std::vector<std::string> order;
    std::map<std::string, std::vector<int>> hosts;
    for (std::size_t i = 0; i < snapshot.units.size(); ++i) {
        std::vector<int>& units = hosts[snapshot.state->units[i].host];
        if (units.empty()) {
            order.push_back(snapshot.state->units[i].host);
        }
        units.push_back(static_cast<int>(i));
    }
    std::sort(order.begin(), order.end(), isNamedBefore);
    std::vector<MatrixRow> rows;
    for (const std::string& host : order) {
        const std::vector<int>& units = hosts[host];
        const bool open = !closed.contains(host);
        rows.push_back({host, -1, static_cast<int>(units.size()), open});
        for (const int unit : units) {
            if (open) {
                rows.push_back({host, unit, 0, true});
            }
        }
    }
    return rows;
}

std::vector<std::vector<PlacedCell>> placement(const GridSnapshot& snapshot,
                                               const std::vector<MatrixRow>& rows) {
    const std::size_t partitions = snapshot.partitions.size();
    std::vector<std::vector<PlacedCell>> cells(rows.size(), std::vector<PlacedCell>(partitions));
    std::map<std::string_view, int> hostRows;
    std::map<UnitId, int> unitRows;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows[row].isHost()) {
            hostRows[rows[row].host] = static_cast<int>(row);
        } else {
            unitRows[snapshot.units[static_cast<std::size_t>(rows[row].unit)].id] =
                static_cast<int>(row);
        }
    }
    std::map<UnitId, std::string_view> hosts;
    for (const model::UnitDescription& unit : snapshot.state->units) {
        hosts[unit.id] = unit.host;
    }
    for (std::size_t index = 0; index < partitions; ++index) {
        const model::PartitionDescription& partition = snapshot.state->partitions[index];
        const auto shared = [&](UnitId copy) {
            return snapshot.partitions[index].sharedHost &&
                   std::count_if(partition.inSync.begin(), partition.inSync.end(),
                                 [&](UnitId other) { return hosts[other] == hosts[copy]; }) > 1;
        };
        const auto put = [&](UnitId unit, Placed what, bool shares) {
            const auto own = unitRows.find(unit);
            const auto group = hostRows.find(hosts[unit]);
            if (own == unitRows.end() && group == hostRows.end()) {
                return;
            }
            const int row = own != unitRows.end() ? own->second : group->second;
            PlacedCell& cell = cells[static_cast<std::size_t>(row)][index];
            cell.what = std::max(cell.what, what);
            cell.sharesHost = cell.sharesHost || shares;
        };
        for (const UnitId copy : partition.inSync) {
            put(copy, copy == partition.primary ? Placed::Primary : Placed::Backup, shared(copy));
        }
        for (const UnitId copy : partition.joining) {
            put(copy, Placed::Joining, false);
        }
    }
    return cells;
}

double MatrixGeometry::label() { return metrics::scaled(72.0); }

MatrixGeometry::MatrixGeometry(const QRectF& area, const std::vector<MatrixRow>& rows,
                               int partitionCount)
    : m_area(area), m_partitions(std::max(0, partitionCount)) {
    int headings = 0;
    for (const MatrixRow& row : rows) {
        m_cells.push_back(!row.isHost() || !row.open);
        headings += m_cells.back() ? 0 : 1;
    }
    const int bands = std::max(1, static_cast<int>(rows.size()) - headings);
    const bool folded = bands <= foldedRows && m_partitions > foldedColumns;
    m_columns = std::max(1, folded ? foldedColumns : m_partitions);
    m_lines = std::max(1, (m_partitions + m_columns - 1) / m_columns);
    const double evenly = area.height() / std::max<std::size_t>(1, rows.size());
    const double heading = std::min(metrics::scaled(tallestHeading), evenly);
    m_pitchX = std::max(0.5, (area.width() - label()) / m_columns);
    // On a large page lines grow with the width of their cells, so that cells stay cells and not bars.
    const double tallest = std::clamp(m_pitchX * 2.5, metrics::scaled(tallestLine), metrics::scaled(largestLine));
    const double band = std::min((area.height() - headings * heading) / bands, m_lines * tallest + 8);
    const double gap = band > 40 ? 10 : band > 12 ? 4 : band > 4 ? 1 : 0;
    m_pitchY = (band - gap) / m_lines;
    double top = area.top();
    for (const bool cells : m_cells) {
        m_tops.push_back(top);
        top += cells ? band : heading;
    }
    m_tops.push_back(top);
}

bool MatrixGeometry::holdsCells(int row) const { return m_cells[static_cast<std::size_t>(row)]; }

QRectF MatrixGeometry::band(int row) const {
    const auto index = static_cast<std::size_t>(row);
    return QRectF(m_area.left(), m_tops[index], m_area.width(), m_tops[index + 1] - m_tops[index]);
}

QRectF MatrixGeometry::cell(const MatrixCell& cell) const {
    const double gapX = m_pitchX > 5 ? 2 : m_pitchX > 3 ? 1 : 0;
    const double gapY = m_pitchY > 6 ? 3 : m_pitchY > 4 ? 1 : 0;
    return QRectF(
        m_area.left() + label() + (cell.partition % m_columns) * m_pitchX,
        m_tops[static_cast<std::size_t>(cell.row)] + (cell.partition / m_columns) * m_pitchY,
        m_pitchX - gapX, m_pitchY - gapY);
}

std::optional<int> MatrixGeometry::rowAt(double y) const {
    if (m_cells.empty() || y < m_tops.front() || y >= m_tops.back()) {
        return std::nullopt;
    }
    const auto after = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return static_cast<int>(after - m_tops.begin()) - 1;
}

std::optional<MatrixCell> MatrixGeometry::cellAt(const QPointF& point) const {
    const double x = point.x() - m_area.left() - label();
    const auto row = rowAt(point.y());
    if (x < 0 || !row || !holdsCells(*row)) {
        return std::nullopt;
    }
    const double inside = point.y() - m_tops[static_cast<std::size_t>(*row)];
    const int line = static_cast<int>(inside / std::max(0.1, m_pitchY));
    const int column = static_cast<int>(x / m_pitchX);
    const int partition = line * m_columns + column;
    if (column >= m_columns || line >= m_lines || partition >= m_partitions) {
        return std::nullopt;
    }
    return MatrixCell{*row, partition};
}

}  // namespace orrery::console
