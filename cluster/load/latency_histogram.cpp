// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/latency_histogram.h"

#include <algorithm>
#include <bit>

namespace orrery::load {
namespace {

constexpr unsigned stepBits = 4;   // 16 steps per octave.

std::size_t bucketOf(std::uint64_t micros) {
    if (micros < (1U << stepBits)) {
        return micros;
    }
    const auto octave = static_cast<unsigned>(std::bit_width(micros)) - stepBits;
    return (static_cast<std::size_t>(octave) << stepBits) + ((micros >> (octave - 1)) & 15U);
}

std::uint64_t upperEdge(std::size_t bucket) {
    if (bucket < (1U << stepBits)) {
        return bucket;
    }
    const std::size_t octave = bucket >> stepBits;
    const std::uint64_t step = bucket & 15U;
    return ((16 + step + 1) << (octave - 1)) - 1;
}

}  // namespace

void LatencyHistogram::add(Duration latency) {
    const auto micros = static_cast<std::uint64_t>(std::max<std::int64_t>(0, latency.micros));
    ++m_buckets[std::min(bucketOf(micros), m_buckets.size() - 1)];
    ++m_count;
    m_longest = std::max(m_longest, latency);
}

Duration LatencyHistogram::quantile(std::uint32_t permille) const {
    const std::uint64_t wanted = (m_count * permille + 999) / 1000;
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket < m_buckets.size() && wanted > 0; ++bucket) {
        seen += m_buckets[bucket];
        if (seen >= wanted) {
            return std::min(microseconds(static_cast<std::int64_t>(upperEdge(bucket))), m_longest);
        }
    }
    return {};
}

}  // namespace orrery::load
