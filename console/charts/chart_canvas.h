// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Qt Charts side of a TimeChart: a chart without its own axes and legend; grid, labels, flags
// and cursor are painted over it in the palette's colours.
#pragma once

#include <QChartView>
#include <QLineSeries>
#include <QValueAxis>

#include "console/charts/time_chart.h"

namespace orrery::console {

class TimeChart::Canvas : public QChartView {
    Q_OBJECT
public:
    Canvas(TimeChart* owner, QString (*format)(double));

    void setLines(std::vector<ChartLine> lines);
    void setRange(double from, double to);
    void layOutPlot();
    const std::vector<ChartLine>& lines() const { return m_lines; }
    QRectF plot() const { return m_plot; }

    QString title;
    std::vector<ChartFlag> flags;
    std::optional<double> cursor;
    ChartEdges edges;
    int segmentCount = 0;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    double xOf(double millis) const;
    double timeAt(double x) const;
    QLineSeries* seriesAt(std::size_t index);
    void paintHeading(QPainter& painter) const;
    /// Says since when there are samples, where the range reaches further back.
    void paintBefore(QPainter& painter) const;
    void paintTimeLabels(QPainter& painter) const;
    /// Behind the curves.
    void paintFlagLines(QPainter& painter) const;
    void paintFlagWords(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;
    std::optional<double> newestOf(const ChartLine& line) const;
    std::optional<double> valueAt(const ChartLine& line, double millis) const;

    TimeChart* m_owner;
    QString (*m_format)(double);
    QValueAxis* m_time;
    QValueAxis* m_value;
    std::vector<QLineSeries*> m_series;
    std::vector<ChartLine> m_lines;
    QRectF m_plot;
    double m_from = 0;
    double m_to = 1;
    double m_top = 1;
    std::optional<double> m_pressed;
    std::optional<double> m_dragged;
};

}  // namespace orrery::console
