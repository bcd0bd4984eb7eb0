// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One unit as the screen shows it: what the table says, what it measured of itself, how old that
// is, and what follows from two samples.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "console/state/drain.h"
#include "console/state/freshness.h"
#include "console/state/moment.h"
#include "console/state/queue_ages.h"
#include "console/state/store_trouble.h"
#include "shared/model/grid_state.h"
#include "shared/model/telemetry.h"

namespace orrery::console {

/// Per second, from two consecutive samples of one incarnation. None until there are two.
struct UnitRates {
    std::optional<double> operations, reads, writes, redirects, refusals, unknowns;
    std::optional<double> accepted, persisted, coalesced;  ///< Of the pump.
    std::optional<double> hitRatio;  ///< 0 .. 1 between the samples; none without a read.
    friend bool operator==(const UnitRates&, const UnitRates&) = default;
};

struct PumpView : DrainForecast {
    model::PumpTelemetry counters;         ///< Defaults while the unit was never heard.
    std::optional<AgeClasses> ages;        ///< Of the queued writes.
    std::optional<StoreTrouble> trouble;   ///< The store's last refusals, standing or over.
    friend bool operator==(const PumpView&, const PumpView&) = default;
};

struct UnitView {
    UnitId id;
    std::shared_ptr<const model::UnitTelemetry> telemetry;  ///< Last sample; null: never heard.
    Moment receivedAt;                                      ///< Of the last sample.
    Duration age;                                           ///< At the snapshot's time.
    Freshness freshness = Freshness::Unknown;
    Duration interval;  ///< Between the last two samples; 0 until there are two.
    UnitRates rates;
    PumpView pump;
    std::uint32_t primaries = 0;  ///< By the table, not by the unit's word.
    std::uint32_t backups = 0;    ///< In sync, not primary.
    std::uint32_t joining = 0;
    std::optional<Duration> worstLagOut;  ///< Of the links it sends on; none: unknown or no link.
    std::optional<Duration> worstLagIn;   ///< Of the links that end here.
    std::optional<Duration>
        clockSkew;  ///< Its wall clock minus ours, within one sample's travel; + = ahead.
    std::shared_ptr<const std::vector<float>>
        recentOperations;  ///< Last 60 rates, oldest first; NaN = break.

    /// `value` with this unit's age.
    template <typename Value>
    Aged<Value> aged(std::optional<Value> value) const {
        return Aged<Value>::maybe(std::move(value), age, freshness);
    }
    friend bool operator==(const UnitView&, const UnitView&) = default;
};

}  // namespace orrery::console
