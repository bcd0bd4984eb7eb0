// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The formulas.
#include "console/state/drain.h"

#include <algorithm>

namespace orrery::console {
namespace {

constexpr double noticeableGrowth = 0.05;
constexpr double noticeableBacklogSeconds = 0.25;

Duration secondsOf(double count) {
    constexpr double longest = 1e9;
    return Duration{static_cast<std::int64_t>(std::min(count, longest) * 1e6)};
}

DrainTrend trendOf(double queued, const PumpPace& pace) {
    if (pace.in - pace.out > noticeableGrowth * pace.in &&
        queued > noticeableBacklogSeconds * pace.out) {
        return DrainTrend::Growing;
    }
    return pace.out > 0 ? DrainTrend::Draining : DrainTrend::Standing;
}

/// Changes that still fit below the limit; none when there is no limit or no measure of a change.
std::optional<double> roomOf(const model::PumpTelemetry& counters) {
    if (counters.limitBytes <= counters.queuedBytes || counters.queuedBytes == 0) {
        return std::nullopt;
    }
    const double bytesPerChange =
        static_cast<double>(counters.queuedBytes) / static_cast<double>(counters.queued);
    return static_cast<double>(counters.limitBytes - counters.queuedBytes) / bytesPerChange;
}

}  // namespace

DrainForecast forecastDrain(const model::PumpTelemetry& counters, std::optional<PumpPace> pace,
                            Freshness freshness) {
    DrainForecast forecast;
    if (freshness != Freshness::Live && freshness != Freshness::Late) {
        return forecast;
    }
    if (pace) {
        forecast.growth = pace->in - pace->out;
    }
    if (counters.queued == 0) {
        forecast.trend = DrainTrend::Empty;
        forecast.drainTime = Duration{};
        return forecast;
    }
    if (!pace) {
        return forecast;
    }
    const double queued = static_cast<double>(counters.queued);
    forecast.trend = trendOf(queued, *pace);
    if (forecast.trend == DrainTrend::Draining) {
        forecast.drainTime = secondsOf(queued / pace->out);
    }
    const std::optional<double> room = roomOf(counters);
    if (room && pace->in > 0) {
        forecast.fullIn = secondsOf(*room / pace->in);
    }
    if (room && forecast.trend == DrainTrend::Growing) {
        forecast.fillsIn = secondsOf(*room / forecast.growth);
    }
    return forecast;
}

bool ledgerBalances(const model::PumpTelemetry& counters) {
    return counters.accepted ==
           counters.persisted + counters.coalesced + counters.queued + counters.deadLettered;
}

}  // namespace orrery::console
