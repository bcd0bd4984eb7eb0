// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/history_tier.h"

#include <algorithm>
#include <tuple>

namespace orrery::console {
namespace {

const TierSeries* find(const HistoryTier& tier, std::uint32_t unit, Metric metric) {
    const auto found = std::lower_bound(
        tier.series.begin(), tier.series.end(), std::tuple(unit, metric),
        [](const TierSeries& series, const std::tuple<std::uint32_t, Metric>& wanted) {
            return std::tuple(series.unit, series.metric) < wanted;
        });
    const bool matches =
        found != tier.series.end() && found->unit == unit && found->metric == metric;
    return matches ? &*found : nullptr;
}

}  // namespace

void HistoryArchive::add(std::shared_ptr<const HistoryTier> tier) {
    const std::scoped_lock lock(m_mutex);
    m_tiers[tier->from] = std::move(tier);
    if (m_tiers.size() > capacity) {
        m_tiers.erase(m_tiers.begin());
    }
}

bool HistoryArchive::holds(Instant from) const {
    const std::scoped_lock lock(m_mutex);
    return m_tiers.contains(from);
}

void HistoryArchive::collect(std::optional<UnitId> unit, Metric metric, Instant from, Instant to,
                             Duration breakAfter, std::vector<HistorySample>& target) const {
    const std::scoped_lock lock(m_mutex);
    std::optional<Instant> last;
    for (auto it = m_tiers.begin(); it != m_tiers.end() && it->first <= to; ++it) {
        const HistoryTier& tier = *it->second;
        const TierSeries* series =
            tier.to < from ? nullptr : find(tier, unit ? unit->value : 0, metric);
        if (series == nullptr) {
            continue;
        }
        const bool joins = last && tier.from - *last <= breakAfter;
        const Duration third{(tier.to - tier.from).micros / 3};
        target.push_back({tier.from, series->opening, joins});
        target.push_back({tier.from + third, series->low, true});
        target.push_back({tier.to - third, series->high, true});
        target.push_back({tier.to, series->closing, true});
        last = tier.to;
    }
}

std::optional<Instant> HistoryArchive::oldest() const {
    const std::scoped_lock lock(m_mutex);
    return m_tiers.empty() ? std::nullopt : std::optional(m_tiers.begin()->first);
}

}  // namespace orrery::console
