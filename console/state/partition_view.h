// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One partition and one replication link as the screen shows them.
#pragma once

#include <cstdint>
#include <optional>

#include "console/state/freshness.h"
#include "shared/base/ids.h"
#include "shared/model/telemetry.h"

namespace orrery::console {

/// What the map paints, most urgent last. `Moving` covers a handover and a copy that catches up.
enum class PartitionCondition : std::uint8_t { Whole, Moving, UnderReplicated, NotPlaced, Lost };

struct PartitionView {
    PartitionId id;
    PartitionCondition condition = PartitionCondition::Whole;
    std::uint8_t copies = 0;               ///< In sync.
    std::uint8_t joining = 0;              ///< Catching up.
    bool handover = false;                 ///< A planned change of primary is under way.
    bool sharedHost = false;               ///< Two in-sync copies on one host.
    std::optional<std::uint64_t> entries;  ///< By the primary's telemetry, as all below.
    std::optional<std::uint64_t> bytes;
    std::optional<std::uint64_t>
        onlyInMemory;  ///< Committed changes that the store has not confirmed.
    std::optional<std::uint64_t>
        lagRecords;  ///< Primary's last change minus the slowest in-sync copy's.
    std::optional<Sequence> lastSequence;
    std::optional<double> operationsPerSecond;
    Duration age;  ///< Of the primary's telemetry.
    Freshness freshness = Freshness::Unknown;
    friend bool operator==(const PartitionView&, const PartitionView&) = default;
};

struct LinkView {
    UnitId from;
    UnitId to;
    model::LinkTelemetry counters;
    std::uint32_t partitions = 0;  ///< Partitions with primary `from` and a copy on `to`.
    /// Unknown when the link was silent for longer than `linkSilence`, even if the sender said 0.
    Aged<Duration> lag;
    Duration age;  ///< Of the sender's telemetry.
    Freshness freshness = Freshness::Unknown;
    friend bool operator==(const LinkView&, const LinkView&) = default;
};

/// A link that acknowledged nothing for so long tells nothing about its lag.
inline constexpr Duration linkSilence = seconds(2);

}  // namespace orrery::console
