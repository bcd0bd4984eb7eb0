// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A unit's settings beside those of the other units: which differ from what most have, which differ by
// nature, and what must not be told.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/model/grid_state.h"
#include "shared/model/unit_reading.h"

namespace orrery::core {

/// The one list of what differs from unit to unit or host to host by nature and is never a difference; all other
/// settings are compared, and the password is a secret.
model::SettingSort sortOf(std::string_view setting);

/// `value` as it may be told: what stands for a user and a password in an address (scheme://user:password@host)
/// and behind words such as password=, token= or key= is replaced by ***; cut to 512 bytes.
std::string withoutSecrets(std::string_view value);

/// What an agent told of its units, as it may be kept: secrets out of the values again, at most 64 settings,
/// names cut to 64 bytes.
std::vector<model::Setting> admissible(std::vector<model::Setting> told);

/// What the units of a host are started with; null: its agent has not said.
using SettingsOfHost = std::function<const std::vector<model::Setting>*(const std::string& host)>;

/// The settings of `unit`, of which `settings(unit.host)` must not be null, with its own name and numbers, beside
/// those of all other units of `grid` that are not stopped. Of values that equally many have, its own counts as
/// the usual one, else the first by the alphabet.
model::UnitSettings compareSettings(const model::GridState& grid, const model::UnitDescription& unit,
                                    const SettingsOfHost& settings);

}  // namespace orrery::core
