// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/views/trend_row.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/views/figures.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/sparkline.h"

namespace orrery::console {

TrendRow::TrendRow(const std::vector<Metric>& metrics, int lineHeight, QWidget* parent)
    : QWidget(parent), m_heading(makeSection({}, this)) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(metrics::scaled(8));
    whole->addWidget(m_heading);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::scaled(24));
    for (const Metric metric : metrics) {
        auto* column = new QVBoxLayout;
        column->setSpacing(metrics::scaled(4));
        auto* label = new RunLabel(this);
        auto* line = new Sparkline(this);
        line->setMinimumHeight(lineHeight);
        line->setAccessibleName(titleOf(metric));
        line->setWords([metric](double value) { return metricText(metric, value); });
        line->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        line->setBaselineVisible();
        column->addWidget(label);
        column->addWidget(line);
        row->addLayout(column, 1);
        m_trends.push_back({label, line, metric});
    }
    whole->addLayout(row, 1);
}

void TrendRow::setZoom(double zoom) {
    zoomSection(*m_heading, zoom);
    for (const Trend& trend : m_trends) {
        trend.label->setZoom(zoom);
        trend.line->setZoom(zoom);
    }
}

void TrendRow::showSnapshot(const GridSnapshot& snapshot, const MetricHistory& history,
                            std::optional<UnitId> unit) {
    const QString of = unit ? tr(" of %1").arg(snapshot.unitName(*unit)) : QString();
    const Duration span = trendSpan(history, snapshot.now.at);
    m_heading->setText(trendHeading(span));
    for (const Trend& trend : m_trends) {
        const auto last = history.valueAt(trend.metric, unit, snapshot.now.at);
        trend.line->setValues(trendValues(history, trend.metric, unit, snapshot.now.at, span));
        trend.label->setRuns(
            {{titleOf(trend.metric) + of + QStringLiteral("  "), Tone::Dim, RunStyle::Text},
             {last ? metricText(trend.metric, *last) : unknownText(), Tone::Normal,
              RunStyle::Figure}});
    }
}

}  // namespace orrery::console
