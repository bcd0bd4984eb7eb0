// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was measured, over time: for each unit, and for the grid, a ring of single samples of all metrics
// (the last ten minutes at two a second) and behind it a ring of half-minute extremes (a day): 0.7 MB a unit. Reading decimates to a bounded number of points and keeps every extreme; where samples are
// missing the line is broken, nothing is carried forward.
//
// Thread safety: all functions may be called from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "console/state/decimation.h"
#include "console/state/history_tier.h"
#include "console/state/metric.h"
#include "console/state/moment.h"
#include "shared/base/ids.h"

namespace orrery::console {

struct SeriesRequest {
    Metric metric = Metric::OperationsPerSecond;
    std::optional<UnitId> unit;  ///< None: the grid as a whole.
    Instant from;
    Instant to;
    std::size_t maximumPoints = 600;  ///< Of all segments together; at least 4.
};

struct NormalRange {
    double low = 0;   ///< 5th percentile of what was measured in the last hour of the series.
    double high = 0;  ///< 95th percentile.
};

/// One figure of each metric, by its number; none where it is not known.
using MetricValues = std::array<std::optional<double>, metricCount>;

class MetricHistory {
public:
    static constexpr std::size_t sampleCapacity = 1200;
    static constexpr std::size_t bucketCapacity = 2880;
    static constexpr Duration bucketLength = seconds(30);
    /// Samples further apart than this are not joined by a line.
    static constexpr Duration breakAfter = milliseconds(2500);
    /// How far back what is usual is taken from.
    static constexpr Duration normalSpan = seconds(3600);

    /// Adds the figures of one moment; those that are no finite numbers are left out. A moment not after the last one
    /// of this unit is ignored.
    void add(std::optional<UnitId> unit, Instant at, const MetricValues& values);
    /// The same for one figure.
    void add(Metric metric, std::optional<UnitId> unit, Instant at, double value);
    /// The line of this unit (none: of the grid) is broken here, e.g. its process was replaced.
    void breakLine(std::optional<UnitId> unit);
    void clear();
    /// What lies before the samples kept here is read from `archive`, which may still be filled; null:
    /// there is none. Forgotten by clear().
    void setArchive(std::shared_ptr<const HistoryArchive> archive);
    /// The extremes of all single samples in [from, to); none when there is no sample.
    std::optional<HistoryTier> tier(Instant from, Instant to) const;

    /// What lies in [from, to], decimated. `now` ties the source's clock to wall time.
    std::vector<Segment> series(const SeriesRequest& request, const Moment& now) const;
    /// The greatest value in each of request.maximumPoints equal parts of [from, to]. A part between two samples that a line
    /// joins has the value of the line in its middle; not a number where there is no line either.
    std::vector<float> greatest(const SeriesRequest& request) const;
    /// What is usual: of the last normalSpan before the newest sample, as far as it is held here. None with
    /// fewer than 60 samples.
    std::optional<NormalRange> normalRange(Metric metric, std::optional<UnitId> unit) const;
    /// The value at `at`: the last sample not after it and not older than breakAfter.
    std::optional<double> valueAt(Metric metric, std::optional<UnitId> unit, Instant at) const;
    /// Time of the oldest sample of any series.
    std::optional<Instant> oldest() const;

private:
    static constexpr Duration usualStep = milliseconds(500);
    using Sample = HistorySample;
    /// All figures of one moment; not a number: that one was not measured. A line of a processor's cache each, and
    /// so is what a sample costs that nobody looks at.
    struct Row {
        Instant at;
        std::array<float, metricCount> values;
        bool joins = true;   ///< The lines go on from the row before.
    };
    struct Extremes {
        float opening, low, high, closing;   ///< Not a number: not measured.
    };
    struct Bucket {
        Instant first, last;
        std::array<Extremes, metricCount> extremes;
        bool joins = true;
    };
    template <typename Item>
    struct Ring {
        std::vector<Item> items;
        std::size_t start = 0;
        const Item& at(std::size_t index) const { return items[(start + index) % items.size()]; }
        const Item& newest() const { return at(items.size() - 1); }
        Item& newest() { return items[(start + items.size() - 1) % items.size()]; }
        void push(const Item& item, std::size_t capacity);
    };
    /// Of a unit or of the grid.
    struct Subject {
        Ring<Row> rows;   ///< Never empty.
        Ring<Bucket> buckets;
        bool broken = false;
    };

    static std::uint32_t keyOf(std::optional<UnitId> unit) { return unit ? unit->value : 0; }
    /// Null when nothing of it was measured. m_mutex must be held.
    const Subject* find(std::optional<UnitId> unit) const;
    static void add(Subject& subject, Row row);
    struct Span {
        Instant from, to;
    };
    /// Appends the single samples of one metric, the oldest first.
    static void addSamples(const Subject& subject, Metric metric, Span span, std::vector<Sample>& target);
    /// Half a second each: the single samples, and before them the ends of the half minutes, repeated.
    static std::vector<float> usualValues(const Subject& subject, Metric metric, const std::vector<Sample>& samples);
    /// `extremes` names the series; what lies in the span is summed up in it.
    static void addToTier(HistoryTier& tier, TierSeries extremes, const Subject& subject, Span span);
    static void addToBuckets(Subject& subject, const Row& row);
    std::vector<Sample> collect(const SeriesRequest& request) const;
    static std::vector<Sample> collect(const Subject& subject, Metric metric, Span span);

    mutable std::mutex m_mutex;
    std::map<std::uint32_t, Subject> m_subjects;  ///< By number of the unit, 0 for the grid.
    std::shared_ptr<const HistoryArchive> m_archive;
};

}  // namespace orrery::console
