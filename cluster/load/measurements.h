// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a load measures: counts, latencies, and for each partition the longest time between two
// acknowledged writes, which is what a failover looks like from outside.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cluster/load/latency_histogram.h"
#include "cluster/load/ledger/ledger.h"
#include "shared/base/ids.h"

namespace orrery::load {

/// Longest time without an acknowledged write, per partition.
class WriteGaps {
public:
    explicit WriteGaps(std::uint16_t partitionCount) : m_partitions(partitionCount) {}

    void acknowledged(const std::string& key, Instant at);
    /// The load has ended: the time since the last write counts too.
    void close(Instant at);

    struct Longest { PartitionId partition; Duration gap; };
    Longest longest() const;
    /// Of the partitions' longest gaps; 0 when nothing was written.
    Duration median() const;

private:
    struct One { Instant last; Duration longest; std::uint64_t writes = 0; };
    std::vector<One> m_partitions;
};

struct Measurements {
    explicit Measurements(std::uint16_t partitionCount) : gaps(partitionCount) {}

    std::uint64_t operations = 0;   ///< Ended Ok.
    std::uint64_t writes = 0;       ///< Of them, writes.
    std::uint64_t refused = 0;      ///< Ended as not applied.
    std::uint64_t unknown = 0;      ///< Ended as unknown.
    std::uint64_t resolved = 0;     ///< Ended Ok after an attempt whose outcome was not known.
    std::uint64_t staleReads = 0;
    std::uint64_t foreignReads = 0; ///< Saw what this load never asked for.
    std::string lastRefusal;        ///< Words of the last operation that was not applied.
    LatencyHistogram latency;       ///< Of operations that ended Ok, waiting and repeating included.
    LatencyHistogram lastSecond;
    WriteGaps gaps;
};

}  // namespace orrery::load
