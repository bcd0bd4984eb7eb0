// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ramp is logarithmic: 1 ms is calm, 1 s is full blue, whatever the grid's size.
#include "console/views/link_matrix.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "console/views/view_support.h"
#include "console/widgets/crisp.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr double head = 44;

double shadeOf(Duration lag) {
    const double millis = std::max(0.1, static_cast<double>(lag.micros) / 1000);
    return std::clamp(std::log10(millis) / 3.0, 0.0, 1.0);
}

}  // namespace

LinkMatrix::LinkMatrix(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Replication lag, sender by receiver"));
}

void LinkMatrix::setSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    update();
}

void LinkMatrix::setSelected(std::optional<LinkId> link) {
    m_selected = link;
    update();
}

double LinkMatrix::pitch() const {
    const double count = std::max<std::size_t>(1, m_snapshot->units.size());
    return std::clamp(std::min((width() - head) / count, (height() - head) / count), 2.0, 84.0);
}

QRectF LinkMatrix::cellRect(int row, int column) const {
    const double side = pitch();
    const double gap = side > 12 ? 3 : 0;
    return QRectF(head + column * side, head + row * side, side - gap, side - gap);
}

std::optional<LinkId> LinkMatrix::linkAt(const QPointF& point) const {
    const int column = static_cast<int>(std::floor((point.x() - head) / pitch()));
    const int row = static_cast<int>(std::floor((point.y() - head) / pitch()));
    const int count = static_cast<int>(m_snapshot->units.size());
    if (row < 0 || column < 0 || row >= count || column >= count) {
        return std::nullopt;
    }
    const LinkId id{m_snapshot->units[static_cast<std::size_t>(row)].id,
                    m_snapshot->units[static_cast<std::size_t>(column)].id};
    return m_snapshot->link(id.from, id.to) == nullptr ? std::nullopt : std::optional<LinkId>(id);
}

void LinkMatrix::paintHeads(QPainter& painter) const {
    const Colors& colors = theme::colors();
    if (pitch() < 14) {
        return;
    }
    painter.setFont(theme::textFont(metrics::smallSize));
    for (std::size_t i = 0; i < m_snapshot->units.size(); ++i) {
        const QString name = m_snapshot->unitName(m_snapshot->units[i].id);
        const QRectF diagonal = cellRect(static_cast<int>(i), static_cast<int>(i));
        const bool rowHot = m_hover.y() >= diagonal.top() && m_hover.y() < diagonal.bottom();
        const bool columnHot = m_hover.x() >= diagonal.left() && m_hover.x() < diagonal.right();
        painter.setPen(rowHot ? colors.text : colors.dim);
        painter.drawText(QRectF(0, diagonal.top(), head - 10, diagonal.height()),
                         Qt::AlignRight | Qt::AlignVCenter, name);
        painter.setPen(columnHot ? colors.text : colors.dim);
        painter.drawText(QRectF(diagonal.left(), 0, diagonal.width(), head - 8),
                         Qt::AlignHCenter | Qt::AlignBottom, name);
    }
    painter.setFont(theme::textFont(metrics::tinySize));
    painter.setPen(colors.faint);
    painter.drawText(QRectF(0, 0, head - 4, 18), Qt::AlignLeft | Qt::AlignVCenter, tr("from ↓"));
    painter.drawText(QRectF(head, 0, 80, 18), Qt::AlignLeft | Qt::AlignVCenter, tr("to →"));
}

void LinkMatrix::paintLink(QPainter& painter, const QRectF& cell, const LinkView& link) const {
    const Colors& colors = theme::colors();
    QColor fill = mixed(colors.ground, colors.track, 0.9);
    QColor ink = colors.dim;
    QString text = unknownText();
    if (link.lag.value) {
        const double shade = shadeOf(*link.lag.value);
        fill = mixed(mixed(colors.track, colors.primary, 0.15), colors.accent, shade);
        ink = shade > 0.55 ? colors.accentText : colors.text;
        text = formatAged(formatDuration(*link.lag.value).joined(), link.lag.freshness);
    }
    fillCrisp(painter, cell, fill);
    if (!link.lag.value || link.lag.freshness == Freshness::Stale) {
        hatch(painter, cell, colors.line);
    }
    if (cell.width() >= 48) {
        painter.setFont(theme::monoFont(metrics::monoSize));
        painter.setPen(ink);
        painter.drawText(cell, Qt::AlignCenter, text);
    }
}

void LinkMatrix::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Colors& colors = theme::colors();
    paintHeads(painter);
    const int count = static_cast<int>(m_snapshot->units.size());
    for (int row = 0; row < count; ++row) {
        for (int column = 0; column < count; ++column) {
            const UnitId from = m_snapshot->units[static_cast<std::size_t>(row)].id;
            const UnitId to = m_snapshot->units[static_cast<std::size_t>(column)].id;
            const QRectF cell = cellRect(row, column);
            if (const LinkView* link = m_snapshot->link(from, to)) {
                paintLink(painter, cell, *link);
            } else if (cell.width() > 10) {
                fillCrisp(painter, QRectF(cell.center() - QPointF(1.5, 1.5), QSizeF(3, 3)),
                          colors.line);
            }
            if (m_selected == LinkId{from, to}) {
                frameCrisp(painter, cell.adjusted(-2, -2, 2, 2), colors.accent, hasFocus() ? 3 : 2);
            }
        }
    }
    if (const auto hovered = linkAt(m_hover)) {
        const int column = static_cast<int>((m_hover.x() - head) / pitch());
        const int row = static_cast<int>((m_hover.y() - head) / pitch());
        frameCrisp(painter, cellRect(row, column), colors.text);
    }
}

bool LinkMatrix::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    auto* help = static_cast<QHelpEvent*>(event);
    const auto id = linkAt(help->pos());
    const LinkView* link = id ? m_snapshot->link(id->from, id->to) : nullptr;
    if (link == nullptr) {
        QToolTip::hideText();
        return true;
    }
    const QString lag = link->lag.value ? formatDuration(*link->lag.value).joined()
                                        : tr("unknown, nothing acknowledged lately");
    QToolTip::showText(help->globalPos(),
                       tr("%1 → %2\nlag %3, %4 records\n%5 queued, %6 resends\n%7 partitions")
                           .arg(m_snapshot->unitName(id->from), m_snapshot->unitName(id->to), lag,
                                formatCount(link->counters.lagRecords),
                                formatBytes(link->counters.queuedBytes).joined(),
                                formatCount(link->counters.resends), formatCount(link->partitions)),
                       this);
    return true;
}

void LinkMatrix::mouseMoveEvent(QMouseEvent* event) {
    m_hover = event->position();
    update();
}

void LinkMatrix::leaveEvent(QEvent*) {
    m_hover = QPointF(-1, -1);
    update();
}

void LinkMatrix::mousePressEvent(QMouseEvent* event) {
    if (const auto link = linkAt(event->position())) {
        Q_EMIT chosen(*link);
    }
}

void LinkMatrix::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down ? 1
                     : event->key() == Qt::Key_Left || event->key() == Qt::Key_Up  ? -1
                                                                                   : 0;
    const int count = static_cast<int>(m_snapshot->links.size());
    if (step == 0 || count == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    int current = step > 0 ? -1 : count;
    for (int i = 0; i < count; ++i) {
        const LinkView& link = m_snapshot->links[static_cast<std::size_t>(i)];
        if (m_selected == LinkId{link.from, link.to}) {
            current = i;
        }
    }
    const LinkView& next =
        m_snapshot->links[static_cast<std::size_t>(std::clamp(current + step, 0, count - 1))];
    Q_EMIT chosen(LinkId{next.from, next.to});
}

}  // namespace orrery::console
