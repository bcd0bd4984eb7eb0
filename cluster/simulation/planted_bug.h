// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bugs planted on purpose, to prove that the checkers would see them. None needs code in the core: the
// surroundings lie in a way that has the same outcome as the bug.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "cluster/simulation/world/world.h"

namespace orrery::simulation {

enum class PlantedBug : std::uint8_t {
    None,
    AnswerBeforeBackup,   ///< A backup acknowledges a change when it is sent, not when it has it.
    SkipBackup,           ///< A backup acknowledges changes that it drops.
    ClockStopsInPause,    ///< The lease is measured by a clock that stands still while the process is stopped.
    StoreIgnoresFences,   ///< An old primary's batch overwrites what a newer one has stored.
    StoreLosesBatches,    ///< A batch is confirmed and not written.
    DiskLies,             ///< The control log's sync is confirmed and not done.
};

/// Names as the command line knows them.
std::vector<std::string_view> plantedBugNames();
std::optional<PlantedBug> plantedBugFrom(std::string_view name);

/// Plants `bug` in `world`; the result must live as long as the world runs.
std::unique_ptr<Tamper> plant(PlantedBug bug, World& world);

}  // namespace orrery::simulation
