// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long the store took over the last 128 batches.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "shared/base/time.h"

namespace orrery::core {

class CommitTimes {
public:
    void add(Duration took) {
        m_times[m_next] = took;
        m_next = (m_next + 1) % m_times.size();
        m_count = std::min(m_count + 1, m_times.size());
    }

    /// The time that `percent` of the batches did not exceed (nearest rank); none before the first batch.
    std::optional<Duration> percentile(std::size_t percent) const {
        if (m_count == 0) {
            return std::nullopt;
        }
        std::vector<Duration> sorted(m_times.begin(), m_times.begin() + static_cast<std::ptrdiff_t>(m_count));
        std::sort(sorted.begin(), sorted.end());
        const std::size_t rank = (percent * m_count + 99) / 100;
        return sorted[std::max<std::size_t>(rank, 1) - 1];
    }

private:
    std::array<Duration, 128> m_times{};
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};

}  // namespace orrery::core
