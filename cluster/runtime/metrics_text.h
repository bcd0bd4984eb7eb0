// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Telemetry as Prometheus text (exposition format 0.0.4). Names end in their unit; counters in _total.
#pragma once

#include <string>

#include "shared/model/grid_state.h"
#include "shared/model/telemetry.h"

namespace orrery::runtime {

/// A unit's figures, labelled with grid and unit.
std::string metricsOf(const model::UnitTelemetry& telemetry, const std::string& grid,
                      const std::string& unit);

/// What an agent knows of its grid: units by state, partitions by condition.
std::string metricsOf(const model::GridState& state);

}  // namespace orrery::runtime
