// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the map and follows pointer and keys.
#include "console/views/partition_map.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "console/state/formatting.h"
#include "console/views/view_support.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr int pretendedCells = 256;  ///< Drawn while nothing is known of the grid.

PartitionId idOf(int partition) { return PartitionId{static_cast<std::uint16_t>(partition)}; }

}  // namespace

MapGeometry::MapGeometry(const QRectF& area, int partitionCount)
    : m_label(metrics::scaled(32.0)), m_count(std::max(0, partitionCount)) {
    m_columns = m_count <= 256 ? 16 : static_cast<int>(std::ceil(std::sqrt(m_count)));
    m_rows = m_count == 0 ? 0 : (m_count + m_columns - 1) / m_columns;
    m_origin = area.topLeft() + QPointF(m_label, 0);
    const double shownRows = std::max(1, m_rows);
    m_pitchX = std::max(2.0, (area.width() - m_label) / m_columns);
    m_pitchY = std::max(2.0, area.height() / shownRows);
    // Cells stay near square: a map is read by eye, not by ruler.
    m_pitchX = std::min(m_pitchX, m_pitchY * 1.25);
    m_pitchY = std::min(m_pitchY, m_pitchX * 1.25);
}

QRectF MapGeometry::cell(int partition) const {
    const double gap = m_pitchX > 14 ? 4 : 1;
    return QRectF(m_origin.x() + (partition % m_columns) * m_pitchX,
                  m_origin.y() + (partition / m_columns) * m_pitchY, m_pitchX - gap,
                  m_pitchY - gap);
}

std::optional<int> MapGeometry::partitionAt(const QPointF& point) const {
    const QPointF inside = point - m_origin;
    if (inside.x() < 0 || inside.y() < 0) {
        return std::nullopt;
    }
    const int column = static_cast<int>(inside.x() / m_pitchX);
    const int partition = static_cast<int>(inside.y() / m_pitchY) * m_columns + column;
    return column < m_columns && partition < m_count ? std::optional<int>(partition) : std::nullopt;
}

QRectF MapGeometry::labelOfRow(int row) const {
    return QRectF(m_origin.x() - m_label, m_origin.y() + row * m_pitchY, m_label - metrics::grid,
                  m_pitchY - 4);
}

PartitionMap::PartitionMap(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Partition map"));
}

int PartitionMap::count() const { return static_cast<int>(m_snapshot->partitions.size()); }

MapGeometry PartitionMap::geometryOfMap() const {
    return MapGeometry(QRectF(rect()), count() == 0 ? pretendedCells : count());
}

void PartitionMap::setSnapshot(const SnapshotPointer& snapshot) {
    const int before = count();
    m_snapshot = snapshot;
    m_scale = scaleOf(*snapshot);
    m_lagSteps.resize(snapshot->partitions.size());
    for (std::size_t i = 0; i < m_lagSteps.size(); ++i) {
        m_lagSteps[i] = lagStep(lagOf(*snapshot, snapshot->partitions[i].id));
    }
    if (m_cursor >= count()) {
        m_cursor = m_anchor = -1;
    }
    if (before != count()) {
        endDrag();
        announceExtent(*this);
    }
    update();
}

void PartitionMap::setFilter(MapFilter filter) {
    m_filter = filter;
    update();
}

void PartitionMap::setMatches(std::optional<std::set<int>> matches) {
    m_matches = std::move(matches);
    update();
}

void PartitionMap::setHighlightedUnit(std::optional<UnitId> unit) {
    m_unit = unit;
    update();
}

void PartitionMap::setCursorCell(std::optional<PartitionId> partition) {
    const int wanted = partition ? partition->value : -1;
    if (wanted != m_cursor) {
        m_cursor = m_anchor = wanted < count() ? wanted : -1;
        update();
    }
}

void PartitionMap::setDragging(Dragging dragging) {
    m_dragging = dragging;
    if (dragging == Dragging::Absent) {
        endDrag();
    }
}

std::optional<PartitionId> PartitionMap::cursorCell() const {
    return m_cursor < 0 ? std::nullopt : std::optional(idOf(m_cursor));
}

std::optional<PartitionId> PartitionMap::hoveredCell() const {
    return m_hovered < 0 || m_hovered >= count() ? std::nullopt : std::optional(idOf(m_hovered));
}

std::vector<PartitionId> PartitionMap::selectedCells() const {
    std::vector<PartitionId> result;
    if (m_cursor < 0) {
        return result;
    }
    for (int i = std::min(m_cursor, m_anchor); i <= std::max(m_cursor, m_anchor); ++i) {
        result.push_back(idOf(i));
    }
    return result;
}

int PartitionMap::tableRows() const { return count() == 0 ? 0 : geometryOfMap().rows(); }

int PartitionMap::tableColumns() const { return geometryOfMap().columns(); }

QString PartitionMap::cellText(TableCell cell) const {
    const int partition = cell.row * tableColumns() + cell.column;
    return partition < count() ? sentenceOf(*m_snapshot, idOf(partition)) : QString();
}

QString PartitionMap::rowTitle(int row) const {
    return tr("from partition %1").arg(row * tableColumns());
}

std::optional<TableCell> PartitionMap::currentCell() const {
    return m_cursor < 0
               ? std::nullopt
               : std::optional(TableCell{m_cursor / tableColumns(), m_cursor % tableColumns()});
}

std::vector<TableCell> PartitionMap::chosenCells() const {
    std::vector<TableCell> cells;
    const int columns = tableColumns();
    for (const PartitionId id : selectedCells()) {
        cells.push_back({id.value / columns, id.value % columns});
    }
    return cells;
}

QRectF PartitionMap::cellArea(TableCell cell) const {
    return geometryOfMap().cell(cell.row * tableColumns() + cell.column);
}

void PartitionMap::chooseCell(TableCell cell) {
    moveCursor(cell.row * tableColumns() + cell.column, Extension::Move);
}

bool PartitionMap::stands(const PartitionView& view) const {
    if (m_matches && !m_matches->contains(view.id.value)) {
        return false;
    }
    return belongsTo(m_filter, view, m_scale);
}

void paintCatchingUp(QPainter& painter, const QRectF& cell, const QColor& color) {
    const double side = std::clamp(std::min(cell.width(), cell.height()) * 0.42, 6.0, 12.0);
    const QRectF box(cell.center() - QPointF(side / 2, side / 2), QSizeF(side, side));
    frameCrisp(painter, box, color, 1.5);
    fillCrisp(painter, QRectF(box.left(), box.center().y(), side, side / 2), color);
}

void paintLagStep(QPainter& painter, const QRectF& cell, int step, const QColor& color) {
    if (step > 0) {
        const double share = step / 3.0;
        fillCrisp(painter,
                  QRectF(cell.left(), cell.bottom() - 2, std::max(2.0, cell.width() * share), 2),
                  color);
    }
}

void PartitionMap::paintMark(QPainter& painter, const QRectF& cell,
                             const PartitionView& view) const {
    const double side = std::clamp(std::min(cell.width(), cell.height()) * 0.45, 4.0, 13.0);
    const QRectF box(cell.center() - QPointF(side / 2, side / 2), QSizeF(side, side));
    const bool room = cell.width() > 20 && cell.height() > 20;
    if (const auto urgency = urgencyOf(view.condition)) {
        paintUrgency(painter, box, *urgency, MarkState::Active);
        if (view.joining > 0 && room) {
            paintCatchingUp(painter, QRectF(cell.right() - 11, cell.top() + 1, 10, 10),
                            theme::colors().accent);
        }
    } else if (view.handover) {
        paintChevron(painter, cell, theme::colors().accent);
    } else if (view.joining > 0) {
        paintCatchingUp(painter, cell, theme::colors().accent);
    }
}

void PartitionMap::paintCell(QPainter& painter, const MapGeometry& geometry, int partition) const {
    const Colors& colors = theme::colors();
    const PartitionView& view = m_snapshot->partitions[static_cast<std::size_t>(partition)];
    const QRectF cell = geometry.cell(partition);
    const bool marked = view.condition != PartitionCondition::Whole;
    const double load =
        m_scale.busiest > 0 ? view.operationsPerSecond.value_or(0) / m_scale.busiest : 0;
    QColor fill = mixed(mixed(colors.track, colors.primary, 0.42), colors.primary, load);
    if (marked) {
        fill = mixed(colors.track, colors.primary, 0.22);
    }
    if (!stands(view)) {
        fill = mixed(colors.ground, colors.track, 0.6);
    }
    fillCrisp(painter, cell, fill);
    if (view.freshness == Freshness::Stale || view.freshness == Freshness::Unknown) {
        hatch(painter, cell, colors.ground);
    }
    if (stands(view)) {
        paintMark(painter, cell, view);
        paintLagStep(painter, cell, m_lagSteps[static_cast<std::size_t>(partition)], colors.text);
    }
    const model::PartitionDescription* described = m_snapshot->partition(view.id);
    if (m_unit && described != nullptr && described->primary == m_unit) {
        frameCrisp(painter, cell, colors.accent, 1);
    }
}

void PartitionMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const MapGeometry geometry = geometryOfMap();
    painter.setFont(theme::textFont(metrics::tinySize));
    painter.setPen(colors.dim);
    const double letters = painter.fontMetrics().height();
    const int every = geometry.pitch().height() < metrics::scaled(14.0) ? 4 : 1;
    for (int row = 0; row < geometry.rows(); row += every) {
        QRectF label = geometry.labelOfRow(row);
        if (label.height() < letters) {   // The first one's upper edge stays in sight.
            label = QRectF(label.left(), std::max(0.0, label.center().y() - letters / 2), label.width(), letters);
        }
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(row * geometry.columns()));
    }
    if (count() == 0) {
        paintEmpty(painter);
        return;
    }
    for (int partition = 0; partition < count(); ++partition) {
        paintCell(painter, geometry, partition);
    }
    paintCursor(painter, geometry);
}

void PartitionMap::paintEmpty(QPainter& painter) const {
    const Colors& colors = theme::colors();
    const MapGeometry geometry = geometryOfMap();
    painter.setPen(colors.faint);
    for (int partition = 0; partition < pretendedCells; ++partition) {
        const QRectF cell = geometry.cell(partition);
        frameCrisp(painter, cell, colors.line);
        painter.drawText(cell, Qt::AlignCenter, unknownText());
    }
}

void PartitionMap::paintCursor(QPainter& painter, const MapGeometry& geometry) const {
    const Colors& colors = theme::colors();
    QColor veil = colors.accent;
    veil.setAlpha(70);
    for (const PartitionId id : selectedCells()) {
        fillCrisp(painter, geometry.cell(id.value), veil);
    }
    if (hoveredCell()) {
        frameCrisp(painter, geometry.cell(m_hovered), colors.text, 1);
    }
    if (m_cursor >= 0) {
        frameCrisp(painter, geometry.cell(m_cursor).adjusted(-2, -2, 2, 2), colors.accent,
                   hasFocus() ? 3 : 2);
    } else if (hasFocus()) {
        frameCrisp(painter, geometry.cell(0).adjusted(-2, -2, 2, 2),
                   mixed(colors.ground, colors.accent, 0.6), 1);
    }
}

bool PartitionMap::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto hit = geometryOfMap().partitionAt(help->pos());
        if (hit && *hit < count()) {
            QToolTip::showText(help->globalPos(), linesOf(*m_snapshot, idOf(*hit)), this,
                               geometryOfMap().cell(*hit).toRect());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void PartitionMap::moveCursor(int partition, Extension extension) {
    if (partition < 0 || partition >= count()) {
        return;
    }
    m_cursor = partition;
    if (extension == Extension::Move || m_anchor < 0) {
        m_anchor = partition;
    }
    setAccessibleDescription(sentenceOf(*m_snapshot, idOf(partition)));
    if (const auto cell = currentCell()) {
        announceCell(*this, *cell);
    }
    update();
    Q_EMIT chosen(idOf(partition));
}

void PartitionMap::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->globalPosition().toPoint();
    const bool far = (event->position().toPoint() - m_pressedAt).manhattanLength() >=
                     QApplication::startDragDistance();
    if (m_pressed && !m_dragged && far && m_dragging == Dragging::Offered) {
        m_dragged = m_pressed;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_dragged) {
        Q_EMIT dragMoved(*m_dragged, at);
        return;
    }
    const int hit = geometryOfMap().partitionAt(event->position()).value_or(-1);
    if (hit != m_hovered) {
        m_hovered = hit;
        update();
        Q_EMIT hoverChanged();
    }
}

void PartitionMap::leaveEvent(QEvent*) {
    m_hovered = -1;
    update();
    Q_EMIT hoverChanged();
}

void PartitionMap::mousePressEvent(QMouseEvent* event) {
    const auto hit = geometryOfMap().partitionAt(event->position());
    if (!hit || *hit >= count()) {
        return;
    }
    moveCursor(*hit, event->modifiers() & Qt::ShiftModifier ? Extension::Extend : Extension::Move);
    if (event->button() == Qt::LeftButton) {
        m_pressedAt = event->position().toPoint();
        m_pressed = idOf(*hit);
    }
}

void PartitionMap::mouseReleaseEvent(QMouseEvent* event) {
    const auto carried = m_dragged;
    endDrag();
    if (carried) {
        Q_EMIT dropped(*carried, event->globalPosition().toPoint());
    }
}

void PartitionMap::endDrag() {
    m_pressed.reset();
    if (m_dragged) {
        m_dragged.reset();
        unsetCursor();
        Q_EMIT dragEnded();
    }
}

void PartitionMap::focusOutEvent(QFocusEvent* event) {
    endDrag();
    QWidget::focusOutEvent(event);
}

void PartitionMap::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto hit = geometryOfMap().partitionAt(event->position());
    if (hit && *hit < count()) {
        Q_EMIT opened(idOf(*hit));
    }
}

void PartitionMap::contextMenuEvent(QContextMenuEvent* event) {
    const auto hit = geometryOfMap().partitionAt(event->pos());
    if (event->reason() == QContextMenuEvent::Mouse && hit) {
        moveCursor(*hit, Extension::Move);
    }
    askForTarget();
}

void PartitionMap::askForTarget() {
    if (const auto cell = cursorCell()) {
        const QPointF corner = geometryOfMap().cell(cell->value).bottomLeft();
        Q_EMIT moveRequested(*cell, mapToGlobal(corner.toPoint() + QPoint(0, 4)));
    }
}

bool PartitionMap::moveByKey(const QKeyEvent& event) {
    const int columns = geometryOfMap().columns();
    const int from = std::max(0, m_cursor);
    const bool fresh = m_cursor < 0;
    const Extension extension =
        event.modifiers() & Qt::ShiftModifier ? Extension::Extend : Extension::Move;
    switch (event.key()) {
    case Qt::Key_Left: moveCursor(fresh ? 0 : from - 1, extension); return true;
    case Qt::Key_Right: moveCursor(fresh ? 0 : from + 1, extension); return true;
    case Qt::Key_Up: moveCursor(fresh ? 0 : from - columns, extension); return true;
    case Qt::Key_Down: moveCursor(fresh ? 0 : from + columns, extension); return true;
    case Qt::Key_PageUp: moveCursor(from % columns, extension); return true;
    case Qt::Key_Home: moveCursor(0, extension); return true;
    case Qt::Key_End: moveCursor(count() - 1, extension); return true;
    default: return false;
    }
}

void PartitionMap::keyPressEvent(QKeyEvent* event) {
    const bool plain = event->modifiers() == Qt::NoModifier;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_dragged && event->key() == Qt::Key_Escape) {
        endDrag();
    } else if (enter && plain && m_cursor >= 0) {
        Q_EMIT opened(idOf(m_cursor));
    } else if (event->key() == Qt::Key_M && plain) {
        askForTarget();
    } else if (!moveByKey(*event)) {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace orrery::console
