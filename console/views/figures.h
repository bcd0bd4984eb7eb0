// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The four figures of the wall, as data: value, what is normal, and whether a person should look.
#pragma once

#include "console/state/grid_snapshot.h"
#include "console/state/metric_history.h"
#include "console/widgets/figure_card.h"

namespace orrery::console {

CardFigure requestsFigure(const GridSnapshot& snapshot, const MetricHistory& history);
CardFigure lagFigure(const GridSnapshot& snapshot, const MetricHistory& history);
CardFigure memoryOnlyFigure(const GridSnapshot& snapshot, const MetricHistory& history);
CardFigure hitFigure(const GridSnapshot& snapshot, const MetricHistory& history);

/// How far a trend reaches back: five minutes, less while the history is shorter, never below one.
Duration trendSpan(const MetricHistory& history, Instant now);
/// "Last 5 minutes", "Last 93 s"
QString trendHeading(Duration span);
/// The same within a sentence: "last 5 minutes"
QString trendWords(Duration span);
/// Samples of `metric` at even distances over the last `span`; NaN where there was none.
std::vector<double> trendValues(const MetricHistory& history, Metric metric,
                                std::optional<UnitId> unit, Instant now, Duration span);

/// A value of `metric` with its unit: "41.8 k/s".
QString metricText(Metric metric, double value);

}  // namespace orrery::console
