// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an operator's action would do, computed by the control plane's own planner: the same code that
// carries it out. A plan is bound to the epoch it was made at; carrying it out with that epoch is
// refused when the table has changed since.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::model {

enum class ActionKind : std::uint8_t { AddUnit, DrainUnit, KillUnit, RestartUnit, FailoverPartition, MovePartition,
                                       RestorePartition, PausePump, ResumePump,
                                       StopOperation,   ///< Begins nothing more of an operation that is under way.
                                       BalanceGrid };   ///< Evens copies and primaries out now.

/// Highest pace that can be asked for.
inline constexpr std::uint32_t paceLimit = 64;

/// True for actions that take a pace (Action::atMost).
constexpr bool takesPace(ActionKind kind) {
    return kind == ActionKind::DrainUnit || kind == ActionKind::AddUnit || kind == ActionKind::RestartUnit ||
           kind == ActionKind::BalanceGrid;
}

/// What is asked for. Fields that the action has no use for stay empty.
struct Action {
    ActionKind kind = ActionKind::DrainUnit;
    std::string unit;                       ///< Name of the unit acted on; AddUnit: the new unit's name or empty.
    std::string host;                       ///< AddUnit: where; empty = the planner chooses.
    std::optional<PartitionId> partition;   ///< FailoverPartition, MovePartition; RestorePartition: none = all lost.
    std::string target;                     ///< MovePartition, FailoverPartition: receiving unit; empty = the planner chooses.
    std::optional<std::uint64_t> operation{};  ///< StopOperation: the number of its line in the journal.
    /// Drain, add, restart, balance: copies that are built, and primaries that are handed over, at a time in the
    /// whole grid, 1 to paceLimit; none = as many as each unit can take. What mends a loss is never slowed.
    std::optional<std::uint32_t> atMost{};
    friend bool operator==(const Action&, const Action&) = default;
};

/// Risk tiers: what the console asks of the operator before it acts.
enum class RiskTier : std::uint8_t { Look = 0, Reversible = 1, Service = 2, DataLoss = 3 };

struct PlanStep {
    std::string text;
    std::optional<Duration> estimate;       ///< None: no measured base to estimate from.
    friend bool operator==(const PlanStep&, const PlanStep&) = default;
};

/// A partition that another unit leads afterwards.
struct PrimaryChange {
    PartitionId partition;
    std::string from;                       ///< Unit names; empty: none led it.
    std::string to;
    friend bool operator==(const PrimaryChange&, const PrimaryChange&) = default;
};

/// What a unit that receives copies takes on.
struct ReceiverLoad {
    std::string unit;
    std::uint32_t copies = 0;               ///< Built there.
    std::uint64_t bytes = 0;                ///< Of their entries, as far as reported.
    std::optional<std::uint64_t> memoryAfter;   ///< The unit's account afterwards; none = it has not reported.
    std::uint64_t memoryLimit = 0;          ///< 0: none set.
    friend bool operator==(const ReceiverLoad&, const ReceiverLoad&) = default;
};

struct Plan {
    Action action;
    Epoch epoch;
    std::string digest;                     ///< Eight hexadecimal digits over all other fields; names the plan in the journal.
    RiskTier tier = RiskTier::Service;
    std::string title;                      ///< "Drain unit b1"
    std::string button;                     ///< The effect: "Drain b1, move 43 primaries"
    std::vector<PlanStep> steps;
    std::vector<std::string> blockers;      ///< Not empty: the action would be refused, and why.
    std::vector<std::string> warnings;
    std::uint32_t primariesMoved = 0;
    std::uint32_t copiesRebuilt = 0;
    std::uint64_t bytesToMove = 0;
    std::vector<PrimaryChange> primaryChanges;  ///< By partition.
    std::vector<ReceiverLoad> receivers;    ///< By unit name.
    std::uint32_t pumpsHandedOver = 0;      ///< Partitions whose pump goes on elsewhere.
    std::optional<std::uint64_t> queuedHandedOver;  ///< Changes in their queues now; none = not known.
    std::optional<std::uint64_t> writesAtRisk;       ///< Acknowledged writes that could be lost; none = not known.
    std::uint32_t oneCopyMeanwhile = 0;     ///< Partitions with a single copy while it runs.
    std::uint32_t sharedHostAfter = 0;      ///< Partitions with two copies on one host afterwards.
    std::optional<Duration> pauseMedian;    ///< Per partition, from measured failovers; none = none measured yet.
    std::optional<Duration> pauseP95;
    std::vector<std::uint32_t> copiesBefore;  ///< [n] = partitions with n copies
    std::vector<std::uint32_t> copiesAfter;
    std::string undo;                       ///< How to go back, in one sentence.
    std::optional<Action> undoAction;       ///< The action that goes back; none: there is none.
    friend bool operator==(const Plan&, const Plan&) = default;
};

std::string_view wordFor(ActionKind kind);
std::string_view wordFor(RiskTier tier);
std::optional<ActionKind> actionKindFrom(std::string_view word);
std::optional<RiskTier> riskTierFrom(std::string_view word);

}  // namespace orrery::model
