// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of the model's enumerations, each once. Writing and reading both look here, so that a
// word that is written can always be read. Private to shared/model: others call wordFor() and the
// ...From() functions of the public headers.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "shared/base/assert.h"
#include "shared/model/grid_event.h"
#include "shared/model/grid_state.h"
#include "shared/model/plan.h"
#include "shared/model/telemetry.h"

namespace orrery::model {

/// `table`: the words in the order of the enumerators, which count from 0.
template <typename Enum>
struct Words;

template <>
struct Words<UnitState> {
    static constexpr std::array<std::string_view, 6> table = {"starting", "ready",     "draining",
                                                              "stopped",  "unhealthy", "dead"};
};

template <>
struct Words<PumpStrategy> {
    static constexpr std::array<std::string_view, 2> table = {"write-behind", "none"};
};

template <>
struct Words<Role> {
    static constexpr std::array<std::string_view, 3> table = {"primary", "backup", "joining"};
};

template <>
struct Words<PumpState> {
    static constexpr std::array<std::string_view, 6> table = {"idle",    "flowing", "backing-off",
                                                              "blocked", "paused",  "off"};
};

template <>
struct Words<EventKind> {
    static constexpr std::array<std::string_view, 24> table = {
        "grid-created",       "agent-joined",       "unit-added",         "unit-started",
        "unit-ready",         "unit-draining",      "unit-stopped",       "unit-died",
        "unit-suspected",     "failover-started",   "failover-completed", "partition-lost",
        "partition-restored", "copy-joined",        "copy-removed",       "primary-moved",
        "operator-action",    "redundancy-restored", "first-write",       "operation-completed",
        "pump-paused",        "pump-resumed",       "store-troubled",     "store-recovered"};
};

template <>
struct Words<Severity> {
    static constexpr std::array<std::string_view, 4> table = {"notice", "medium", "high",
                                                              "critical"};
};

template <>
struct Words<ActionKind> {
    static constexpr std::array<std::string_view, 11> table = {
        "add-unit",           "drain-unit",     "kill-unit",        "restart-unit",
        "failover-partition", "move-partition", "restore-partition",
        "pause-pump",         "resume-pump",    "stop-operation",   "balance-grid"};
};

template <>
struct Words<RiskTier> {
    static constexpr std::array<std::string_view, 4> table = {"look", "reversible", "service",
                                                              "data-loss"};
};

template <typename Enum>
std::string_view lookUpWord(Enum value) {
    const auto index = static_cast<std::size_t>(value);
    ORRERY_ASSERT(index < Words<Enum>::table.size());
    return Words<Enum>::table[index];
}

template <typename Enum>
std::optional<Enum> lookUpEnum(std::string_view word) {
    for (std::size_t index = 0; index < Words<Enum>::table.size(); ++index) {
        if (Words<Enum>::table[index] == word) {
            return static_cast<Enum>(index);
        }
    }
    return std::nullopt;
}

}  // namespace orrery::model
