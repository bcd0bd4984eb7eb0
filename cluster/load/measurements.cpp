// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/measurements.h"

#include <algorithm>

#include "shared/base/slot.h"

namespace orrery::load {

void WriteGaps::acknowledged(const std::string& key, Instant at) {
    const auto count = static_cast<std::uint16_t>(m_partitions.size());
    One& one = m_partitions[partitionOf(slotOf(key), count).value];
    if (one.writes > 0) {
        one.longest = std::max(one.longest, at - one.last);
    }
    one.last = at;
    ++one.writes;
}

void WriteGaps::close(Instant at) {
    for (One& one : m_partitions) {
        if (one.writes > 0) {
            one.longest = std::max(one.longest, at - one.last);
        }
    }
}

WriteGaps::Longest WriteGaps::longest() const {
    Longest result;
    for (std::size_t index = 0; index < m_partitions.size(); ++index) {
        if (m_partitions[index].longest > result.gap) {
            result = {PartitionId{static_cast<std::uint16_t>(index)}, m_partitions[index].longest};
        }
    }
    return result;
}

Duration WriteGaps::median() const {
    std::vector<Duration> gaps;
    for (const One& one : m_partitions) {
        if (one.writes > 1) {
            gaps.push_back(one.longest);
        }
    }
    if (gaps.empty()) {
        return {};
    }
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return *middle;
}

}  // namespace orrery::load
