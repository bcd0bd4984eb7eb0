// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What this grid has measured of itself, as the base of forecasts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>

#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::core {

/// The newest measurements of each kind, oldest first.
struct PauseFigures {
    static constexpr std::size_t kept = 100;

    std::deque<Duration> failovers;   ///< From the detection of a loss until every partition served again.
    std::deque<Duration> handovers;   ///< Of one partition: from the order until the new primary served.
    std::deque<Duration> joins;       ///< Of one copy: from the order to build it until it was in sync.

    /// Adds to `samples`, which keeps its newest.
    static void note(std::deque<Duration>& samples, Duration sample) {
        samples.push_back(sample);
        if (samples.size() > kept) {
            samples.pop_front();
        }
    }
};

/// Changes that a unit's pump accepts per second, for units whose pace is known.
using PumpIntake = std::map<UnitId, std::uint64_t>;

}  // namespace orrery::core
