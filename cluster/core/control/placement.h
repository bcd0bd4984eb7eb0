// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where copies belong. A pure function from a grid's state to the next few steps; the controller
// carries them out, the planner plays them through to show an operator what will happen.
//
// Rules, strongest first
//   1. Every partition has backups + 1 copies, as far as there are units.
//   2. Never two copies on one host while another host with a unit could hold one.
//   3. A draining unit holds nothing in the end; its last in-sync copy goes only when it is replaced.
//   4. Copies, then primaries, are spread evenly (a difference of one is even).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "shared/model/grid_state.h"

namespace orrery::core {

enum class StepKind : std::uint8_t {
    Begin,        ///< A partition without a primary begins a reign on `unit`, from the store.
    AddCopy,      ///< `unit` joins.
    RemoveCopy,   ///< `unit` leaves; it is not the primary.
    MovePrimary,  ///< `unit`, in sync, becomes primary.
};

struct PlacementStep {
    StepKind kind = StepKind::AddCopy;
    PartitionId partition;
    UnitId unit;
    friend bool operator==(const PlacementStep&, const PlacementStep&) = default;
};

struct PlacementOptions {
    enum class Balance : std::uint8_t { Leave, Spread };
    Balance balance = Balance::Spread;
    std::size_t joinsPerUnit = 8;      ///< Copies one unit may be joining at a time.
    std::size_t movesPerUnit = 8;      ///< Primaries one unit may be giving away at a time.
    std::size_t removals = 16;         ///< Copies that may be removed at a time.
    /// Copies that may be joining, and primaries that may be on the move, at a time in the whole grid; none: only
    /// the limits per unit. Copies of partitions that have too few are not held back by it, nor counted.
    std::optional<std::size_t> atOnce = std::nullopt;
};

/// The steps to take now; empty when everything is where it belongs or has to wait for what is under way
/// (joining copies, handovers). Deterministic.
std::vector<PlacementStep> nextSteps(const model::GridState& state, const PlacementOptions& options);

/// Puts a step into `state` as if it had succeeded at once (AddCopy: in sync). For playing a plan through.
void play(const PlacementStep& step, model::GridState& state);

/// Copies that each partition should have, given the units that can hold any.
std::size_t copiesWanted(const model::GridState& state);

/// [n] = partitions with n in-sync copies.
std::vector<std::uint32_t> copiesHistogram(const model::GridState& state);

/// Partitions with two in-sync copies on one host.
std::uint32_t partitionsSharingHost(const model::GridState& state);

}  // namespace orrery::core
