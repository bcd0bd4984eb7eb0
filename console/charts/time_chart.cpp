// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hands everything on to the canvas.
#include "console/charts/time_chart.h"

#include <QVBoxLayout>

#include "console/charts/chart_canvas.h"

namespace orrery::console {

TimeChart::TimeChart(const QString& title, QString (*format)(double), QWidget* parent)
    : QWidget(parent), m_canvas(new Canvas(this, format)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_canvas);
    m_canvas->title = title;
    setAccessibleName(title);
}

TimeChart::~TimeChart() = default;

void TimeChart::setLines(std::vector<ChartLine> lines) { m_canvas->setLines(std::move(lines)); }

void TimeChart::setFlags(std::vector<ChartFlag> flags) { m_canvas->flags = std::move(flags); }

void TimeChart::setRange(double fromMillis, double toMillis) {
    m_canvas->setRange(fromMillis, toMillis);
}

void TimeChart::setCursor(std::optional<double> atMillis) {
    if (m_canvas->cursor == atMillis) {
        return;
    }
    m_canvas->cursor = atMillis;
    m_canvas->viewport()->update();
}

void TimeChart::setEdges(ChartEdges edges) {
    m_canvas->edges = edges;
    m_canvas->layOutPlot();
}

const std::vector<ChartLine>& TimeChart::lines() const { return m_canvas->lines(); }

std::optional<double> TimeChart::cursor() const { return m_canvas->cursor; }

void TimeChart::setTitle(const QString& title) {
    m_canvas->title = title;
    setAccessibleName(title);
}

QRectF TimeChart::plotArea() const { return m_canvas->plot(); }

int TimeChart::drawnSegments() const { return m_canvas->segmentCount; }

}  // namespace orrery::console
