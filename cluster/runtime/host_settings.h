// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an agent says its units run with: made from the very arguments it starts them with.
#pragma once

#include <vector>

#include "cluster/runtime/agent_settings.h"
#include "shared/model/unit_reading.h"

namespace orrery::runtime {

/// Every flag of orrery-unit that is the same for all units of this host, in the order of its help, with its value
/// and where the agent has it from: `origins` are the settings `agent` was read from. Then the program, and whether
/// there is a password; the password itself is not in it.
std::vector<model::Setting> settingsOfUnits(const AgentSettings& agent, const Settings& origins);

}  // namespace orrery::runtime
