// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Curves over time with a cursor and flags. The only room that knows Qt Charts is this one; users
// see lines, a range and a cursor, so that another plotter could take its place.
//
// Lines are replaced as a whole, never appended to; a break between two segments is a gap in the
// curve.
#pragma once

#include <QColor>
#include <QWidget>
#include <optional>
#include <vector>

#include "console/state/metric_history.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

struct ChartLine {
    QString name;
    QColor color;
    double width = 1.5;   ///< Of a solid line; see curvePen().
    std::vector<Segment> segments;  ///< At most 600 points together.
    Qt::PenStyle style = Qt::SolidLine;
};

/// An instant worth marking: "kill b2".
struct ChartFlag {
    double atMillis = 0;  ///< Since 1970 UTC.
    QString text;
    QColor color;
    int rank = 0;  ///< Which flags are named where not all can: the lowest first.
};

/// What a chart writes around its plot. On a board only the top row names the flags and only the
/// bottom row the times; the charts between share both by standing under each other.
struct ChartEdges {
    bool flagWords = false;   ///< In a lane of their own above the plot, never over the curves.
    bool timeLabels = false;
};

class TimeChart : public QWidget {
    Q_OBJECT
public:
    /// `format` turns a value of the vertical axis into text.
    TimeChart(const QString& title, QString (*format)(double), QWidget* parent = nullptr);
    ~TimeChart() override;

    void setLines(std::vector<ChartLine> lines);
    void setFlags(std::vector<ChartFlag> flags);
    /// Both in milliseconds since 1970 UTC, `from` < `to`.
    void setRange(double fromMillis, double toMillis);
    void setCursor(std::optional<double> atMillis);
    void setEdges(ChartEdges edges);
    /// What is drawn now.
    const std::vector<ChartLine>& lines() const;
    std::optional<double> cursor() const;
    void setTitle(const QString& title);
    /// Where the curves are drawn, in this widget's pixels.
    QRectF plotArea() const;
    /// Segments drawn now; for tests.
    int drawnSegments() const;

    QSize minimumSizeHint() const override { return {metrics::scaled(320), metrics::scaled(110)}; }

Q_SIGNALS:
    /// The pointer stands at this time, or nowhere.
    void pointed(std::optional<double> atMillis);
    /// A person dragged over this range.
    void rangeChosen(double fromMillis, double toMillis);
    /// A double click: back to the newest.
    void resetRequested();

private:
    class Canvas;

    Canvas* m_canvas;
};

}  // namespace orrery::console
