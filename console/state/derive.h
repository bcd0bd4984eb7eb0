// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of a snapshot that follow from table and samples. Pure functions on a snapshot whose
// state, units and now are filled.
#pragma once

#include <map>
#include <span>

#include "console/state/grid_snapshot.h"

namespace orrery::console {

/// Operations per second beside each unit's telemetry->partitions; NaN: unknown.
using PartitionRates = std::map<UnitId, std::span<const float>>;

/// Roles per unit by the table.
void countRoles(GridSnapshot& snapshot);
void fillPartitions(GridSnapshot& snapshot, const PartitionRates& rates);
/// Also fills worstLagOut and worstLagIn of the units.
void fillLinks(GridSnapshot& snapshot);
void fillTotals(GridSnapshot& snapshot);

}  // namespace orrery::console
