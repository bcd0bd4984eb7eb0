// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The largest tile that fits is searched from above; the search is a few dozen additions.
#include "console/views/unit_tiles.h"
#include "console/state/name_order.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <map>

#include "console/views/unit_reading.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr double largestTile = 56;
constexpr double smallestTile = 5;
constexpr double labelWidth = 52;
constexpr double columnGap = 20;
constexpr double lineGap = 6;

}  // namespace

TileGeometry::TileGeometry(const QSizeF& area, const std::vector<std::vector<int>>& hosts,
                           double zoom)
    : m_label(metrics::scaled(labelWidth) * zoom) {
    double side = largestTile * zoom;
    while (!place(area, hosts, side) && side > smallestTile) {
        side = std::max(smallestTile, side - 1);
    }
}

bool TileGeometry::place(const QSizeF& area, const std::vector<std::vector<int>>& hosts,
                         double side) {
    const double gap = side > 12 ? 3 : side > 7 ? 2 : 1;
    const double pitch = side + gap;
    std::size_t most = 1;
    std::size_t units = 0;
    for (const std::vector<int>& host : hosts) {
        most = std::max(most, host.size());
        units += host.size();
    }
    const double room = std::max(pitch, area.width() - m_label);
    const auto perLine = std::min(most, static_cast<std::size_t>(room / pitch));
    const double width = m_label + static_cast<double>(perLine) * pitch;
    const auto columns = static_cast<std::size_t>(
        std::max(1.0, std::floor((area.width() + columnGap) / (width + columnGap))));
    m_side = side;
    m_tiles.assign(units, QRectF());
    m_labels.clear();
    const std::size_t perColumn = (hosts.size() + columns - 1) / columns;
    double lowest = 0;
    double y = 0;
    for (std::size_t host = 0; host < hosts.size(); ++host) {
        const std::size_t column = perColumn == 0 ? 0 : host / perColumn;
        y = perColumn != 0 && host % perColumn == 0 ? 0 : y;
        const double x = static_cast<double>(column) * (width + columnGap);
        const std::size_t lines = (hosts[host].size() + perLine - 1) / perLine;
        for (std::size_t i = 0; i < hosts[host].size(); ++i) {
            m_tiles[static_cast<std::size_t>(hosts[host][i])] =
                QRectF(x + m_label + static_cast<double>(i % perLine) * pitch,
                       y + static_cast<double>(i / perLine) * pitch, side, side);
        }
        const double height = static_cast<double>(lines) * pitch;
        m_labels.push_back(QRectF(x, y, m_label - metrics::grid, std::max(side, metrics::scaled(12.0))));
        y += height + (side > 10 ? lineGap : 3);
        lowest = std::max(lowest, y);
    }
    return lowest <= area.height() + lineGap;
}

std::optional<int> TileGeometry::unitAt(const QPointF& point) const {
    for (std::size_t unit = 0; unit < m_tiles.size(); ++unit) {
        if (m_tiles[unit].contains(point)) {
            return static_cast<int>(unit);
        }
    }
    return std::nullopt;
}

UnitTiles::UnitTiles(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Units by host"));
}

void UnitTiles::setSnapshot(const SnapshotPointer& snapshot) {
    const int before = tableRows();
    m_snapshot = snapshot;
    m_urgencies = urgencies(*snapshot);
    const auto byName = [](std::string_view left, std::string_view right) { return isNamedBefore(left, right); };
    std::map<std::string_view, std::vector<int>, decltype(byName)> hosts(byName);
    for (std::size_t unit = 0; unit < snapshot->units.size(); ++unit) {
        hosts[snapshot->state->units[unit].host].push_back(static_cast<int>(unit));
    }
    m_hosts.clear();
    for (auto& [host, units] : hosts) {
        m_hosts.push_back(std::move(units));
    }
    if (before != tableRows()) {
        announceExtent(*this);
    }
    update();
}

void UnitTiles::setSelected(std::optional<UnitId> unit) {
    m_selected = unit;
    update();
}

void UnitTiles::setZoom(double zoom) {
    m_zoom = zoom;
    update();
}

TileGeometry UnitTiles::geometryOfTiles() const { return {QSizeF(size()), m_hosts, m_zoom}; }

QString UnitTiles::cellText(TableCell cell) const {
    return unitSentence(*m_snapshot, static_cast<std::size_t>(cell.row));
}

std::optional<TableCell> UnitTiles::currentCell() const {
    for (std::size_t unit = 0; unit < m_snapshot->units.size(); ++unit) {
        if (m_selected == m_snapshot->units[unit].id) {
            return TableCell{static_cast<int>(unit), 0};
        }
    }
    return std::nullopt;
}

QRectF UnitTiles::cellArea(TableCell cell) const { return geometryOfTiles().tile(cell.row); }

void UnitTiles::paintTile(QPainter& painter, const QRectF& tile, std::size_t unit) const {
    const Colors& colors = theme::colors();
    const UnitView& view = m_snapshot->units[unit];
    const model::UnitState state = m_snapshot->state->units[unit].state;
    const auto urgency = m_urgencies[unit];
    const bool gone = state == model::UnitState::Dead || state == model::UnitState::Stopped;
    if (gone || urgency) {
        fillCrisp(painter, tile, mixed(colors.ground, colors.track, 0.7));
        frameCrisp(painter, tile, colors.backup);
    } else {
        fillCrisp(painter, tile, mixed(colors.track, colors.backup, 0.7));
        const double led = tile.height() * primaryShare(view).value_or(0);
        if (led > 0) {
            fillCrisp(painter, QRectF(tile.left(), tile.bottom() - led, tile.width(), led),
                      colors.primary);
        }
    }
    if (view.freshness == Freshness::Stale || view.freshness == Freshness::Unknown) {
        hatch(painter, tile, mixed(colors.ground, colors.line, 0.5));
    }
    if (urgency) {
        const double side = std::clamp(tile.width() * 0.6, 4.0, 24.0 * m_zoom);
        paintUrgency(painter,
                     QRectF(tile.center() - QPointF(side / 2, side / 2), QSizeF(side, side)),
                     *urgency, MarkState::Active);
    } else if (state == model::UnitState::Draining || state == model::UnitState::Starting) {
        paintChevron(painter, tile, colors.accent);
    }
}

void UnitTiles::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const TileGeometry geometry = geometryOfTiles();
    painter.setFont(theme::textFont(static_cast<int>(metrics::smallSize * m_zoom)));
    painter.setPen(colors.dim);
    const QFontMetricsF widths(painter.font());
    for (std::size_t host = 0; host < m_hosts.size(); ++host) {
        const QRectF box = geometry.label(host);
        const QString name = QString::fromStdString(
            m_snapshot->state->units[static_cast<std::size_t>(m_hosts[host].front())].host);
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight,
                         widths.elidedText(name, Qt::ElideRight, box.width()));
    }
    for (std::size_t unit = 0; unit < m_snapshot->units.size(); ++unit) {
        paintTile(painter, geometry.tile(static_cast<int>(unit)), unit);
    }
    if (const auto current = currentCell()) {
        frameCrisp(painter, geometry.tile(current->row).adjusted(-2, -2, 2, 2), colors.accent,
                   hasFocus() ? 3 : 2);
    } else if (hasFocus()) {
        frameCrisp(painter, QRectF(rect()), mixed(colors.ground, colors.accent, 0.6));
    }
}

bool UnitTiles::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    auto* help = static_cast<QHelpEvent*>(event);
    if (const auto unit = geometryOfTiles().unitAt(help->pos())) {
        QToolTip::showText(help->globalPos(), cellText({*unit, 0}), this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

void UnitTiles::choose(int unit) {
    m_selected = m_snapshot->units[static_cast<std::size_t>(unit)].id;
    announceCell(*this, {unit, 0});
    update();
    Q_EMIT unitChosen(*m_selected);
}

void UnitTiles::mousePressEvent(QMouseEvent* event) {
    if (const auto unit = geometryOfTiles().unitAt(event->position())) {
        choose(*unit);
    }
}

void UnitTiles::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto unit = geometryOfTiles().unitAt(event->position())) {
        Q_EMIT unitOpened(m_snapshot->units[static_cast<std::size_t>(*unit)].id);
    }
}

int UnitTiles::beside(int unit, int direction) const {
    const TileGeometry geometry = geometryOfTiles();
    const QPointF from = geometry.tile(unit).center();
    int nearest = unit;
    double best = 1e9;
    for (int other = 0; other < tableRows(); ++other) {
        const QPointF to = geometry.tile(other).center() - from;
        const double distance = std::abs(to.y()) + 4 * std::abs(to.x());
        if (to.y() * direction > 1 && distance < best) {
            best = distance;
            nearest = other;
        }
    }
    return nearest;
}

void UnitTiles::keyPressEvent(QKeyEvent* event) {
    const int last = tableRows() - 1;
    const auto current = currentCell();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (last < 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int from = current ? current->row : 0;
    switch (event->key()) {
    case Qt::Key_Left: choose(current ? std::max(0, from - 1) : 0); return;
    case Qt::Key_Right: choose(current ? std::min(last, from + 1) : 0); return;
    case Qt::Key_Up: choose(current ? beside(from, -1) : 0); return;
    case Qt::Key_Down: choose(current ? beside(from, 1) : 0); return;
    case Qt::Key_Home: choose(0); return;
    case Qt::Key_End: choose(last); return;
    default: break;
    }
    if (enter && current) {
        Q_EMIT unitOpened(*m_selected);
        return;
    }
    QWidget::keyPressEvent(event);
}

}  // namespace orrery::console
