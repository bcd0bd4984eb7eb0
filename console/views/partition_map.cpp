// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the map and follows pointer and keys.
#include "console/views/partition_map.h"

#include <QAccessible>
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

MapGeometry::MapGeometry(const QRectF& area, int partitionCount)
    : m_count(std::max(0, partitionCount)) {
    m_columns = m_count <= 256 ? 16 : static_cast<int>(std::ceil(std::sqrt(m_count)));
    m_rows = m_count == 0 ? 0 : (m_count + m_columns - 1) / m_columns;
    m_origin = area.topLeft() + QPointF(labelWidth, 0);
    const double shownRows = std::max(1, m_rows);
    m_pitchX = std::max(2.0, (area.width() - labelWidth) / m_columns);
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
    return QRectF(m_origin.x() - labelWidth, m_origin.y() + row * m_pitchY, labelWidth - 8,
                  m_pitchY - 4);
}

PartitionMap::PartitionMap(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Partition map"));
}

int PartitionMap::count() const { return static_cast<int>(m_snapshot->partitions.size()); }

MapGeometry PartitionMap::geometryOfMap() const { return MapGeometry(QRectF(rect()), count()); }

void PartitionMap::setSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    m_busiest = 1;
    for (const PartitionView& view : snapshot->partitions) {
        m_busiest = std::max(m_busiest, view.operationsPerSecond.value_or(0));
    }
    if (m_cursor >= count()) {
        m_cursor = m_anchor = -1;
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

std::optional<PartitionId> PartitionMap::cursorCell() const {
    return m_cursor < 0
               ? std::nullopt
               : std::optional<PartitionId>(PartitionId{static_cast<std::uint16_t>(m_cursor)});
}

std::optional<PartitionId> PartitionMap::hoveredCell() const {
    return m_hovered < 0
               ? std::nullopt
               : std::optional<PartitionId>(PartitionId{static_cast<std::uint16_t>(m_hovered)});
}

std::vector<PartitionId> PartitionMap::selectedCells() const {
    std::vector<PartitionId> result;
    if (m_cursor < 0) {
        return result;
    }
    for (int i = std::min(m_cursor, m_anchor); i <= std::max(m_cursor, m_anchor); ++i) {
        result.push_back(PartitionId{static_cast<std::uint16_t>(i)});
    }
    return result;
}

bool PartitionMap::stands(const PartitionView& view) const {
    if (m_matches && !m_matches->contains(view.id.value)) {
        return false;
    }
    switch (m_filter) {
    case MapFilter::All: return true;
    case MapFilter::Moving: return view.handover || view.joining > 0;
    case MapFilter::OneCopy: return view.copies <= 1;
    }
    return true;
}

void PartitionMap::paintMark(QPainter& painter, const QRectF& cell,
                             const PartitionView& view) const {
    const double side = std::clamp(std::min(cell.width(), cell.height()) * 0.45, 4.0, 13.0);
    const QRectF box(cell.center() - QPointF(side / 2, side / 2), QSizeF(side, side));
    if (const auto urgency = urgencyOf(view.condition)) {
        paintUrgency(painter, box, *urgency, MarkState::Active);
    } else if (view.condition == PartitionCondition::Moving) {
        paintChevron(painter, cell, theme::colors().accent);
    }
}

void PartitionMap::paintCell(QPainter& painter, const MapGeometry& geometry, int partition) const {
    const Colors& colors = theme::colors();
    const PartitionView& view = m_snapshot->partitions[static_cast<std::size_t>(partition)];
    const QRectF cell = geometry.cell(partition);
    const bool marked = view.condition != PartitionCondition::Whole;
    const double load = view.operationsPerSecond ? *view.operationsPerSecond / m_busiest : 0;
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
    if (stands(view) && marked) {
        paintMark(painter, cell, view);
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
    const int every = geometry.pitch().height() < 14 ? 4 : 1;
    for (int row = 0; row < geometry.rows(); row += every) {
        painter.drawText(geometry.labelOfRow(row), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(row * geometry.columns()));
    }
    for (int partition = 0; partition < count(); ++partition) {
        paintCell(painter, geometry, partition);
    }
    for (const PartitionId id : selectedCells()) {
        const QRectF cell = geometry.cell(id.value);
        fillCrisp(painter, cell, [&] {
            QColor c = colors.accent;
            c.setAlpha(70);
            return c;
        }());
    }
    if (m_hovered >= 0 && m_hovered < count()) {
        frameCrisp(painter, geometry.cell(m_hovered), colors.text, 1);
    }
    if (m_cursor >= 0) {
        frameCrisp(painter, geometry.cell(m_cursor).adjusted(-2, -2, 2, 2), colors.accent,
                   hasFocus() ? 3 : 2);
    }
}

QString PartitionMap::describe(int partition) const {
    const PartitionId id{static_cast<std::uint16_t>(partition)};
    const PartitionView* view = m_snapshot->partitionView(id);
    const model::PartitionDescription* described = m_snapshot->partition(id);
    if (view == nullptr || described == nullptr) {
        return {};
    }
    QStringList lines{tr("Partition %1").arg(partition)};
    lines << (described->primary
                  ? tr("primary %1").arg(unitWithHost(*m_snapshot, *described->primary))
              : described->lost ? tr("lost: no copy holds every acknowledged write")
                                : tr("not placed"));
    for (const UnitId unit : described->inSync) {
        if (unit != described->primary) {
            lines << tr("backup %1, in sync").arg(unitWithHost(*m_snapshot, unit));
        }
    }
    for (const UnitId unit : described->joining) {
        lines << tr("%1 is catching up").arg(unitWithHost(*m_snapshot, unit));
    }
    if (view->entries && view->bytes) {
        lines << tr("%1 entries, %2")
                     .arg(formatCount(*view->entries), formatBytes(*view->bytes).joined());
    }
    return lines.join(QLatin1Char('\n'));
}

bool PartitionMap::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto hit = geometryOfMap().partitionAt(help->pos());
        if (hit) {
            QToolTip::showText(help->globalPos(), describe(*hit), this,
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
    setAccessibleDescription(describe(partition));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
    Q_EMIT chosen(PartitionId{static_cast<std::uint16_t>(partition)});
}

void PartitionMap::mouseMoveEvent(QMouseEvent* event) {
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
    if (const auto hit = geometryOfMap().partitionAt(event->position())) {
        moveCursor(*hit,
                   event->modifiers() & Qt::ShiftModifier ? Extension::Extend : Extension::Move);
    }
}

void PartitionMap::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto hit = geometryOfMap().partitionAt(event->position())) {
        Q_EMIT opened(PartitionId{static_cast<std::uint16_t>(*hit)});
    }
}

void PartitionMap::keyPressEvent(QKeyEvent* event) {
    const int columns = geometryOfMap().columns();
    const int from = std::max(0, m_cursor);
    const Extension extension =
        event->modifiers() & Qt::ShiftModifier ? Extension::Extend : Extension::Move;
    switch (event->key()) {
    case Qt::Key_Left: moveCursor(m_cursor < 0 ? 0 : from - 1, extension); return;
    case Qt::Key_Right: moveCursor(m_cursor < 0 ? 0 : from + 1, extension); return;
    case Qt::Key_Up: moveCursor(m_cursor < 0 ? 0 : from - columns, extension); return;
    case Qt::Key_Down: moveCursor(m_cursor < 0 ? 0 : from + columns, extension); return;
    case Qt::Key_Home: moveCursor(0, extension); return;
    case Qt::Key_End: moveCursor(count() - 1, extension); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto cell = cursorCell(); cell && event->modifiers() == Qt::NoModifier) {
            Q_EMIT opened(*cell);
            return;
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

}  // namespace orrery::console
