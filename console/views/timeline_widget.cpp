// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Geometry, keys and pointer of the timeline.
#include "console/views/timeline_widget.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "console/state/formatting.h"
#include "console/views/view_support.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr double closestMarks = 9;   ///< Pixels; nearer ones become one.
constexpr double zoomStep = 1.5;
constexpr Duration shortestRange = seconds(2);
constexpr Duration longestRange = seconds(24 * 3600);

double laneHeight() { return metrics::scaled(24.0); }
double axisHeight() { return metrics::scaled(22.0); }
double nameWidth() { return metrics::scaled(96.0); }

}  // namespace

TimelineWidget::TimelineWidget(TimeCursor* cursor, QWidget* parent)
    : QWidget(parent), m_cursor(cursor) {
    setObjectName(QStringLiteral("eventsView.timeline"));
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(tr("Arrows walk from mark to mark, plus and minus zoom, Enter opens."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_cursor, &TimeCursor::rangeChanged, this, &TimelineWidget::rebuild);
    connect(m_cursor, &TimeCursor::pointChanged, this, qOverload<>(&QWidget::update));
}

void TimelineWidget::setSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    const auto before = std::pair(tableRows(), tableColumns());
    rebuild();
    if (before.first != tableRows()) {
        updateGeometry();
    }
    if (before != std::pair(tableRows(), tableColumns())) {
        announceExtent(*this);
    }
}

void TimelineWidget::rebuild() {
    m_range = m_cursor->rangeAt(m_snapshot->now.at);
    const double width = std::max(track().width(), 1.0);
    const auto span = static_cast<double>((m_range.to - m_range.from).micros);
    const Duration resolution{static_cast<std::int64_t>(span * closestMarks / width)};
    m_picture = timelineOf(*m_snapshot, m_range, resolution);
    if (m_current && m_currentAt) {
        const auto lane = static_cast<std::size_t>(m_current->row);
        int nearest = -1;
        if (lane < m_picture.lanes.size()) {
            const auto& marks = m_picture.lanes[lane].marks;
            const auto after = std::find_if(marks.begin(), marks.end(), [&](const TimelineMark& mark) {
                return mark.at + resolution >= *m_currentAt;
            });
            nearest = after == marks.end() ? static_cast<int>(marks.size()) - 1
                                           : static_cast<int>(after - marks.begin());
        }
        m_current = nearest < 0 ? std::nullopt
                                : std::optional(TableCell{m_current->row, nearest});
    }
    update();
}

QSize TimelineWidget::sizeHint() const {
    const auto lanes = static_cast<double>(std::max<std::size_t>(m_picture.lanes.size(), 5));
    return {metrics::scaled(480), static_cast<int>(std::ceil(lanes * laneHeight() + axisHeight()))};
}

QRectF TimelineWidget::track() const {
    const double margin = metrics::scaled(8.0);
    return QRectF(nameWidth(), 0, std::max(1.0, width() - nameWidth() - margin),
                  height() - axisHeight());
}

double TimelineWidget::laneTop(std::size_t lane) const {
    return static_cast<double>(lane) * laneHeight();
}

double TimelineWidget::placeOf(Instant at) const {
    const auto span = static_cast<double>((m_range.to - m_range.from).micros);
    const auto offset = static_cast<double>((at - m_range.from).micros);
    return track().left() + track().width() * offset / std::max(span, 1.0);
}

Instant TimelineWidget::instantAt(double x) const {
    const double share = (x - track().left()) / track().width();
    const auto span = static_cast<double>((m_range.to - m_range.from).micros);
    return m_range.from + Duration{static_cast<std::int64_t>(span * std::clamp(share, 0.0, 1.0))};
}

int TimelineWidget::tableColumns() const {
    std::size_t most = 0;
    for (const TimelineLane& lane : m_picture.lanes) {
        most = std::max(most, lane.marks.size());
    }
    return static_cast<int>(most);
}

const TimelineMark* TimelineWidget::markAt(TableCell place) const {
    const auto lane = static_cast<std::size_t>(place.row);
    const auto mark = static_cast<std::size_t>(place.column);
    const bool inside = place.row >= 0 && place.column >= 0 && lane < m_picture.lanes.size() &&
                        mark < m_picture.lanes[lane].marks.size();
    return inside ? &m_picture.lanes[lane].marks[mark] : nullptr;
}

QString TimelineWidget::rowTitle(int row) const {
    const auto lane = static_cast<std::size_t>(row);
    return row >= 0 && lane < m_picture.lanes.size() ? m_picture.lanes[lane].name : QString();
}

QString TimelineWidget::cellText(TableCell place) const {
    const TimelineMark* mark = markAt(place);
    if (mark == nullptr) {
        return {};
    }
    QString text = formatClock(wallTimeOf(mark->at, m_snapshot->now));
    if (mark->priority > 0) {
        text += tr(", %1").arg(urgencyWord(static_cast<Urgency>(mark->priority)));
    }
    text += tr(": %1").arg(mark->text);
    if (mark->count > 1) {
        text += tr(", %n at once", nullptr, static_cast<int>(mark->count));
    }
    return mark->late ? text + tr(", received late") : text;
}

QRectF TimelineWidget::cellArea(TableCell place) const {
    const TimelineMark* mark = markAt(place);
    if (mark == nullptr) {
        return {};
    }
    const double side = metrics::scaled(12.0);
    const double top = laneTop(static_cast<std::size_t>(place.row));
    return QRectF(placeOf(mark->at) - side / 2, top + (laneHeight() - side) / 2, side, side);
}

std::optional<TableCell> TimelineWidget::placeAt(const QPointF& point) const {
    const int lane = static_cast<int>(std::floor(point.y() / laneHeight()));
    if (lane < 0 || lane >= tableRows()) {
        return std::nullopt;
    }
    std::optional<TableCell> best;
    double nearest = closestMarks;
    const auto& marks = m_picture.lanes[static_cast<std::size_t>(lane)].marks;
    for (std::size_t index = 0; index < marks.size(); ++index) {
        const double distance = std::abs(placeOf(marks[index].at) - point.x());
        if (distance < nearest) {
            nearest = distance;
            best = TableCell{lane, static_cast<int>(index)};
        }
    }
    return best;
}

void TimelineWidget::chooseCell(TableCell place) {
    const TimelineMark* mark = markAt(place);
    if (mark == nullptr) {
        return;
    }
    moveTo(place);
    if (mark->alarm) {
        Q_EMIT alarmChosen(*mark->alarm);
    } else {
        Q_EMIT eventChosen(mark->event);
    }
}

void TimelineWidget::step(Side side) {
    TableCell place = m_current.value_or(TableCell{0, -1});
    if (!m_current) {
        while (place.row < tableRows() &&
               m_picture.lanes[static_cast<std::size_t>(place.row)].marks.empty()) {
            ++place.row;
        }
        const bool later = side == Side::Later;
        place.column = later || place.row >= tableRows()
                         ? 0
                         : static_cast<int>(
                               m_picture.lanes[static_cast<std::size_t>(place.row)].marks.size()) -
                               1;
    } else {
        place.column += side == Side::Later ? 1 : -1;
    }
    if (markAt(place) != nullptr) {
        moveTo(place);
    }
}

void TimelineWidget::moveTo(TableCell cell) {
    m_current = cell;
    m_currentAt = markAt(cell)->at;
    m_cursor->setPoint(m_currentAt);
    announceCell(*this, cell);
    update();
}

void TimelineWidget::changeLane(Side side) {
    const Instant about = m_currentAt.value_or(m_range.to);
    const int move = side == Side::Later ? 1 : -1;
    for (int lane = m_current ? m_current->row + move : 0; lane >= 0 && lane < tableRows();
         lane += move) {
        const auto& marks = m_picture.lanes[static_cast<std::size_t>(lane)].marks;
        if (marks.empty()) {
            continue;
        }
        const auto distance = [about](const TimelineMark& mark) {
            return std::abs((mark.at - about).micros);
        };
        const auto nearest = std::min_element(
            marks.begin(), marks.end(), [&](const TimelineMark& left, const TimelineMark& right) {
                return distance(left) < distance(right);
            });
        moveTo({lane, static_cast<int>(nearest - marks.begin())});
        return;
    }
}

void TimelineWidget::zoom(double factor, Instant about) {
    const auto before = static_cast<double>((about - m_range.from).micros);
    const auto after = static_cast<double>((m_range.to - about).micros);
    const TimeRange range{about - Duration{static_cast<std::int64_t>(before / factor)},
                          about + Duration{static_cast<std::int64_t>(after / factor)}};
    const Duration span = range.to - range.from;
    if (span >= shortestRange && span <= longestRange) {
        m_cursor->setFixedRange(range);
    }
}

void TimelineWidget::shift(double share) {
    const auto span = static_cast<double>((m_range.to - m_range.from).micros);
    const Duration by{static_cast<std::int64_t>(span * share)};
    m_cursor->setFixedRange(TimeRange{m_range.from + by, m_range.to + by});
}

void TimelineWidget::keyPressEvent(QKeyEvent* event) {
    const bool shifted = event->modifiers() & Qt::ShiftModifier;
    const Instant about = m_currentAt.value_or(m_range.to);
    switch (event->key()) {
    case Qt::Key_Left: shifted ? shift(-0.25) : step(Side::Earlier); return;
    case Qt::Key_Right: shifted ? shift(0.25) : step(Side::Later); return;
    case Qt::Key_Up: changeLane(Side::Earlier); return;
    case Qt::Key_Down: changeLane(Side::Later); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(zoomStep, about); return;
    case Qt::Key_Minus: zoom(1 / zoomStep, about); return;
    case Qt::Key_0:
    case Qt::Key_Escape:
        if (m_cursor->fixedRange()) {
            m_cursor->setFixedRange(std::nullopt);
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current) {
            chooseCell(*m_current);
            return;
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void TimelineWidget::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->position();
    m_pressedRange = m_range;
    m_dragged = false;
}

void TimelineWidget::mouseMoveEvent(QMouseEvent* event) {
    const QPointF point = event->position();
    if (!m_pressed) {
        const bool over = track().contains(point);
        m_cursor->setPoint(over ? std::optional(instantAt(point.x())) : std::nullopt);
        setCursor(placeAt(point) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    const double moved = point.x() - m_pressed->x();
    if (!m_dragged && std::abs(moved) < 4) {
        return;
    }
    m_dragged = true;
    const auto span = static_cast<double>((m_pressedRange.to - m_pressedRange.from).micros);
    const Duration by{static_cast<std::int64_t>(-moved / track().width() * span)};
    m_cursor->setFixedRange(TimeRange{m_pressedRange.from + by, m_pressedRange.to + by});
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent* event) {
    const bool clicked = m_pressed && !m_dragged;
    m_pressed.reset();
    if (const auto place = clicked ? placeAt(event->position()) : std::nullopt) {
        chooseCell(*place);
    }
}

void TimelineWidget::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    m_cursor->setPoint(std::nullopt);
}

void TimelineWidget::wheelEvent(QWheelEvent* event) {
    const double steps = event->angleDelta().y() / 120.0;
    if (steps != 0) {
        zoom(std::pow(zoomStep, steps), instantAt(event->position().x()));
    }
    event->accept();
}

bool TimelineWidget::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto place = placeAt(help->pos());
        QToolTip::showText(help->globalPos(), place ? cellText(*place) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void TimelineWidget::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    rebuild();
}

}  // namespace orrery::console
