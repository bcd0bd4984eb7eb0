// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures that are kept over time, per unit and for the grid as a whole.
#pragma once

#include <array>
#include <cstdint>

#include <QString>

namespace orrery::console {

enum class Metric : std::uint8_t {
    OperationsPerSecond,
    ReadsPerSecond,
    WritesPerSecond,
    HitPercent,
    LagMillis,
    QueuedWrites,
    OldestQueuedMillis,
    AcceptedPerSecond,
    PersistedPerSecond,
    CommitP99Millis,
    MemoryBytes,
    CpuPercent,
};

inline constexpr std::size_t metricCount = 12;

/// Every metric, in the order of the enumeration.
constexpr std::array<Metric, metricCount> allMetrics() {
    std::array<Metric, metricCount> result{};
    for (std::size_t index = 0; index < metricCount; ++index)
        result[index] = static_cast<Metric>(index);
    return result;
}

/// For a heading: "Replication lag".
QString titleOf(Metric metric);
/// "ms", "/s", "%", "B", or empty for a count.
QString unitOf(Metric metric);

}  // namespace orrery::console
