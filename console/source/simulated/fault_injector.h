// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/simulation/world/world.h"
#include "console/source/simulated/simulated_fault.h"
#include "shared/base/result.h"

namespace orrery::console {

/// Puts `fault` into `world` now. Refused, for a person, when there is no such unit or host, or when it is
/// not in a state for it (dead already, stopped already).
Status injectFault(const SimulatedFault& fault, simulation::World& world);

}  // namespace orrery::console
