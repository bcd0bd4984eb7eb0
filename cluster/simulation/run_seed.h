// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One seed of one scenario, from an empty world to a verdict: a while of load and faults, then healing,
// then rest, then the final reads, then judgement.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "cluster/simulation/planted_bug.h"
#include "cluster/simulation/scenario.h"

namespace orrery::simulation {

struct Verdict {
    std::uint64_t seed = 0;
    std::string scenario;
    bool ok = true;
    std::string what;                 ///< The first violation in words, with the claim it breaks.
    std::uint64_t traceHash = 0;      ///< Equal for equal histories.
    Duration simulatedTime;
    std::uint64_t events = 0;
    WorkloadFigures operations;
    std::map<std::string, std::uint64_t> faults;   ///< How many of each kind.
};

/// Runs `scenario`; `seed` is only noted in the verdict. Equal scenarios give equal verdicts.
Verdict runScenario(const Scenario& scenario, std::uint64_t seed, PlantedBug bug = PlantedBug::None);

/// Runs seed `seed` of the scenario called `name`, which must exist.
Verdict runSeed(std::uint64_t seed, std::string_view name, PlantedBug bug = PlantedBug::None);

/// The one line that runs a verdict's seed again.
std::string replayLine(const Verdict& verdict);

}  // namespace orrery::simulation
