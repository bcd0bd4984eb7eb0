// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scenarios: what the world is like and what befalls it. Plain data; the seed fills in the rest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/simulation/workload.h"
#include "cluster/simulation/world/world.h"

namespace orrery::simulation {

/// How often each kind of fault is chosen, relative to the others. 0: never.
struct FaultWeights {
    std::uint32_t unitCrash = 0;
    std::uint32_t hostCrash = 0;        ///< Agent and units of a host; the controller's host too.
    std::uint32_t unitPause = 0;
    std::uint32_t agentPause = 0;
    std::uint32_t cut = 0;              ///< Between hosts: two-way or one-way.
    std::uint32_t linkBreak = 0;
    std::uint32_t clog = 0;
    std::uint32_t storeOutage = 0;
    std::uint32_t storeBusy = 0;
    std::uint32_t connectionBreak = 0;  ///< Of clients.
    std::uint32_t move = 0;             ///< An operator moves or fails over a partition.
    std::uint32_t drain = 0;            ///< An operator drains a unit and restarts it later.
    std::uint32_t stop = 0;             ///< An operator drains a unit and soon stops all drains.
    std::uint32_t pumpPause = 0;        ///< An operator pauses a unit's pump and resumes it later.

    std::uint32_t sum() const {
        return unitCrash + hostCrash + unitPause + agentPause + cut + linkBreak + clog + storeOutage +
               storeBusy + connectionBreak + move + drain + stop + pumpPause;
    }
};

/// How long each kind of fault lasts before it heals.
struct FaultSpans {
    Span hostDown{milliseconds(200), milliseconds(2500)};
    Span cut{milliseconds(50), milliseconds(3000)};
    Span pause{milliseconds(20), milliseconds(3000)};
    Span clog{milliseconds(20), milliseconds(900)};
    Span storeDown{milliseconds(50), milliseconds(2000)};
    Span drained{milliseconds(500), milliseconds(2500)};
    Span untilStop{milliseconds(5), milliseconds(700)};
    Span pumpPaused{milliseconds(100), milliseconds(3000)};
};

struct Scenario {
    std::string name;
    WorldOptions world;
    WorkloadOptions workload;
    FaultWeights weights;
    Span betweenFaults{milliseconds(50), milliseconds(900)};
    FaultSpans spans;
    Duration faultsFor = seconds(5);     ///< Faults are done until then; then all heal.
    Duration restWithin = seconds(40);   ///< From then the grid must come to rest within this.
    /// Crashes spare the last living copy of every partition. False: whole partitions may be lost.
    bool sparesLastCopy = true;
};

/// Names of all scenarios.
std::vector<std::string_view> scenarioNames();

/// The scenario called `name`, its details drawn from `seed`; none when there is no such scenario.
std::optional<Scenario> makeScenario(std::string_view name, std::uint64_t seed);

}  // namespace orrery::simulation
