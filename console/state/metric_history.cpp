// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two rings per series and the reading of them. Every sample goes into both rings; a reader takes
// the single samples as far back as they reach and the half-minute extremes before that.
#include "console/state/metric_history.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "console/state/decimation.h"

namespace orrery::console {

template <typename Item>
void MetricHistory::Ring<Item>::push(Item item, std::size_t capacity) {
    if (items.size() < capacity) {
        items.push_back(item);
        return;
    }
    items[start] = item;
    start = (start + 1) % items.size();
}

void MetricHistory::add(Metric metric, std::optional<UnitId> unit, Instant at, double value) {
    const std::scoped_lock lock(m_mutex);
    add(m_subjects[keyOf(unit)][static_cast<std::size_t>(metric)], at, value);
}

void MetricHistory::add(std::optional<UnitId> unit, Instant at, const MetricValues& values) {
    const std::scoped_lock lock(m_mutex);
    Subject& subject = m_subjects[keyOf(unit)];
    for (std::size_t index = 0; index < metricCount; ++index) {
        if (values[index]) {
            add(subject[index], at, *values[index]);
        }
    }
}

const MetricHistory::Series* MetricHistory::find(Metric metric, std::optional<UnitId> unit) const {
    const auto found = m_subjects.find(keyOf(unit));
    if (found == m_subjects.end()) {
        return nullptr;
    }
    const Series& series = found->second[static_cast<std::size_t>(metric)];
    return series.samples.items.empty() ? nullptr : &series;
}

void MetricHistory::add(Series& series, Instant at, double value) {
    if (!std::isfinite(value)) {
        return;
    }
    Sample sample{at, static_cast<float>(value), false};
    if (!series.samples.items.empty()) {
        const Sample& before = series.samples.last();
        if (at <= before.at) {
            return;
        }
        sample.joins = !series.broken && at - before.at <= breakAfter;
    }
    series.broken = false;
    series.samples.push(sample, sampleCapacity);
    addToBuckets(series, sample);
}

void MetricHistory::addToBuckets(Series& series, const Sample& sample) {
    const bool fits = !series.buckets.items.empty() && sample.joins &&
                      sample.at - series.buckets.last().first < bucketLength;
    if (!fits) {
        series.buckets.push(Bucket{sample.at, sample.at, sample.value, sample.value, sample.value,
                                   sample.value, sample.joins},
                            bucketCapacity);
        return;
    }
    Bucket& bucket = series.buckets.last();
    bucket.last = sample.at;
    bucket.low = std::min(bucket.low, sample.value);
    bucket.high = std::max(bucket.high, sample.value);
    bucket.closing = sample.value;
}

void MetricHistory::breakLine(std::optional<UnitId> unit) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_subjects.find(keyOf(unit));
    if (found != m_subjects.end()) {
        for (Series& series : found->second) {
            series.broken = true;
        }
    }
}

void MetricHistory::clear() {
    const std::scoped_lock lock(m_mutex);
    m_subjects.clear();
    m_archive.reset();
}

void MetricHistory::setArchive(std::shared_ptr<const HistoryArchive> archive) {
    const std::scoped_lock lock(m_mutex);
    m_archive = std::move(archive);
}

void MetricHistory::addToTier(HistoryTier& tier, TierSeries extremes, const Series& series, Span span) {
    bool isEmpty = true;
    for (std::size_t left = series.samples.items.size(); left > 0; --left) {
        const Sample& sample = series.samples.at(left - 1);
        if (sample.at < span.from) {
            break;
        }
        if (sample.at >= span.to) {
            continue;
        }
        if (std::exchange(isEmpty, false)) {
            extremes.low = extremes.high = extremes.closing = sample.value;
        }
        extremes.opening = sample.value;
        extremes.low = std::min(extremes.low, sample.value);
        extremes.high = std::max(extremes.high, sample.value);
        tier.from = std::min(tier.from, sample.at);
        tier.to = std::max(tier.to, sample.at);
    }
    if (!isEmpty) {
        tier.series.push_back(extremes);
    }
}

std::optional<HistoryTier> MetricHistory::tier(Instant from, Instant to) const {
    const std::scoped_lock lock(m_mutex);
    HistoryTier tier{to, from, {}};
    for (const auto& [number, subject] : m_subjects) {
        for (std::size_t index = 0; index < metricCount; ++index) {
            addToTier(tier, {number, static_cast<Metric>(index)}, subject[index], {from, to});
        }
    }
    return tier.series.empty() ? std::nullopt : std::optional(std::move(tier));
}

std::vector<HistorySample> MetricHistory::collect(const SeriesRequest& request) const {
    const Series* series = find(request.metric, request.unit);
    std::vector<Sample> own;
    Instant end = request.to;
    if (series != nullptr) {
        own = collect(*series, request.from, request.to);
        end = std::min(end, series->samples.at(0).at - microseconds(1));
    }
    if (!m_archive) {
        return own;
    }
    std::vector<Sample> result;
    m_archive->collect(request.unit, request.metric, request.from, end, breakAfter, result);
    std::erase_if(result, [end](const Sample& sample) { return sample.at > end; });
    if (!result.empty() && !own.empty()) {
        own.front().joins = own.front().at - result.back().at <= breakAfter;
    }
    result.insert(result.end(), own.begin(), own.end());
    return result;
}

std::vector<HistorySample> MetricHistory::collect(const Series& series, Instant from, Instant to) {
    std::vector<Sample> result;
    const auto& samples = series.samples;
    const Instant exactFrom = samples.items.empty() ? to : samples.at(0).at;
    for (std::size_t index = 0; index < series.buckets.items.size(); ++index) {
        const Bucket& bucket = series.buckets.at(index);
        if (bucket.last >= exactFrom || bucket.first > to || bucket.last < from) {
            continue;
        }
        const Duration third{(bucket.last - bucket.first).micros / 3};
        result.push_back({bucket.first, bucket.opening, bucket.joins});
        if (third.micros > 0) {
            result.push_back({bucket.first + third, bucket.low, true});
            result.push_back({bucket.last - third, bucket.high, true});
            result.push_back({bucket.last, bucket.closing, true});
        }
    }
    for (std::size_t index = 0; index < samples.items.size(); ++index) {
        const Sample& sample = samples.at(index);
        if (sample.at >= from && sample.at <= to) {
            result.push_back(sample);
        }
    }
    return result;
}

std::vector<Segment> MetricHistory::series(const SeriesRequest& request, const Moment& now) const {
    std::vector<Sample> samples;
    {
        const std::scoped_lock lock(m_mutex);
        samples = collect(request);
    }
    return decimate(samples, request.maximumPoints, now);
}

std::vector<float> MetricHistory::usualValues(const Series& series) {
    const auto& samples = series.samples;
    const Instant from = samples.at(samples.items.size() - 1).at - normalSpan;
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(normalSpan.micros / usualStep.micros));
    for (std::size_t index = 0; index < series.buckets.items.size(); ++index) {
        const Bucket& bucket = series.buckets.at(index);
        if (bucket.last >= from && bucket.last < samples.at(0).at) {
            // Opening and closing are samples like any other, the extremes are not: they stand for all.
            const std::int64_t steps = (bucket.last - bucket.first).micros / usualStep.micros + 1;
            values.insert(values.end(), static_cast<std::size_t>((steps + 1) / 2), bucket.opening);
            values.insert(values.end(), static_cast<std::size_t>(steps / 2), bucket.closing);
        }
    }
    for (const Sample& sample : samples.items) {
        if (sample.at >= from) {
            values.push_back(sample.value);
        }
    }
    return values;
}

std::optional<NormalRange> MetricHistory::normalRange(Metric metric,
                                                      std::optional<UnitId> unit) const {
    constexpr std::size_t fewest = 60;
    std::vector<float> values;
    {
        const std::scoped_lock lock(m_mutex);
        const Series* series = find(metric, unit);
        if (series == nullptr || series->samples.items.size() < fewest) {
            return std::nullopt;
        }
        values = usualValues(*series);
    }
    const auto tail = static_cast<std::ptrdiff_t>(values.size() / 20);
    std::nth_element(values.begin(), values.begin() + tail, values.end());
    const double low = values[static_cast<std::size_t>(tail)];
    std::nth_element(values.begin(), values.end() - 1 - tail, values.end());
    return NormalRange{low, *(values.end() - 1 - tail)};
}

std::optional<double> MetricHistory::valueAt(Metric metric, std::optional<UnitId> unit,
                                             Instant at) const {
    const std::scoped_lock lock(m_mutex);
    const Series* series = find(metric, unit);
    if (series == nullptr) {
        return std::nullopt;
    }
    const auto& samples = series->samples;
    for (std::size_t index = samples.items.size(); index > 0; --index) {
        const Sample& sample = samples.at(index - 1);
        if (sample.at <= at) {
            return at - sample.at <= breakAfter ? std::optional<double>(sample.value)
                                                : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<Instant> MetricHistory::oldest() const {
    const std::scoped_lock lock(m_mutex);
    std::optional<Instant> result = m_archive ? m_archive->oldest() : std::nullopt;
    for (const auto& [number, subject] : m_subjects) {
        for (const Series& series : subject) {
            if (!series.buckets.items.empty() && (!result || series.buckets.at(0).first < *result)) {
                result = series.buckets.at(0).first;
            }
        }
    }
    return result;
}

}  // namespace orrery::console
