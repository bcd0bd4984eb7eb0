// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE, not a measurement: a made-up grid of six units on three hosts with 256 partitions
// over two minutes. Unit b2 is killed after 40 s, its partitions fail over, backups are rebuilt, b2
// comes back at 75 s, and the pump of a2 backs off between 85 s and 100 s. All figures come from a
// seeded generator, so the same seed gives the same bytes.
#pragma once

#include <memory>
#include <vector>

#include <QString>

#include "console/state/aggregator.h"
#include "console/state/stream_batch.h"
#include "shared/base/result.h"

namespace orrery::console::fixture {

struct ScenarioOptions {
    std::uint64_t seed = 1;
    std::uint16_t partitions = 256;
    std::uint32_t hosts = 3;
    std::uint32_t unitsPerHost = 2;
    std::uint8_t backups = 1;
    Duration length = seconds(120);
    Duration interval = milliseconds(500);
    /// When b2 is killed; at or after `length`: never.
    Duration killAt = seconds(40);
};

/// 2026-11-20 14:00:00 UTC
inline constexpr WallTime scenarioStart{1795183200000};
inline constexpr Instant scenarioClockStart{1'000'000'000};

/// Everything a console would have received, in order.
std::vector<ReceivedMessage> scenarioMessages(const ScenarioOptions& options = {});
/// Writes them through RecordingWriter.
Status writeScenario(const QString& path, const ScenarioOptions& options = {});
/// The picture `offset` after the start, made without threads or files. `history` is filled up to
/// then.
SnapshotPointer scenarioSnapshot(Duration offset, MetricHistory& history,
                                 const ScenarioOptions& options = {});
SnapshotPointer scenarioSnapshot(Duration offset, const ScenarioOptions& options = {});

}  // namespace orrery::console::fixture
