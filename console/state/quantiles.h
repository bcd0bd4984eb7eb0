// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many units in few lines: the middle unit, the 95th of a hundred and the worst one over time, and which
// units were worst. Pure but for reading the history.
#pragma once

#include <vector>

#include "console/state/metric_history.h"
#include "console/state/time_cursor.h"

namespace orrery::console {

struct QuantileLines {
    std::vector<Segment> middle, high, worst;  ///< p50, p95 and the greatest value.
};

/// Over `units` in `range`, cut into `shares` equal parts (at least 2). In each part a unit counts with the
/// greatest value it had there (MetricHistory::greatest); a part in which no unit was heard breaks the lines. An
/// extreme of any unit is in `worst`.
QuantileLines quantileLines(const MetricHistory& history, Metric metric, const std::vector<UnitId>& units,
                            const TimeRange& range, std::size_t shares, const Moment& now);

/// The `count` units that reached the greatest values in `range`, the worst first; units never heard there are
/// left out.
std::vector<UnitId> worstUnits(const MetricHistory& history, Metric metric, const std::vector<UnitId>& units,
                               const TimeRange& range, std::size_t count);

}  // namespace orrery::console
