// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One action that a person carried out: what was forecast, what came of it. Trust in plans is
// earned by comparing the two.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include <QString>

#include "console/source/grid_source.h"
#include "console/state/grid_snapshot.h"

namespace orrery::console {

struct OperationStep {
    Moment at;
    Duration sinceStart;
    QString text;  ///< From the journal.
    Duration took;  ///< By the journal; 0: not measured.
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
    std::uint64_t journalNumber = 0;          ///< Of the grid's own entry of this action; 0: not seen.
    std::set<std::uint64_t> journalChain;     ///< Numbers of the events that follow from it, itself counted.
    bool isOutcomeTold = false;        ///< The journal has said how it ended.
    QString outcome;                   ///< Its words.
    bool isCutShort = false;           ///< It ended otherwise than reached: stopped, taken back, given up.
    std::optional<Moment> finishedAt;  ///< Redundancy restored, or the unit in its final state.

    /// Sent and not over: no answer yet, or accepted and still moving.
    bool isRunning() const;
    /// From start to end, or to `now`, but not less than to the last step: what is aimed at may stand before that, as
    /// a new unit is ready before it has its share.
    Duration lasted(const Moment& now) const;
    /// Median of `pauses`.
    std::optional<Duration> measuredPause() const;
    /// Measured pause divided by the forecast's median; none when one of them is missing.
    std::optional<double> forecastRatio() const;
};

/// The action that stops the operation; none while the grid's number of it is not seen, when it does not run, or
/// when it is one that is done at once.
std::optional<model::Action> stopOf(const OperationRecord& record);

/// The action that leads back from `record`: of its plan, or for a drain that was stopped half way evening out, for
/// then there is nothing to start again. None: there is none.
std::optional<model::Action> wayBack(const OperationRecord& record);

/// Adds what the journal and the table of `snapshot` tell about the action. A plan with a digest is found in
/// the journal by it, and only what the journal says to follow from it counts; older grids name no plan, and
/// then all that was journalled since the start counts.
void observe(OperationRecord& record, const GridSnapshot& snapshot);

}  // namespace orrery::console
