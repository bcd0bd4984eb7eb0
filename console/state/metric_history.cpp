// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two rings per unit and the reading of them. Every sample goes into both rings; a reader takes
// the single samples as far back as they reach and the half-minute extremes before that.
#include "console/state/metric_history.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>
#include <utility>

#include "console/state/decimation.h"

namespace orrery::console {

namespace {

constexpr float notMeasured = std::numeric_limits<float>::quiet_NaN();

std::size_t indexOf(Metric metric) { return static_cast<std::size_t>(metric); }

/// Of the straight line between two samples.
float valueBetween(const HistorySample& before, const HistorySample& after, double at) {
    const double part = (at - static_cast<double>(before.at.micros)) / static_cast<double>((after.at - before.at).micros);
    return static_cast<float>(before.value + (after.value - before.value) * part);
}

/// The equal parts of a span of time, walked through from before the first to after the last.
class Shares {
public:
    explicit Shares(const SeriesRequest& request)
        : m_from(static_cast<double>(request.from.micros)),
          m_length(std::max(static_cast<double>((request.to - request.from).micros), 1.0) /
                   static_cast<double>(request.maximumPoints)),
          m_end(m_from) {}

    /// The one in which `at` lies; -1: before the first. Never asked for a moment before the one asked for last.
    std::int64_t of(Instant at) {
        const auto micros = static_cast<double>(at.micros);
        if (micros >= m_end) {
            m_number = static_cast<std::int64_t>((micros - m_from) / m_length);
            m_end = m_from + static_cast<double>(m_number + 1) * m_length;
        }
        return m_number;
    }
    double middleOf(std::int64_t number) const { return m_from + (static_cast<double>(number) + 0.5) * m_length; }

private:
    double m_from, m_length, m_end;
    std::int64_t m_number = -1;
};

/// See MetricHistory::greatest(). Samples outside the request lead lines into it and count for nothing else.
std::vector<float> greatestOf(const std::vector<HistorySample>& samples, const SeriesRequest& request) {
    const auto last = static_cast<std::int64_t>(request.maximumPoints) - 1;
    std::vector<float> result(request.maximumPoints, notMeasured);
    const auto raise = [&](std::int64_t share, float value) {
        float& greatest = result[static_cast<std::size_t>(share)];
        greatest = greatest >= value ? greatest : value;   // Of none and a number: the number.
    };
    Shares shares(request);
    std::int64_t before = -1;
    for (std::size_t index = 0; index < samples.size(); ++index) {
        const HistorySample& sample = samples[index];
        const std::int64_t share = shares.of(sample.at);
        if (sample.joins && index > 0) {
            for (std::int64_t passed = before + 1; passed < share && passed <= last; ++passed) {
                raise(passed, valueBetween(samples[index - 1], sample, shares.middleOf(passed)));
            }
        }
        if (sample.at >= request.from && sample.at <= request.to) {
            raise(std::min(share, last), sample.value);
        }
        before = share;
    }
    return result;
}

}  // namespace

template <typename Item>
void MetricHistory::Ring<Item>::push(const Item& item, std::size_t capacity) {
    if (items.size() < capacity) {
        if (items.size() == items.capacity()) {   // Twice as much would be for ever: a ring that is full stays as it is.
            items.reserve(std::min(capacity, items.size() + capacity / 8));
        }
        items.push_back(item);
        return;
    }
    items[start] = item;
    start = (start + 1) % items.size();
}

void MetricHistory::add(Metric metric, std::optional<UnitId> unit, Instant at, double value) {
    MetricValues values;
    values[indexOf(metric)] = value;
    add(unit, at, values);
}

void MetricHistory::add(std::optional<UnitId> unit, Instant at, const MetricValues& values) {
    Row row{at, {}, true};
    bool isEmpty = true;
    for (std::size_t index = 0; index < metricCount; ++index) {
        const bool isKnown = values[index] && std::isfinite(*values[index]);
        row.values[index] = isKnown ? static_cast<float>(*values[index]) : notMeasured;
        isEmpty = isEmpty && !isKnown;
    }
    if (!isEmpty) {
        const std::scoped_lock lock(m_mutex);
        add(m_subjects[keyOf(unit)], row);
    }
}

const MetricHistory::Subject* MetricHistory::find(std::optional<UnitId> unit) const {
    const auto found = m_subjects.find(keyOf(unit));
    return found != m_subjects.end() ? &found->second : nullptr;
}

void MetricHistory::add(Subject& subject, Row row) {
    if (subject.rows.items.empty()) {
        row.joins = false;
    } else {
        const Row& before = subject.rows.newest();
        if (row.at <= before.at) {
            return;
        }
        row.joins = !subject.broken && row.at - before.at <= breakAfter;
    }
    subject.broken = false;
    subject.rows.push(row, sampleCapacity);
    addToBuckets(subject, row);
}

void MetricHistory::addToBuckets(Subject& subject, const Row& row) {
    const bool fits = !subject.buckets.items.empty() && row.joins && row.at - subject.buckets.newest().first < bucketLength;
    if (!fits) {
        Bucket begun{row.at, row.at, {}, row.joins};
        begun.extremes.fill({notMeasured, notMeasured, notMeasured, notMeasured});
        subject.buckets.push(begun, bucketCapacity);
    }
    Bucket& bucket = subject.buckets.newest();
    bucket.last = row.at;
    for (std::size_t index = 0; index < metricCount; ++index) {
        const float value = row.values[index];
        Extremes& extremes = bucket.extremes[index];
        if (std::isnan(value)) {
            continue;
        }
        if (std::isnan(extremes.opening)) {
            extremes = {value, value, value, value};
        }
        extremes.low = std::min(extremes.low, value);
        extremes.high = std::max(extremes.high, value);
        extremes.closing = value;
    }
}

void MetricHistory::breakLine(std::optional<UnitId> unit) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_subjects.find(keyOf(unit));
    if (found != m_subjects.end()) {
        found->second.broken = true;
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

void MetricHistory::addToTier(HistoryTier& tier, TierSeries extremes, const Subject& subject, Span span) {
    bool isEmpty = true;
    for (std::size_t left = subject.rows.items.size(); left > 0; --left) {
        const Row& row = subject.rows.at(left - 1);
        if (row.at < span.from) {
            break;
        }
        const float value = row.values[indexOf(extremes.metric)];
        if (row.at >= span.to || std::isnan(value)) {
            continue;
        }
        if (std::exchange(isEmpty, false)) {
            extremes.low = extremes.high = extremes.closing = value;
        }
        extremes.opening = value;
        extremes.low = std::min(extremes.low, value);
        extremes.high = std::max(extremes.high, value);
        tier.from = std::min(tier.from, row.at);
        tier.to = std::max(tier.to, row.at);
    }
    if (!isEmpty) {
        tier.series.push_back(extremes);
    }
}

std::optional<HistoryTier> MetricHistory::tier(Instant from, Instant to) const {
    const std::scoped_lock lock(m_mutex);
    HistoryTier tier{to, from, {}};
    for (const auto& [number, subject] : m_subjects) {
        for (const Metric metric : allMetrics()) {
            addToTier(tier, {number, metric}, subject, {from, to});
        }
    }
    return tier.series.empty() ? std::nullopt : std::optional(std::move(tier));
}

void MetricHistory::addSamples(const Subject& subject, Metric metric, Span span, std::vector<Sample>& target) {
    const Ring<Row>& rows = subject.rows;
    const auto places = std::views::iota(std::size_t{0}, rows.items.size());
    const auto first = *std::ranges::partition_point(places, [&](std::size_t place) { return rows.at(place).at < span.from; });
    const std::size_t before = target.size();
    target.reserve(before + rows.items.size() - first);
    bool broken = false;
    for (std::size_t place = first; place < rows.items.size() && rows.at(place).at <= span.to; ++place) {
        const Row& row = rows.at(place);
        const float value = row.values[indexOf(metric)];
        broken = broken || !row.joins || (target.size() > before && row.at - target.back().at > breakAfter);
        if (!std::isnan(value)) {
            target.push_back({row.at, value, !std::exchange(broken, false)});
        }
    }
}

std::vector<HistorySample> MetricHistory::collect(const SeriesRequest& request) const {
    const Subject* subject = find(request.unit);
    std::vector<Sample> own;
    Instant end = request.to;
    if (subject != nullptr) {
        own = collect(*subject, request.metric, {request.from, request.to});
        end = std::min(end, subject->rows.at(0).at - microseconds(1));
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

std::vector<HistorySample> MetricHistory::collect(const Subject& subject, Metric metric, Span span) {
    std::vector<Sample> result;
    const Instant exactFrom = subject.rows.at(0).at;
    for (std::size_t index = 0; index < subject.buckets.items.size(); ++index) {
        const Bucket& bucket = subject.buckets.at(index);
        const Extremes& extremes = bucket.extremes[indexOf(metric)];
        const bool isWanted = bucket.last < exactFrom && bucket.first <= span.to && bucket.last >= span.from;
        if (!isWanted || std::isnan(extremes.opening)) {
            continue;
        }
        const Duration third{(bucket.last - bucket.first).micros / 3};
        const bool joins = bucket.joins && (result.empty() || bucket.first - result.back().at <= breakAfter);
        result.push_back({bucket.first, extremes.opening, joins});
        if (third.micros > 0) {
            result.push_back({bucket.first + third, extremes.low, true});
            result.push_back({bucket.last - third, extremes.high, true});
            result.push_back({bucket.last, extremes.closing, true});
        }
    }
    const std::size_t halfMinutes = result.size();
    addSamples(subject, metric, span, result);
    if (halfMinutes > 0 && result.size() > halfMinutes) {   // Between them lies the half minute that both rings hold a part of.
        Sample& single = result[halfMinutes];
        single.joins = single.joins && single.at - result[halfMinutes - 1].at <= bucketLength + breakAfter;
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

std::vector<float> MetricHistory::greatest(const SeriesRequest& request) const {
    std::vector<Sample> samples;
    {
        const std::scoped_lock lock(m_mutex);
        samples = collect(request);
    }
    return greatestOf(samples, request);
}

std::vector<float> MetricHistory::usualValues(const Subject& subject, Metric metric, const std::vector<Sample>& samples) {
    const Instant from = samples.back().at - normalSpan;
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(normalSpan.micros / usualStep.micros));
    for (std::size_t index = 0; index < subject.buckets.items.size(); ++index) {
        const Bucket& bucket = subject.buckets.at(index);
        const Extremes& extremes = bucket.extremes[indexOf(metric)];
        if (bucket.last >= from && bucket.last < subject.rows.at(0).at && !std::isnan(extremes.opening)) {
            // Opening and closing are samples like any other, the extremes are not: they stand for all.
            const std::int64_t steps = (bucket.last - bucket.first).micros / usualStep.micros + 1;
            values.insert(values.end(), static_cast<std::size_t>((steps + 1) / 2), extremes.opening);
            values.insert(values.end(), static_cast<std::size_t>(steps / 2), extremes.closing);
        }
    }
    for (const Sample& sample : samples) {
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
        const Subject* subject = find(unit);
        if (subject == nullptr) {
            return std::nullopt;
        }
        std::vector<Sample> samples;
        addSamples(*subject, metric, {subject->rows.at(0).at, subject->rows.newest().at}, samples);
        if (samples.size() < fewest) {
            return std::nullopt;
        }
        values = usualValues(*subject, metric, samples);
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
    const Subject* subject = find(unit);
    for (std::size_t left = subject != nullptr ? subject->rows.items.size() : 0; left > 0; --left) {
        const Row& row = subject->rows.at(left - 1);
        if (at - row.at > breakAfter) {
            break;
        }
        const float value = row.values[indexOf(metric)];
        if (row.at <= at && !std::isnan(value)) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<Instant> MetricHistory::oldest() const {
    const std::scoped_lock lock(m_mutex);
    std::optional<Instant> result = m_archive ? m_archive->oldest() : std::nullopt;
    for (const auto& [number, subject] : m_subjects) {
        const Instant first = subject.buckets.at(0).first;
        result = std::min(result.value_or(first), first);
    }
    return result;
}

}  // namespace orrery::console
