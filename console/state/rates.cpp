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

}  // namespace

Duration spanBetween(const model::UnitTelemetry& earlier, const model::UnitTelemetry& later,
                     Duration received) {
    const Duration own = later.sampledAt - earlier.sampledAt;
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

std::optional<PumpPace> paceOf(const UnitRates& rates) {
    if (!rates.accepted || !rates.persisted || !rates.coalesced) {
        return std::nullopt;
    }
    return PumpPace{*rates.accepted, *rates.persisted + *rates.coalesced};
}

}  // namespace orrery::console
