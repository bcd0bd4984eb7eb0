// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fills the panels from the history; the range follows the newest sample unless a person zoomed.
#include "console/views/charts_view.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/charts/time_chart.h"
#include "console/views/figures.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr std::size_t mostPoints = 600;
constexpr std::size_t mostFlags = 12;

template <Metric metric>
QString format(double value) {
    return metricText(metric, value);
}

double millisOf(Instant at, const Moment& now) {
    return static_cast<double>(wallTimeOf(at, now).millis);
}

Instant instantOf(double millis, const Moment& now) {
    return now.at - milliseconds(now.wall.millis - static_cast<std::int64_t>(millis));
}

}  // namespace

ChartsView::ChartsView(const ViewContext& context, QWidget* parent)
    : View(tr("Charts"), context, parent),
      m_span(new SegmentedControl({tr("1 min"), tr("5 min"), tr("1 h"), tr("24 h")}, this)) {
    setObjectName(QStringLiteral("chartsView"));
    m_span->setObjectName(QStringLiteral("chartsView.span"));
    m_span->setCurrent(1);
    header()->addWidget(m_span);
    auto* newest = new QPushButton(tr("Follow the newest"), this);
    newest->setObjectName(QStringLiteral("chartsView.newest"));
    header()->addWidget(newest);
    header()->addStretch();
    TimeCursor* cursor = context.cursor;
    connect(newest, &QPushButton::clicked, this, [this, cursor] {
        cursor->setFixedRange(std::nullopt);
        refresh(snapshot());
    });
    connect(m_span, &SegmentedControl::chosen, this, [this, cursor](int choice) {
        static constexpr std::int64_t spans[] = {60, 300, 3600, 86400};
        cursor->setFixedRange(std::nullopt);
        cursor->setSpan(seconds(spans[choice]));
        refresh(snapshot());
    });
    connect(cursor, &TimeCursor::rangeChanged, newest,
            [cursor, newest] { newest->setEnabled(!cursor->followsNow()); });
    newest->setEnabled(false);
    connect(cursor, &TimeCursor::pointChanged, this, &ChartsView::showCursor);
    addPanel(Metric::OperationsPerSecond, format<Metric::OperationsPerSecond>);
    addPanel(Metric::LagMillis, format<Metric::LagMillis>);
    addPanel(Metric::QueuedWrites, format<Metric::QueuedWrites>);
    addPanel(Metric::CommitP99Millis, format<Metric::CommitP99Millis>);
    m_panels.back().chart->setTimeLabelsVisible();
}

void ChartsView::addPanel(Metric metric, QString (*formatter)(double)) {
    auto* chart = new TimeChart(titleOf(metric), formatter, this);
    chart->setObjectName(QStringLiteral("chartsView.panel%1").arg(m_panels.size()));
    body()->addWidget(chart, 1);
    m_panels.push_back({chart, metric});
    TimeCursor* cursor = context().cursor;
    connect(chart, &TimeChart::pointed, this, [this, cursor](std::optional<double> at) {
        cursor->setPoint(at ? std::optional<Instant>(instantOf(*at, snapshot()->now))
                            : std::nullopt);
    });
    connect(chart, &TimeChart::rangeChosen, this, [this, cursor](double from, double to) {
        const Moment& now = snapshot()->now;
        cursor->setFixedRange(TimeRange{instantOf(from, now), instantOf(to, now)});
        refresh(snapshot());
    });
    connect(chart, &TimeChart::resetRequested, this, [this, cursor] {
        cursor->setFixedRange(std::nullopt);
        refresh(snapshot());
    });
}

void ChartsView::showCursor() {
    const auto point = context().cursor->point();
    for (const Panel& panel : m_panels) {
        panel.chart->setCursor(point ? std::optional<double>(millisOf(*point, snapshot()->now))
                                     : std::nullopt);
    }
}

std::vector<ChartFlag> ChartsView::flagsOf(const GridSnapshot& shown) const {
    const Colors& colors = theme::colors();
    std::vector<ChartFlag> flags;
    for (std::size_t i = shown.events.size(); i-- > 0 && flags.size() < mostFlags;) {
        const model::GridEvent& event = *shown.events.at(i).event;
        const auto at = static_cast<double>(event.at.millis);
        const QString unit = event.unit ? shown.unitName(*event.unit) : QString();
        switch (event.kind) {
        case model::EventKind::UnitDied:
            flags.push_back({at, tr("%1 died").arg(unit), colors.high});
            break;
        case model::EventKind::OperatorAction:
            flags.push_back({at, tr("operator"), colors.accent});
            break;
        case model::EventKind::PartitionLost:
            flags.push_back({at, tr("lost"), colors.critical});
            break;
        case model::EventKind::UnitReady:
            flags.push_back({at, tr("%1 ready").arg(unit), colors.dim});
            break;
        default: break;
        }
    }
    std::sort(flags.begin(), flags.end(),
              [](const ChartFlag& a, const ChartFlag& b) { return a.atMillis < b.atMillis; });
    return flags;
}

void ChartsView::showPanel(const Panel& panel, const GridSnapshot& shown, const TimeRange& range) {
    const Colors& colors = theme::colors();
    SeriesRequest request{panel.metric, std::nullopt, range.from, range.to, mostPoints};
    std::vector<ChartLine> lines;
    lines.push_back(
        {tr("grid"), colors.primary, 1.6, context().history->series(request, shown.now)});
    if (const auto unit = context().selection->unit()) {
        request.unit = unit;
        lines.push_back({shown.unitName(*unit), colors.accent, 1.4,
                         context().history->series(request, shown.now)});
    }
    panel.chart->setLines(std::move(lines));
    panel.chart->setRange(millisOf(range.from, shown.now), millisOf(range.to, shown.now));
}

void ChartsView::showSnapshot(const GridSnapshot& shown) {
    const TimeRange range = context().cursor->rangeAt(shown.now.at);
    const std::vector<ChartFlag> flags = flagsOf(shown);
    for (const Panel& panel : m_panels) {
        panel.chart->setFlags(flags);
        showPanel(panel, shown, range);
    }
    showCursor();
}

}  // namespace orrery::console
