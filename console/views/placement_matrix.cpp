// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints one rectangle per copy; what has no copy stays ground, so the pattern is the picture.
#include "console/views/placement_matrix.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <map>

#include "console/views/view_support.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr int foldedUnits = 12;  ///< Up to so many units a row is folded.
constexpr int foldedColumns = 64;

}  // namespace

MatrixGeometry::MatrixGeometry(const QRectF& area, int unitCount, int partitionCount)
    : m_area(area), m_units(std::max(0, unitCount)), m_partitions(std::max(0, partitionCount)) {
    const bool folded = m_units <= foldedUnits && m_partitions > foldedColumns;
    m_columns = std::max(1, folded ? foldedColumns : m_partitions);
    m_lines = std::max(1, (m_partitions + m_columns - 1) / m_columns);
    m_band = area.height() / std::max(1, m_units);
    m_pitchX = std::max(0.5, (area.width() - label) / m_columns);
    const double gap = m_band > 40 ? 16 : m_band > 12 ? 4 : 1;
    m_pitchY = std::min((m_band - gap) / m_lines, 24.0);
}

QRectF MatrixGeometry::unitBand(int unitRow) const {
    return QRectF(m_area.left(), m_area.top() + unitRow * m_band, m_area.width(), m_band);
}

QRectF MatrixGeometry::cell(const MatrixCell& cell) const {
    const double gapX = m_pitchX > 5 ? 2 : m_pitchX > 3 ? 1 : 0;
    const double gapY = m_pitchY > 6 ? 3 : 0;
    const QRectF band = unitBand(cell.unitRow);
    return QRectF(m_area.left() + label + (cell.partition % m_columns) * m_pitchX,
                  band.top() + (cell.partition / m_columns) * m_pitchY, m_pitchX - gapX,
                  m_pitchY - gapY);
}

std::optional<MatrixCell> MatrixGeometry::cellAt(const QPointF& point) const {
    const double x = point.x() - m_area.left() - label;
    const double y = point.y() - m_area.top();
    if (x < 0 || y < 0 || m_units == 0) {
        return std::nullopt;
    }
    const int row = static_cast<int>(y / m_band);
    const int line = static_cast<int>((y - row * m_band) / std::max(0.1, m_pitchY));
    const int column = static_cast<int>(x / m_pitchX);
    const int partition = line * m_columns + column;
    if (row >= m_units || column >= m_columns || line >= m_lines || partition >= m_partitions) {
        return std::nullopt;
    }
    return MatrixCell{row, partition};
}

PlacementMatrix::PlacementMatrix(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Units by partitions"));
}

MatrixGeometry PlacementMatrix::geometryOfMatrix() const {
    const QRectF area(0, 0, width(), std::min<double>(height(), m_pictureHeight));
    return MatrixGeometry(area, static_cast<int>(m_snapshot->units.size()),
                          static_cast<int>(m_snapshot->partitions.size()));
}

void PlacementMatrix::setSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    update();
}

void PlacementMatrix::setSelected(std::optional<PartitionId> partition,
                                  std::optional<UnitId> unit) {
    m_partition = partition;
    m_unit = unit;
    update();
}

void PlacementMatrix::setPictureHeight(double height) {
    m_pictureHeight = height;
    update();
}

void PlacementMatrix::paintLabels(QPainter& painter, const MatrixGeometry& geometry) const {
    const Colors& colors = theme::colors();
    for (std::size_t row = 0; row < m_snapshot->units.size(); ++row) {
        const UnitView& view = m_snapshot->units[row];
        const model::UnitDescription& unit = m_snapshot->state->units[row];
        const QRectF band = geometry.unitBand(static_cast<int>(row));
        const QRectF content(band.left(), band.top(), band.width(),
                             band.height() - (band.height() > 40 ? 12 : 0));
        if (m_unit == view.id) {
            fillCrisp(painter, content.adjusted(-8, -6, 8, 0),
                      mixed(colors.ground, colors.raised, 0.8));
            fillCrisp(painter, QRectF(band.left() - 8, band.top() - 6, 2, content.height() + 6),
                      colors.accent);
        }
        if (view.freshness == Freshness::Stale) {
            hatch(painter, content.adjusted(geometry.labelWidth(), 0, 0, 0),
                  mixed(colors.ground, colors.line, 0.8));
        }
        if (band.height() < 12) {
            continue;
        }
        const bool ready = unit.state == model::UnitState::Ready;
        painter.setFont(theme::textFont(metrics::textSize));
        painter.setPen(ready ? colors.text : colors.dim);
        const double lines = band.height() > 36 ? 16 : band.height();
        const double top = band.height() > 36 ? content.center().y() - 18 : band.top();
        painter.drawText(QRectF(band.left(), top, geometry.labelWidth() - 8, lines),
                         Qt::AlignVCenter, QString::fromStdString(unit.name));
        if (band.height() > 36) {
            painter.setFont(theme::textFont(metrics::tinySize));
            painter.setPen(colors.dim);
            const std::string_view word = model::wordFor(unit.state);
            const QString second =
                ready ? tr("host %1").arg(QString::fromStdString(unit.host))
                      : QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
            painter.drawText(QRectF(band.left(), top + 17, geometry.labelWidth() - 4, 16),
                             Qt::AlignVCenter, second);
        }
    }
}

void PlacementMatrix::paintCopies(QPainter& painter, const MatrixGeometry& geometry) const {
    const Colors& colors = theme::colors();
    std::map<UnitId, int> rows;
    for (std::size_t row = 0; row < m_snapshot->units.size(); ++row) {
        rows[m_snapshot->units[row].id] = static_cast<int>(row);
    }
    const auto place = [&](UnitId unit, int partition) -> std::optional<QRectF> {
        const auto found = rows.find(unit);
        return found == rows.end()
                   ? std::nullopt
                   : std::optional<QRectF>(geometry.cell({found->second, partition}));
    };
    const auto outline = [&](const QRectF& cell, const QColor& color) {
        cell.width() >= 3 ? frameCrisp(painter, cell, color) : fillCrisp(painter, cell, color);
    };
    for (const model::PartitionDescription& partition : m_snapshot->state->partitions) {
        for (const UnitId unit : partition.inSync) {
            if (const auto cell = place(unit, partition.id.value)) {
                unit == partition.primary ? fillCrisp(painter, *cell, colors.primary)
                                          : outline(*cell, colors.backup);
            }
        }
        for (const UnitId unit : partition.joining) {
            if (const auto cell = place(unit, partition.id.value)) {
                outline(*cell, colors.accent);
            }
        }
    }
}

void PlacementMatrix::paintSelection(QPainter& painter, const MatrixGeometry& geometry) const {
    const Colors& colors = theme::colors();
    const int units = static_cast<int>(m_snapshot->units.size());
    const bool known = m_partition && m_partition->value < m_snapshot->partitions.size();
    for (int row = 0; known && row < units; ++row) {
        frameCrisp(painter, geometry.cell({row, m_partition->value}).adjusted(-2, -2, 2, 2),
                   colors.accent, 1.5);
    }
    if (m_hovered && m_hovered->unitRow < units) {
        frameCrisp(painter, geometry.cell(*m_hovered).adjusted(-1, -1, 1, 1), colors.text);
    }
}

void PlacementMatrix::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const MatrixGeometry geometry = geometryOfMatrix();
    paintLabels(painter, geometry);
    paintCopies(painter, geometry);
    paintSelection(painter, geometry);
    if (hasFocus()) {
        frameCrisp(painter, QRectF(rect()),
                   mixed(theme::colors().ground, theme::colors().accent, 0.6));
    }
}

bool PlacementMatrix::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    auto* help = static_cast<QHelpEvent*>(event);
    const auto hit = geometryOfMatrix().cellAt(help->pos());
    if (!hit) {
        QToolTip::hideText();
        return true;
    }
    const UnitId unit = m_snapshot->units[static_cast<std::size_t>(hit->unitRow)].id;
    const auto& partition = m_snapshot->state->partitions[static_cast<std::size_t>(hit->partition)];
    const bool inSync = std::count(partition.inSync.begin(), partition.inSync.end(), unit) > 0;
    const bool joining = std::count(partition.joining.begin(), partition.joining.end(), unit) > 0;
    const QString role = partition.primary == unit ? tr("primary")
                         : inSync                  ? tr("backup, in sync")
                         : joining                 ? tr("catching up")
                                                   : tr("no copy here");
    QToolTip::showText(
        help->globalPos(),
        tr("Partition %1 on %2\n%3").arg(hit->partition).arg(unitWithHost(*m_snapshot, unit), role),
        this);
    return true;
}

void PlacementMatrix::mouseMoveEvent(QMouseEvent* event) {
    const auto hit = geometryOfMatrix().cellAt(event->position());
    if (hit != m_hovered) {
        m_hovered = hit;
        update();
    }
}

void PlacementMatrix::leaveEvent(QEvent*) {
    m_hovered.reset();
    update();
}

void PlacementMatrix::mousePressEvent(QMouseEvent* event) {
    const MatrixGeometry geometry = geometryOfMatrix();
    if (const auto hit = geometry.cellAt(event->position())) {
        Q_EMIT partitionChosen(PartitionId{static_cast<std::uint16_t>(hit->partition)});
        return;
    }
    const auto row =
        static_cast<std::size_t>(std::max(0.0, event->position().y() / geometry.bandHeight()));
    if (event->position().x() < geometry.labelWidth() && row < m_snapshot->units.size()) {
        Q_EMIT unitChosen(m_snapshot->units[row].id);
    }
}

void PlacementMatrix::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const int units = static_cast<int>(m_snapshot->units.size());
    if (step == 0 || units == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    int row = step > 0 ? -1 : units;
    for (int i = 0; i < units; ++i) {
        if (m_unit == m_snapshot->units[static_cast<std::size_t>(i)].id) {
            row = i;
        }
    }
    row = std::clamp(row + step, 0, units - 1);
    Q_EMIT unitChosen(m_snapshot->units[static_cast<std::size_t>(row)].id);
}

}  // namespace orrery::console
