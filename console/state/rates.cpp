// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Differences of counters.
#include "console/state/rates.h"

#include <cmath>
#include <limits>

namespace orrery::console {
namespace {

constexpr Duration longestSpan = seconds(60);

std::optional<double> rate(std::uint64_t earlier, std::uint64_t later, Duration span) {
    if (later < earlier) {
        return std::nullopt;
    }
    return static_cast<double>(later - earlier) * 1e6 / static_cast<double>(span.micros);
}

Duration secondsOf(double count) {
    constexpr double longest = 1e9;
    return Duration{static_cast<std::int64_t>(std::min(count, longest) * 1e6)};
}

DrainTrend trendOf(double queued, double in, double out) {
    constexpr double noticeableGrowth = 0.05;
    constexpr double noticeableBacklogSeconds = 0.25;
    const double growth = in - out;
    if (growth > noticeableGrowth * in && queued > noticeableBacklogSeconds * out) {
        return DrainTrend::Growing;
    }
    return out > 0 ? DrainTrend::Draining : DrainTrend::Standing;
}

}  // namespace

Duration spanBetween(const model::UnitTelemetry& earlier, const model::UnitTelemetry& later,
                     Duration received) {
    const Duration own = milliseconds(later.sampledAt.millis - earlier.sampledAt.millis);
    if (own > Duration{} && own <= longestSpan) {
        return own;
    }
    return std::max(received, Duration{});
}

UnitRates ratesBetween(const model::UnitTelemetry& earlier, const model::UnitTelemetry& later,
                       Duration span) {
    UnitRates result;
    result.operations = rate(earlier.operations, later.operations, span);
    result.reads = rate(earlier.reads, later.reads, span);
    result.writes = rate(earlier.writes, later.writes, span);
    result.redirects = rate(earlier.redirects, later.redirects, span);
    result.refusals = rate(earlier.refusals, later.refusals, span);
    result.unknowns = rate(earlier.unknowns, later.unknowns, span);
    result.accepted = rate(earlier.pump.accepted, later.pump.accepted, span);
    result.persisted = rate(earlier.pump.persisted, later.pump.persisted, span);
    result.coalesced = rate(earlier.pump.coalesced, later.pump.coalesced, span);
    const auto hits = rate(earlier.hits, later.hits, span);
    const auto misses = rate(earlier.misses, later.misses, span);
    if (hits && misses && *hits + *misses > 0) {
        result.hitRatio = *hits / (*hits + *misses);
    }
    return result;
}

std::vector<float> partitionRates(const model::UnitTelemetry& earlier,
                                  const model::UnitTelemetry& later, Duration span) {
    std::vector<float> result;
    result.reserve(later.partitions.size());
    auto before = earlier.partitions.begin();
    for (const model::PartitionTelemetry& partition : later.partitions) {
        while (before != earlier.partitions.end() && before->partition < partition.partition) {
            ++before;
        }
        const bool found =
            before != earlier.partitions.end() && before->partition == partition.partition;
        const auto perSecond =
            found ? rate(before->operations, partition.operations, span) : std::nullopt;
        result.push_back(perSecond ? static_cast<float>(*perSecond)
                                   : std::numeric_limits<float>::quiet_NaN());
    }
    return result;
}

PumpView pumpView(const model::PumpTelemetry& counters, const UnitRates& rates) {
    PumpView view;
    view.counters = counters;
    if (counters.queued == 0) {
        view.trend = DrainTrend::Empty;
        view.drainTime = Duration{};
    }
    if (!rates.accepted || !rates.persisted || !rates.coalesced) {
        return view;
    }
    const double in = *rates.accepted;
    const double out = *rates.persisted + *rates.coalesced;
    const double queued = static_cast<double>(counters.queued);
    view.growth = in - out;
    if (counters.queued == 0) {
        return view;
    }
    view.trend = trendOf(queued, in, out);
    if (view.trend == DrainTrend::Draining) {
        view.drainTime = secondsOf(queued / out);
    }
    if (in > 0 && counters.limitBytes > counters.queuedBytes && counters.queuedBytes > 0) {
        const double bytesPerChange = static_cast<double>(counters.queuedBytes) / queued;
        const double room = static_cast<double>(counters.limitBytes - counters.queuedBytes);
        view.fullIn = secondsOf(room / (in * bytesPerChange));
    }
    return view;
}

}  // namespace orrery::console
