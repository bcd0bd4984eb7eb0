// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Latencies in buckets of at most 1/16 relative width, from 1 microsecond to about an hour: constant
// memory, however long a load runs.
#pragma once

#include <array>
#include <cstdint>

#include "shared/base/time.h"

namespace orrery::load {

class LatencyHistogram {
public:
    void add(Duration latency);
    void clear() { *this = LatencyHistogram(); }
    std::uint64_t count() const { return m_count; }
    Duration longest() const { return m_longest; }
    /// The latency that `permille` of 1000 do not exceed (upper edge of its bucket); 0 when empty.
    Duration quantile(std::uint32_t permille) const;

private:
    static constexpr std::size_t stepsPerOctave = 16;
    static constexpr std::size_t octaves = 32;
    std::array<std::uint64_t, stepsPerOctave * octaves> m_buckets{};
    std::uint64_t m_count = 0;
    Duration m_longest;
};

}  // namespace orrery::load
