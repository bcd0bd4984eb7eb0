// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every segment has two points for certain and a share of the rest by its length. When there are
// more breaks than points, each share of the whole becomes a segment of its own.
#include "console/state/decimation.h"

#include <algorithm>
#include <span>

namespace orrery::console {
namespace {

using Samples = std::span<const HistorySample>;

QPointF pointOf(const HistorySample& sample, const Moment& now) {
    const double micros = static_cast<double>((now.at - sample.at).micros);
    return {static_cast<double>(now.wall.millis) - micros / 1000.0,
            static_cast<double>(sample.value)};
}

/// Appends lowest and highest of `share` in order of time.
void appendExtremes(Samples share, const Moment& now, Segment& target) {
    const auto [low, high] = std::minmax_element(
        share.begin(), share.end(), [](const HistorySample& left, const HistorySample& right) {
            return left.value < right.value;
        });
    if (low == high) {
        target.push_back(pointOf(*low, now));
        return;
    }
    target.push_back(pointOf(*std::min(low, high), now));
    target.push_back(pointOf(*std::max(low, high), now));
}

Segment reduced(Samples samples, std::size_t budget, const Moment& now) {
    Segment result;
    if (samples.size() <= budget) {
        for (const HistorySample& sample : samples) {
            result.push_back(pointOf(sample, now));
        }
        return result;
    }
    const std::size_t shares = std::max<std::size_t>(budget / 2, 1);
    for (std::size_t share = 0; share < shares; ++share) {
        const std::size_t begin = samples.size() * share / shares;
        const std::size_t end = samples.size() * (share + 1) / shares;
        appendExtremes(samples.subspan(begin, end - begin), now, result);
    }
    return result;
}

std::vector<Samples> split(const std::vector<HistorySample>& samples) {
    std::vector<Samples> result;
    std::size_t begin = 0;
    for (std::size_t index = 1; index <= samples.size(); ++index) {
        if (index == samples.size() || !samples[index].joins) {
            result.push_back(Samples(samples).subspan(begin, index - begin));
            begin = index;
        }
    }
    return result;
}

std::vector<Segment> scattered(Samples samples, std::size_t maximumPoints, const Moment& now) {
    std::vector<Segment> result;
    for (const QPointF& point : reduced(samples, maximumPoints, now)) {
        result.push_back({point});
    }
    return result;
}

}  // namespace

std::vector<Segment> decimate(const std::vector<HistorySample>& samples, std::size_t maximumPoints,
                              const Moment& now) {
    if (samples.empty()) {
        return {};
    }
    const std::size_t limit = std::max<std::size_t>(maximumPoints, 4);
    const std::vector<Samples> runs = split(samples);
    if (runs.size() * 2 > limit) {
        return scattered(samples, limit, now);
    }
    const std::size_t spare = limit - runs.size() * 2;
    std::vector<Segment> result;
    for (const Samples& run : runs) {
        result.push_back(reduced(run, 2 + spare * run.size() / samples.size(), now));
    }
    return result;
}

}  // namespace orrery::console
