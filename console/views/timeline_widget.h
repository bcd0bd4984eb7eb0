// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The timeline: a lane per kind of thing over the range of the shared time cursor. Wheel and + - zoom
// about the point, dragging and Shift with arrows move the range, arrows walk from mark to mark and
// lane to lane, Enter opens, Escape goes back to now.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "console/state/selection.h"
#include "console/views/timeline_lanes.h"
#include "console/widgets/accessible_table.h"

namespace orrery::console {

class TimelineWidget : public QWidget, public PaintedTable {
    Q_OBJECT
public:
    /// `cursor` must outlive the widget.
    explicit TimelineWidget(TimeCursor* cursor, QWidget* parent = nullptr);

    void setSnapshot(const SnapshotPointer& snapshot);
    const TimelinePicture& picture() const { return m_picture; }
    const TimeRange& range() const { return m_range; }
    QSize sizeHint() const override;

    /// As a table for screen readers: a row per lane, its marks by time; as many columns as the
    /// fullest lane has marks. "14:00:40, P2 high: Unit b2 died, 3 at once, received late"
    int tableRows() const override { return static_cast<int>(m_picture.lanes.size()); }
    int tableColumns() const override;
    QString cellText(TableCell cell) const override;
    QString rowTitle(int row) const override;
    std::optional<TableCell> currentCell() const override { return m_current; }
    QRectF cellArea(TableCell cell) const override;
    void chooseCell(TableCell cell) override;

Q_SIGNALS:
    /// A person chose a mark.
    void eventChosen(quint64 number);
    void alarmChosen(const orrery::console::AlarmId& alarm);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Side { Earlier, Later };

    void rebuild();
    QRectF track() const;
    double laneTop(std::size_t lane) const;
    double placeOf(Instant at) const;
    Instant instantAt(double x) const;
    std::optional<TableCell> placeAt(const QPointF& point) const;
    const TimelineMark* markAt(TableCell cell) const;
    void step(Side side);
    void changeLane(Side side);
    void moveTo(TableCell cell);
    void zoom(double factor, Instant about);
    void shift(double share);
    void paintLane(QPainter& painter, std::size_t lane) const;
    void paintMark(QPainter& painter, TableCell cell) const;
    void paintGaps(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;

    TimeCursor* m_cursor;
    SnapshotPointer m_snapshot = emptySnapshot();
    TimeRange m_range;
    TimelinePicture m_picture;
    std::optional<TableCell> m_current;
    std::optional<Instant> m_currentAt;  ///< Finds the mark again when marks come and go.
    std::optional<QPointF> m_pressed;
    TimeRange m_pressedRange;
    bool m_dragged = false;
};

}  // namespace orrery::console
