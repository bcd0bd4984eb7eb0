// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Differences of the counter over the class limits.
#include "console/state/queue_ages.h"

#include <algorithm>

namespace orrery::console {

void QueueAges::add(Instant at, const model::PumpTelemetry& counters) {
    if (!m_samples.empty() && counters.accepted < m_samples.back().accepted) {
        m_samples.clear();
    }
    m_samples.push_back({at, counters.accepted});
    const auto surplus = [&] {
        return m_samples.size() > capacity ||
               (m_samples.size() > 2 && at - m_samples[1].at >= ageLimits.back());
    };
    while (surplus()) {
        m_samples.pop_front();
    }
}

std::optional<std::uint64_t> QueueAges::acceptedSince(Duration span) const {
    const Sample& last = m_samples.back();
    const Instant from = last.at - span;
    const auto after = std::find_if(m_samples.begin(), m_samples.end(),
                                    [from](const Sample& sample) { return sample.at > from; });
    if (after == m_samples.begin()) {
        return std::nullopt;
    }
    // Between two samples the counter is taken to have grown evenly.
    const Sample& before = *std::prev(after);
    const auto gap = static_cast<double>((after->at - before.at).micros);
    const double share = static_cast<double>((from - before.at).micros) / gap;
    const double grown = static_cast<double>(after->accepted - before.accepted) * share;
    return last.accepted - before.accepted - static_cast<std::uint64_t>(grown);
}

std::optional<AgeClasses> QueueAges::classes(const model::PumpTelemetry& counters) const {
    AgeClasses result{};
    if (m_samples.empty()) {
        return std::nullopt;
    }
    std::uint64_t younger = 0;
    for (std::size_t index = 0; index < result.size(); ++index) {
        const bool last = index == ageLimits.size() || counters.oldest < ageLimits[index];
        std::uint64_t upTo = counters.queued;
        if (!last) {
            const std::optional<std::uint64_t> accepted = acceptedSince(ageLimits[index]);
            if (!accepted) {
                return std::nullopt;
            }
            upTo = std::min(counters.queued, *accepted);
        }
        result[index] = upTo - younger;
        younger = upTo;
        if (last) {
            break;
        }
    }
    return result;
}

}  // namespace orrery::console
