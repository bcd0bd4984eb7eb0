// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One action that a person carried out: what was forecast, what came of it. Trust in plans is
// earned by comparing the two.
#pragma once

#include <optional>
#include <vector>

#include <QString>

#include "console/source/grid_source.h"
#include "console/state/grid_snapshot.h"

namespace orrery::console {

struct OperationStep {
    Moment at;
    Duration sinceStart;
    QString text;  ///< From the journal.
};

struct OperationRecord {
    std::uint64_t number = 0;  ///< From 1.
    model::Plan plan;          ///< Holds the forecast.
    QString by;
    QString reason;
    Moment startedAt;
    std::optional<ActionAnswer> answer;       ///< None: still under way.
    std::vector<OperationStep> steps;         ///< What the journal told since, in order.
    std::vector<Duration> pauses;             ///< Of the failovers and moves among them.
    std::optional<Duration> redundancyAfter;  ///< From start until every partition was whole again.
    std::uint64_t lastEvent = 0;              ///< Number of the last event looked at.
    std::optional<Moment> finishedAt;  ///< Redundancy restored, or the unit in its final state.

    /// Median of `pauses`.
    std::optional<Duration> measuredPause() const;
    /// Measured pause divided by the forecast's median; none when one of them is missing.
    std::optional<double> forecastRatio() const;
};

/// Adds what the journal and the table of `snapshot` tell about the action.
void observe(OperationRecord& record, const GridSnapshot& snapshot);

}  // namespace orrery::console
