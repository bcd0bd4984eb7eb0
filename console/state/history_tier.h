// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The extremes of a stretch of time, of every series at once: what a chart of hours needs of samples
// that need not be read any more. An archive is a row of such stretches, filled from a recording while
// others read it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "console/state/decimation.h"
#include "console/state/metric.h"
#include "shared/base/ids.h"

namespace orrery::console {

struct TierSeries {
    std::uint32_t unit = 0;  ///< 0: the grid as a whole.
    Metric metric = Metric::OperationsPerSecond;
    float opening = 0, low = 0, high = 0, closing = 0;
    friend bool operator==(const TierSeries&, const TierSeries&) = default;
};

struct HistoryTier {
    Instant from;                    ///< Time of the first sample in it.
    Instant to;                      ///< Time of the last one.
    std::vector<TierSeries> series;  ///< By (unit, metric); a series without a sample is absent.
    friend bool operator==(const HistoryTier&, const HistoryTier&) = default;
};

/// Thread safety: all functions may be called from any thread.
class HistoryArchive {
public:
    static constexpr std::size_t capacity = 2880;  ///< A day of half minutes; the oldest go first.

    void add(std::shared_ptr<const HistoryTier> tier);
    /// True when the stretch that begins at `from` is held.
    bool holds(Instant from) const;
    /// Appends what lies in [from, to] to `target`, four samples for a stretch. Stretches more than
    /// `breakAfter` apart are not joined.
    void collect(std::optional<UnitId> unit, Metric metric, Instant from, Instant to,
                 Duration breakAfter, std::vector<HistorySample>& target) const;
    std::optional<Instant> oldest() const;

private:
    mutable std::mutex m_mutex;
    std::map<Instant, std::shared_ptr<const HistoryTier>> m_tiers;  ///< By their beginning.
};

}  // namespace orrery::console
