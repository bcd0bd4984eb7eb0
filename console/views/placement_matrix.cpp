// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Labels and cells go into the kept picture, everything that follows pointer and keys over it.
#include "console/views/placement_matrix.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "console/state/formatting.h"
#include "console/views/placement_picture.h"
#include "console/views/view_support.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr double lowestLabel = 9;  ///< A row must be so high to be named.

QString wordOf(const PlacedCell& cell) {
    switch (cell.what) {
    case Placed::Nothing: return PlacementMatrix::tr("no copy here");
    case Placed::Backup: return PlacementMatrix::tr("backup, in sync");
    case Placed::Joining: return PlacementMatrix::tr("catching up");
    case Placed::Primary: return PlacementMatrix::tr("primary");
    }
    return {};
}

}  // namespace

PlacementMatrix::PlacementMatrix(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Units by partitions"));
}

MatrixGeometry PlacementMatrix::geometryOfMatrix() const {
    const QRectF area(0, 0, width(), std::min<double>(height(), m_pictureHeight));
    return MatrixGeometry(area, m_rows, static_cast<int>(m_snapshot->partitions.size()));
}

void PlacementMatrix::setSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    if (!m_arranged && !snapshot->units.empty()) {
        m_arranged = true;
        if (snapshot->units.size() >= manyUnits) {
            closeAll();
        }
    }
    m_shared =
        static_cast<int>(std::count_if(snapshot->partitions.begin(), snapshot->partitions.end(),
                                       [](const PartitionView& view) { return view.sharedHost; }));
    layOut();
}

void PlacementMatrix::layOut() {
    std::vector<MatrixRow> rows = matrixRows(*m_snapshot, m_closed);
    const bool moved = rows != m_rows;
    m_rows = std::move(rows);
    m_cells = placement(*m_snapshot, m_rows);
    m_row = std::min(m_row, static_cast<int>(m_rows.size()) - 1);
    m_fresh = false;
    if (moved) {
        m_hovered.reset();
        announceExtent(*this);
    }
    update();
}

void PlacementMatrix::toggleHost(const std::string& host) {
    if (m_closed.erase(host) == 0) {
        m_closed.insert(host);
    }
    layOut();
}

void PlacementMatrix::openAll() {
    m_closed.clear();
    layOut();
}

void PlacementMatrix::closeAll() {
    for (const model::UnitDescription& unit : m_snapshot->state->units) {
        m_closed.insert(unit.host);
    }
    layOut();
}

void PlacementMatrix::setSelected(std::optional<PartitionId> partition,
                                  std::optional<UnitId> unit) {
    m_partition = partition;
    m_unit = unit;
    if (unit) {
        m_row = rowOf(*unit).value_or(m_row);
    }
    update();
}

std::optional<int> PlacementMatrix::rowOf(UnitId unit) const {
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (!m_rows[row].isHost() &&
            m_snapshot->units[static_cast<std::size_t>(m_rows[row].unit)].id == unit) {
            return static_cast<int>(row);
        }
    }
    return std::nullopt;
}

void PlacementMatrix::setPictureHeight(double height) {
    if (height != m_pictureHeight) {
        m_pictureHeight = height;
        m_fresh = false;
        update();
    }
}

void PlacementMatrix::setDropTarget(std::optional<UnitId> unit, DropState state) {
    m_target = unit;
    m_drop = state;
    update();
}

std::optional<UnitId> PlacementMatrix::unitAt(const QPoint& point) const {
    const auto row = rect().contains(point) ? geometryOfMatrix().rowAt(point.y()) : std::nullopt;
    if (!row || m_rows[static_cast<std::size_t>(*row)].isHost()) {
        return std::nullopt;
    }
    const int unit = m_rows[static_cast<std::size_t>(*row)].unit;
    return m_snapshot->units[static_cast<std::size_t>(unit)].id;
}

bool PlacementMatrix::stale(const MatrixRow& row) const {
    const auto old = [&](std::size_t unit) {
        return m_snapshot->units[unit].freshness == Freshness::Stale;
    };
    if (!row.isHost()) {
        return old(static_cast<std::size_t>(row.unit));
    }
    for (std::size_t i = 0; !row.open && i < m_snapshot->units.size(); ++i) {
        if (m_snapshot->state->units[i].host == row.host && old(i)) {
            return true;
        }
    }
    return false;
}

int PlacementMatrix::tableColumns() const {
    return static_cast<int>(m_snapshot->partitions.size());
}

QString PlacementMatrix::rowTitle(int row) const {
    const MatrixRow& entry = m_rows[static_cast<std::size_t>(row)];
    if (entry.isHost()) {
        const QString units =
            formatPlural(static_cast<std::uint64_t>(entry.units), tr("unit"), tr("units"));
        return entry.open
                   ? tr("host %1, %2").arg(QString::fromStdString(entry.host), units)
                   : tr("host %1, closed, %2").arg(QString::fromStdString(entry.host), units);
    }
    return unitWithHost(*m_snapshot, m_snapshot->units[static_cast<std::size_t>(entry.unit)].id);
}

QString PlacementMatrix::columnTitle(int column) const { return tr("partition %1").arg(column); }

QString PlacementMatrix::cellText(TableCell cell) const {
    const MatrixRow& row = m_rows[static_cast<std::size_t>(cell.row)];
    if (row.isHost() && row.open) {
        return rowTitle(cell.row);
    }
    const PlacedCell& placed =
        m_cells[static_cast<std::size_t>(cell.row)][static_cast<std::size_t>(cell.column)];
    QString text = tr("partition %1 on %2: %3")
                       .arg(QString::number(cell.column), rowTitle(cell.row), wordOf(placed));
    if (placed.sharesHost) {
        text += tr(", another copy on the same host");
    }
    return stale(row) ? text + tr(", not heard lately") : text;
}

std::optional<TableCell> PlacementMatrix::currentCell() const {
    return m_row < 0 || tableColumns() == 0
               ? std::nullopt
               : std::optional(TableCell{m_row, m_partition ? m_partition->value : 0});
}

QRectF PlacementMatrix::cellArea(TableCell cell) const {
    const MatrixRow& row = m_rows[static_cast<std::size_t>(cell.row)];
    return row.isHost() && row.open ? geometryOfMatrix().band(cell.row)
                                    : geometryOfMatrix().cell({cell.row, cell.column});
}

void PlacementMatrix::chooseCell(TableCell cell) {
    m_row = cell.row;
    Q_EMIT partitionChosen(PartitionId{static_cast<std::uint16_t>(cell.column)});
}

void PlacementMatrix::paintRowLabel(QPainter& painter, const QRectF& band, int row) const {
    const Colors& colors = theme::colors();
    const MatrixRow& entry = m_rows[static_cast<std::size_t>(row)];
    if (band.height() < lowestLabel) {
        return;
    }
    const QRectF box(band.left(), band.top(), MatrixGeometry::label() - 8,
                     std::min(band.height(), metrics::scaled(22.0)));
    if (entry.isHost()) {
        painter.setFont(
            theme::textFont(std::min<int>(metrics::tinySize, static_cast<int>(band.height()))));
        painter.setPen(colors.dim);
        const QString sign = entry.open ? QStringLiteral("▾ ") : QStringLiteral("▸ ");
        const QRectF whole =
            entry.open ? QRectF(box.topLeft(), QSizeF(band.width(), box.height())) : box;
        painter.drawText(whole, Qt::AlignVCenter,
                         sign + tr("host %1").arg(QString::fromStdString(entry.host)));
        return;
    }
    const model::UnitDescription& unit =
        m_snapshot->state->units[static_cast<std::size_t>(entry.unit)];
    const bool ready = unit.state == model::UnitState::Ready;
    painter.setFont(theme::textFont(
        band.height() > 18 ? metrics::textSize
                           : std::min<int>(metrics::tinySize, static_cast<int>(band.height()))));
    painter.setPen(ready ? colors.text : colors.dim);
    painter.drawText(box.adjusted(metrics::gap, 0, 0, 0), Qt::AlignVCenter,
                     QString::fromStdString(unit.name));
    if (!ready && band.height() > metrics::scaled(34.0)) {
        const std::string_view word = model::wordFor(unit.state);
        painter.setFont(theme::textFont(metrics::tinySize));
        painter.drawText(box.adjusted(metrics::gap, metrics::scaled(18.0), metrics::grid, metrics::scaled(18.0)),
                         Qt::AlignVCenter,
                         QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
    }
}

void PlacementMatrix::makePicture(const MatrixGeometry& geometry, double ratio) {
    const QSize size = (QSizeF(this->size()) * ratio).toSize();
    if (m_picture.size() != size) {
        m_picture = QImage(size, QImage::Format_RGB32);
    }
    m_picture.setDevicePixelRatio(1);
    paintPlacement(m_picture, geometry, m_rows, m_cells, ratio);
    m_picture.setDevicePixelRatio(ratio);
    QPainter painter(&m_picture);
    const QColor ink = mixed(theme::colors().ground, theme::colors().line, 0.8);
    QRectF old;
    for (int row = 0; row < tableRows(); ++row) {
        const QRectF band = geometry.band(row);
        paintRowLabel(painter, band, row);
        // Neighbouring stale rows are hatched in one go.
        if (stale(m_rows[static_cast<std::size_t>(row)])) {
            old |= band.adjusted(MatrixGeometry::label(), 0, 0, 0);
        } else if (!old.isEmpty()) {
            hatch(painter, old, ink);
            old = QRectF();
        }
    }
    if (!old.isEmpty()) {
        hatch(painter, old, ink);
    }
    m_fresh = true;
}

void PlacementMatrix::paintCross(QPainter& painter, const MatrixGeometry& geometry,
                                 const MatrixCell& at) const {
    QColor veil = theme::colors().text;
    veil.setAlpha(26);
    const QRectF cell = geometry.cell(at);
    const QRectF band = geometry.band(at.row);
    painter.fillRect(band, veil);
    const QRectF last = geometry.band(tableRows() - 1);
    painter.fillRect(QRectF(cell.left(), 0, cell.width(), last.bottom()), veil);
    frameCrisp(painter, cell.adjusted(-1, -1, 1, 1), theme::colors().text);
}

void PlacementMatrix::paintOverlay(QPainter& painter, const MatrixGeometry& geometry) const {
    const Colors& colors = theme::colors();
    if (m_unit) {
        if (const auto row = rowOf(*m_unit)) {
            const QRectF band = geometry.band(*row);
            QColor veil = colors.accent;
            veil.setAlpha(28);
            painter.fillRect(band, veil);
            fillCrisp(painter, QRectF(band.left(), band.top(), 2, band.height()), colors.accent);
        }
    }
    if (m_partition && m_partition->value < tableColumns()) {
        for (int row = 0; row < tableRows(); ++row) {
            const MatrixRow& entry = m_rows[static_cast<std::size_t>(row)];
            const MatrixCell at{row, m_partition->value};
            const bool copy =
                m_cells[static_cast<std::size_t>(row)][m_partition->value].what != Placed::Nothing;
            if (copy || (!entry.isHost() && geometry.cell(at).height() > 6)) {
                frameCrisp(painter, geometry.cell(at).adjusted(-2, -2, 2, 2), colors.accent,
                           copy ? 2 : 1);
            }
        }
    }
    if (m_hovered) {
        paintCross(painter, geometry, *m_hovered);
    }
    if (hasFocus() && m_row >= 0) {
        frameCrisp(painter, geometry.band(m_row), mixed(colors.ground, colors.accent, 0.8));
    }
    const auto target = m_target ? rowOf(*m_target) : std::nullopt;
    if (target) {
        const bool welcome = m_drop == DropState::Welcome;
        frameCrisp(painter, geometry.band(*target), welcome ? colors.accent : colors.dim, 2);
    }
}

void PlacementMatrix::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const MatrixGeometry geometry = geometryOfMatrix();
    const double ratio = painter.device()->devicePixelRatioF();
    const QSize size = (QSizeF(this->size()) * ratio).toSize();
    if (!m_fresh || m_picture.size() != size) {
        makePicture(geometry, ratio);
    }
    painter.drawImage(QPointF(0, 0), m_picture);
    paintOverlay(painter, geometry);
    if (hasFocus() && m_row < 0) {
        frameCrisp(painter, QRectF(rect()),
                   mixed(theme::colors().ground, theme::colors().accent, 0.6));
    }
}

void PlacementMatrix::changeEvent(QEvent* event) {
    m_fresh = false;  // Palette, font or language: the labels and cells are in the picture.
    QWidget::changeEvent(event);
}

bool PlacementMatrix::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    auto* help = static_cast<QHelpEvent*>(event);
    const MatrixGeometry geometry = geometryOfMatrix();
    const auto hit = geometry.cellAt(help->pos());
    const auto row = geometry.rowAt(help->pos().y());
    if (hit) {
        QToolTip::showText(help->globalPos(), cellText({hit->row, hit->partition}), this);
    } else if (row) {
        QToolTip::showText(help->globalPos(), rowTitle(*row), this);
    } else {
        QToolTip::hideText();
    }
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
    const auto row = geometry.rowAt(event->position().y());
    if (!row) {
        return;
    }
    m_row = *row;
    const MatrixRow entry = m_rows[static_cast<std::size_t>(*row)];
    const bool onLabel = event->position().x() < MatrixGeometry::label();
    if (const auto hit = geometry.cellAt(event->position())) {
        Q_EMIT partitionChosen(PartitionId{static_cast<std::uint16_t>(hit->partition)});
    } else if (entry.isHost() && (onLabel || entry.open)) {
        toggleHost(entry.host);
    } else if (onLabel) {
        Q_EMIT unitChosen(m_snapshot->units[static_cast<std::size_t>(entry.unit)].id);
    }
}

void PlacementMatrix::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto unit = unitAt(event->pos())) {
        Q_EMIT unitOpened(*unit);
    }
}

void PlacementMatrix::standOn(int row) {
    m_row = row;
    const MatrixRow& entry = m_rows[static_cast<std::size_t>(row)];
    if (const auto cell = currentCell()) {
        announceCell(*this, *cell);
    }
    update();
    if (!entry.isHost()) {
        Q_EMIT unitChosen(m_snapshot->units[static_cast<std::size_t>(entry.unit)].id);
    }
}

void PlacementMatrix::moveRow(int step) {
    const int last = tableRows() - 1;
    if (last >= 0) {
        standOn(m_row < 0 ? (step > 0 ? 0 : last) : std::clamp(m_row + step, 0, last));
    }
}

void PlacementMatrix::movePartition(int step) {
    const int last = tableColumns() - 1;
    if (last >= 0) {
        const int from = m_partition ? m_partition->value : -step;
        const int to = std::clamp(from + step, 0, last);
        m_row = std::max(0, m_row);
        m_partition = PartitionId{static_cast<std::uint16_t>(to)};
        announceCell(*this, {m_row, to});
        Q_EMIT partitionChosen(*m_partition);
    }
}

void PlacementMatrix::keyPressEvent(QKeyEvent* event) {
    const bool onRow = m_row >= 0 && m_row < tableRows();
    const MatrixRow* row = onRow ? &m_rows[static_cast<std::size_t>(m_row)] : nullptr;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    switch (event->key()) {
    case Qt::Key_Down: moveRow(1); return;
    case Qt::Key_Up: moveRow(-1); return;
    case Qt::Key_Home: moveRow(-tableRows()); return;
    case Qt::Key_End: moveRow(tableRows()); return;
    case Qt::Key_Right: movePartition(1); return;
    case Qt::Key_Left: movePartition(-1); return;
    case Qt::Key_Asterisk: m_closed.empty() ? closeAll() : openAll(); return;
    default: break;
    }
    const bool closes = event->key() == Qt::Key_Minus && row && !m_closed.contains(row->host);
    const bool opens = event->key() == Qt::Key_Plus && row && m_closed.contains(row->host);
    if (row && (closes || opens || (enter && row->isHost()))) {
        const std::string host = row->host;
        toggleHost(host);
        for (int at = 0; at < tableRows(); ++at) {
            const MatrixRow& entry = m_rows[static_cast<std::size_t>(at)];
            m_row = entry.isHost() && entry.host == host ? at : m_row;
        }
    } else if (row && enter && event->modifiers() == Qt::NoModifier) {
        Q_EMIT unitOpened(m_snapshot->units[static_cast<std::size_t>(row->unit)].id);
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace orrery::console
