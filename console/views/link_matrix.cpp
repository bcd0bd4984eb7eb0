// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Only existing squares are walked when painting: at 200 units there are 40,000 places and a few
// hundred links.
#include "console/views/link_matrix.h"

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

// Pixels at 100 %.
constexpr double named = 9;       ///< From this pitch on rows and columns have their names.
constexpr double figured = 48;    ///< From this cell width on a square holds its figure.
constexpr double narrowHead = 20;
constexpr double leastHead = 52;
constexpr double widestHead = 112;
constexpr double widest = 160;    ///< Cells are not larger on any screen.

}  // namespace

LinkMatrix::LinkMatrix(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Replication links, sender by receiver"));
}

void LinkMatrix::setSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    layOut();
}

void LinkMatrix::setMetric(LinkMetric metric) {
    m_metric = metric;
    layOut();
}

void LinkMatrix::setGrouping(LinkGrouping grouping) {
    m_grouping = grouping;
    layOut();
}

void LinkMatrix::layOut() {
    const int before = tableRows();
    m_table = linkTable(*m_snapshot, m_metric, m_grouping);
    const QFontMetricsF letters(theme::textFont(metrics::smallSize));
    m_nameWidth = 0;
    for (const QString& name : m_table.names) {
        m_nameWidth = std::max(m_nameWidth, letters.horizontalAdvance(name));
    }
    if (before != tableRows()) {
        m_hovered.reset();
        announceExtent(*this);
    }
    update();
}

void LinkMatrix::setSelected(std::optional<LinkId> link) {
    m_selected = link;
    update();
}

void LinkMatrix::setHighlightedUnit(std::optional<UnitId> unit) {
    m_unit = unit;
    update();
}

double LinkMatrix::head() const {
    const double count = std::max(1, tableRows());
    const double wide =
        std::clamp(m_nameWidth + metrics::margin, metrics::scaled(leastHead), metrics::scaled(widestHead));
    return (std::min(width(), height()) - wide) / count >= metrics::scaled(named) ? wide : metrics::scaled(narrowHead);
}

double LinkMatrix::pitch() const {
    const double count = std::max(1, tableRows());
    return std::clamp(std::min((width() - head()) / count, (height() - head()) / count), 1.0,
                      metrics::scaled(widest));
}

QRectF LinkMatrix::cellRect(int row, int column) const {
    const double side = pitch();
    const double gap = side > 12 ? 3 : side > 5 ? 1 : 0;
    return QRectF(head() + column * side, head() + row * side, side - gap, side - gap);
}

const LinkSquare* LinkMatrix::square(TableCell cell) const {
    const auto found = m_table.squares.find({cell.row, cell.column});
    return found == m_table.squares.end() ? nullptr : &found->second;
}

std::optional<TableCell> LinkMatrix::cellAt(const QPointF& point) const {
    const int column = static_cast<int>(std::floor((point.x() - head()) / pitch()));
    const int row = static_cast<int>(std::floor((point.y() - head()) / pitch()));
    const bool inside = row >= 0 && column >= 0 && row < tableRows() && column < tableRows();
    return inside ? std::optional(TableCell{row, column}) : std::nullopt;
}

std::optional<LinkId> LinkMatrix::linkAt(const QPointF& point) const {
    const auto cell = cellAt(point);
    const LinkSquare* found = cell ? square(*cell) : nullptr;
    return found == nullptr ? std::nullopt : std::optional(found->representative);
}

QString LinkMatrix::rowTitle(int row) const {
    const QString name = m_table.names[static_cast<std::size_t>(row)];
    return m_grouping == LinkGrouping::ByHost ? tr("from host %1").arg(name)
                                              : tr("from %1").arg(name);
}

QString LinkMatrix::columnTitle(int column) const {
    const QString name = m_table.names[static_cast<std::size_t>(column)];
    return m_grouping == LinkGrouping::ByHost ? tr("to host %1").arg(name) : tr("to %1").arg(name);
}

QString LinkMatrix::cellText(TableCell cell) const {
    const QString ends = tr("%1 %2").arg(rowTitle(cell.row), columnTitle(cell.column));
    const LinkSquare* found = square(cell);
    if (found == nullptr) {
        return tr("%1: no link").arg(ends);
    }
    QString text = found->worst
                       ? tr("%1: %2 %3").arg(ends, nameOf(m_metric), textOf(m_metric, found->worst))
                       : tr("%1: %2 not known").arg(ends, nameOf(m_metric));
    if (found->links > 1) {
        text += tr(", worst of %1 links").arg(found->links);
    }
    if (found->worst && found->unknown > 0) {
        text += tr(", %1 not known").arg(found->unknown);
    }
    return found->freshness == Freshness::Stale ? text + tr(", not heard lately") : text;
}

std::optional<TableCell> LinkMatrix::currentCell() const {
    if (!m_selected) {
        return std::nullopt;
    }
    const auto from = m_table.places.find(m_selected->from);
    const auto to = m_table.places.find(m_selected->to);
    return from == m_table.places.end() || to == m_table.places.end()
               ? std::nullopt
               : std::optional(TableCell{from->second, to->second});
}

void LinkMatrix::chooseCell(TableCell cell) {
    if (square(cell) != nullptr) {
        choose(cell);
    }
}

void LinkMatrix::choose(TableCell cell) {
    m_selected = square(cell)->representative;
    announceCell(*this, cell);
    update();
    Q_EMIT chosen(*m_selected);
}

void LinkMatrix::paintHeads(QPainter& painter) const {
    const Colors& colors = theme::colors();
    const double side = pitch();
    if (side < metrics::scaled(named)) {
        return;
    }
    const auto current = m_hovered ? m_hovered : currentCell();
    const QFont font = theme::textFont(side > 20 ? metrics::smallSize
                                                 : std::min<int>(metrics::tinySize, static_cast<int>(side)));
    painter.setFont(font);
    const double room = head() - metrics::gap;
    for (int i = 0; i < tableRows(); ++i) {
        const QString name =
            QFontMetricsF(font).elidedText(m_table.names[static_cast<std::size_t>(i)], Qt::ElideRight, room);
        const QRectF diagonal = cellRect(i, i);
        painter.setPen(current && current->row == i ? colors.text : colors.dim);
        painter.drawText(QRectF(0, diagonal.top(), room, diagonal.height()), Qt::AlignRight | Qt::AlignVCenter, name);
        painter.setPen(current && current->column == i ? colors.text : colors.dim);
        if (m_nameWidth <= side) {
            painter.drawText(QRectF(diagonal.left(), 0, diagonal.width(), head() - metrics::grid),
                             Qt::AlignHCenter | Qt::AlignBottom, name);
        } else {
            painter.save();
            painter.translate(diagonal.center().x(), head() - metrics::scaled(6.0));
            painter.rotate(-90);
            painter.drawText(QRectF(0, -metrics::grid, room, metrics::margin), Qt::AlignLeft | Qt::AlignVCenter, name);
            painter.restore();
        }
    }
}

void LinkMatrix::paintDots(QPainter& painter) const {
    if (pitch() <= 10) {
        return;
    }
    for (int row = 0; row < tableRows(); ++row) {
        for (int column = 0; column < tableRows(); ++column) {
            if (square({row, column}) == nullptr) {
                const QPointF middle = cellRect(row, column).center();
                fillCrisp(painter, QRectF(middle - QPointF(1.5, 1.5), QSizeF(3, 3)),
                          theme::colors().line);
            }
        }
    }
}

void LinkMatrix::paintSquare(QPainter& painter, const QRectF& cell,
                             const LinkSquare& square) const {
    const Colors& colors = theme::colors();
    QColor fill = mixed(colors.ground, colors.track, 0.9);
    QColor ink = colors.dim;
    if (square.worst) {
        const double shade = shadeOf(m_metric, *square.worst);
        fill = mixed(mixed(colors.track, colors.primary, 0.15), colors.accent, shade);
        ink = shade > 0.55 ? colors.accentText : colors.text;
    }
    fillCrisp(painter, cell, fill);
    const bool doubtful =
        !square.worst || square.unknown > 0 || square.freshness == Freshness::Stale;
    if (doubtful) {
        hatch(painter, cell, colors.line);
    }
    if (cell.width() >= metrics::scaled(figured)) {
        const double size = metrics::monoSize * std::clamp(cell.width() / metrics::scaled(96.0), 1.0, 1.6);
        painter.setFont(theme::monoFont(static_cast<int>(size)));
        painter.setPen(ink);
        painter.drawText(cell, Qt::AlignCenter,
                         formatAged(textOf(m_metric, square.worst),
                                    square.worst ? square.freshness : Freshness::Live));
    }
}

/// Row and column of what is pointed at, of the chosen link, or of the chosen unit.
void LinkMatrix::paintCross(QPainter& painter) const {
    auto cross = m_hovered ? m_hovered : currentCell();
    if (const auto place = m_unit ? m_table.places.find(*m_unit) : m_table.places.end();
        !cross && place != m_table.places.end()) {
        cross = TableCell{place->second, place->second};
    }
    if (!cross) {
        return;
    }
    QColor veil = theme::colors().text;
    veil.setAlpha(20);
    const QRectF cell = cellRect(cross->row, cross->column);
    const double extent = head() + pitch() * tableRows();
    painter.fillRect(QRectF(0, cell.top(), extent, cell.height()), veil);
    painter.fillRect(QRectF(cell.left(), 0, cell.width(), extent), veil);
}

void LinkMatrix::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    const auto current = currentCell();
    paintCross(painter);
    paintHeads(painter);
    paintDots(painter);
    for (const auto& [place, square] : m_table.squares) {
        paintSquare(painter, cellRect(place.first, place.second), square);
    }
    if (current) {
        frameCrisp(painter, cellRect(current->row, current->column).adjusted(-2, -2, 2, 2),
                   colors.accent, hasFocus() ? 3 : 2);
    } else if (hasFocus()) {
        frameCrisp(painter, QRectF(rect()), mixed(colors.ground, colors.accent, 0.6));
    }
    if (m_hovered && square(*m_hovered) != nullptr) {
        frameCrisp(painter, cellRect(m_hovered->row, m_hovered->column), colors.text);
    }
}

QString LinkMatrix::tip(TableCell cell) const {
    const LinkSquare* found = square(cell);
    const LinkId id = found->representative;
    const LinkView* link = m_snapshot->link(id.from, id.to);
    if (link == nullptr) {
        return {};
    }
    const QString head =
        found->links > 1 ? tr("%1\nworst:").arg(cellText(cell)) + QLatin1Char(' ') : QString();
    const QString lag = link->lag.value ? formatDuration(*link->lag.value).joined()
                                        : tr("unknown, nothing acknowledged lately");
    return head + tr("%1 → %2\nlag %3, %4 records\n%5 queued, %6 resends\n%7 partitions")
                      .arg(m_snapshot->unitName(id.from), m_snapshot->unitName(id.to), lag,
                           formatCount(link->counters.lagRecords),
                           formatBytes(link->counters.queuedBytes).joined(),
                           formatCount(link->counters.resends), formatCount(link->partitions));
}

bool LinkMatrix::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    auto* help = static_cast<QHelpEvent*>(event);
    const auto cell = cellAt(help->pos());
    if (cell && square(*cell) != nullptr) {
        QToolTip::showText(help->globalPos(), tip(*cell), this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

void LinkMatrix::mouseMoveEvent(QMouseEvent* event) {
    const auto cell = cellAt(event->position());
    if (cell != m_hovered) {
        m_hovered = cell;
        update();
    }
}

void LinkMatrix::leaveEvent(QEvent*) {
    m_hovered.reset();
    update();
}

void LinkMatrix::mousePressEvent(QMouseEvent* event) {
    const auto cell = cellAt(event->position());
    if (cell && square(*cell) != nullptr) {
        choose(*cell);
    }
}

void LinkMatrix::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto link = linkAt(event->position())) {
        Q_EMIT opened(*link);
    }
}

void LinkMatrix::step(int rows, int columns) {
    if (m_table.squares.empty()) {
        return;
    }
    const auto current = currentCell();
    if (!current) {
        const auto& first = m_table.squares.begin()->first;
        choose({first.first, first.second});
        return;
    }
    // The next link in that direction; without one in this line the cursor stays.
    for (TableCell at{current->row + rows, current->column + columns};
         at.row >= 0 && at.column >= 0 && at.row < tableRows() && at.column < tableRows();
         at.row += rows, at.column += columns) {
        if (square(at) != nullptr) {
            choose(at);
            return;
        }
    }
}

void LinkMatrix::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    switch (event->key()) {
    case Qt::Key_Left: step(0, -1); return;
    case Qt::Key_Right: step(0, 1); return;
    case Qt::Key_Up: step(-1, 0); return;
    case Qt::Key_Down: step(1, 0); return;
    default: break;
    }
    if (enter && event->modifiers() == Qt::NoModifier && m_selected) {
        Q_EMIT opened(*m_selected);
        return;
    }
    QWidget::keyPressEvent(event);
}

}  // namespace orrery::console
