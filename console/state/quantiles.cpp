// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/quantiles.h"

#include <algorithm>
#include <utility>

namespace orrery::console {
namespace {

constexpr std::size_t pointsOfUnit = 600;

double millisOf(Instant at, const Moment& now) {
    return static_cast<double>(now.wall.millis) -
           static_cast<double>((now.at - at).micros) / 1000.0;
}

/// The greatest value of each share; none where the unit was not heard.
std::vector<std::optional<double>> sharesOf(const std::vector<Segment>& segments, double from,
                                            double to, std::size_t shares) {
    std::vector<std::optional<double>> result(shares);
    for (const Segment& segment : segments) {
        for (const QPointF& point : segment) {
            const double place = (point.x() - from) / (to - from) * static_cast<double>(shares);
            const auto share =
                static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(shares - 1)));
            result[share] = std::max(result[share].value_or(point.y()), point.y());
        }
    }
    return result;
}

double quantile(const std::vector<double>& sorted, std::size_t percent) {
    return sorted[(sorted.size() - 1) * percent / 100];
}

}  // namespace

QuantileLines quantileLines(const MetricHistory& history, Metric metric,
                            const std::vector<UnitId>& units, const TimeRange& range,
                            std::size_t shares, const Moment& now) {
    const double from = millisOf(range.from, now);
    const double to = std::max(millisOf(range.to, now), from + 1);
    const std::size_t count = std::max<std::size_t>(shares, 2);
    std::vector<std::vector<double>> values(count);
    for (const UnitId unit : units) {
        const auto line =
            sharesOf(history.series({metric, unit, range.from, range.to, pointsOfUnit}, now), from,
                     to, count);
        for (std::size_t share = 0; share < count; ++share) {
            if (line[share]) {
                values[share].push_back(*line[share]);
            }
        }
    }
    QuantileLines lines;
    bool joins = false;
    for (std::size_t share = 0; share < count; ++share) {
        std::vector<double>& heard = values[share];
        if (heard.empty()) {
            // One empty share between two samples is no gap when shares are shorter than samples are apart.
            const bool finer = (to - from) / static_cast<double>(count) <
                               static_cast<double>(MetricHistory::breakAfter.millis());
            joins = joins && finer && share > 0 && !values[share - 1].empty();
            continue;
        }
        std::sort(heard.begin(), heard.end());
        const double x =
            from + (static_cast<double>(share) + 0.5) * (to - from) / static_cast<double>(count);
        for (const auto& [line, percent] :
             {std::pair(&lines.middle, 50), std::pair(&lines.high, 95),
              std::pair(&lines.worst, 100)}) {
            if (!joins) {
                line->emplace_back();
            }
            line->back().push_back({x, quantile(heard, static_cast<std::size_t>(percent))});
        }
        joins = true;
    }
    return lines;
}

std::vector<UnitId> worstUnits(const MetricHistory& history, Metric metric,
                               const std::vector<UnitId>& units, const TimeRange& range,
                               std::size_t count, const Moment& now) {
    std::vector<std::pair<double, UnitId>> worst;
    for (const UnitId unit : units) {
        std::optional<double> greatest;
        for (const Segment& segment :
             history.series({metric, unit, range.from, range.to, pointsOfUnit}, now)) {
            for (const QPointF& point : segment) {
                greatest = std::max(greatest.value_or(point.y()), point.y());
            }
        }
        if (greatest) {
            worst.emplace_back(-*greatest, unit);
        }
    }
    std::sort(worst.begin(), worst.end());
    std::vector<UnitId> result;
    for (std::size_t index = 0; index < std::min(count, worst.size()); ++index) {
        result.push_back(worst[index].second);
    }
    return result;
}

}  // namespace orrery::console
