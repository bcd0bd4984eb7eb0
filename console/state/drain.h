// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What will become of a pump's queue, from one sample and its rates. Pure arithmetic; a stale or
// missing base gives "unknown" and never the old answer.
#pragma once

#include <cstdint>
#include <optional>

#include "console/state/freshness.h"
#include "shared/model/telemetry.h"

namespace orrery::console {

/// How a pump's queue develops.
enum class DrainTrend : std::uint8_t { Unknown, Empty, Draining, Growing, Standing };

/// Committed changes per second that come in and that the store confirms (coalesced ones counted).
struct PumpPace {
    double in = 0;
    double out = 0;
};

struct DrainForecast {
    DrainTrend trend = DrainTrend::Unknown;
    std::optional<Duration> drainTime;  ///< Draining or Empty: until the queue is empty.
    double growth = 0;  ///< Changes per second that the queue gains; negative when it shrinks.
    std::optional<Duration> fullIn;   ///< If the store stayed down: until writers are throttled.
    std::optional<Duration> fillsIn;  ///< At the present pace, while it grows: the same.
    friend bool operator==(const DrainForecast&, const DrainForecast&) = default;
};

/// `pace` none: only one sample is known. Growing needs a growth above 5 % of what comes in and a
/// backlog above a quarter of a second of what goes out: a queue that breathes is draining.
DrainForecast forecastDrain(const model::PumpTelemetry& counters, std::optional<PumpPace> pace,
                            Freshness freshness);

/// accepted = persisted + coalesced + queued + dead letters
bool ledgerBalances(const model::PumpTelemetry& counters);

}  // namespace orrery::console
