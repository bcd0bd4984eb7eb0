// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/quantiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace orrery::console {
namespace {

double millisOf(Instant at, const Moment& now) {
    return static_cast<double>(now.wall.millis) -
           static_cast<double>((now.at - at).micros) / 1000.0;
}

/// The middle value, the 95th of a hundred and the greatest. Changes the order of `values`.
std::array<float, 3> quantilesOf(std::vector<float>& values) {
    std::array<float, 3> result{};
    auto done = values.begin();   // What stands before is not greater than what follows.
    for (const auto& [value, percent] : {std::pair(&result[0], 50), std::pair(&result[1], 95), std::pair(&result[2], 100)}) {
        const auto place = values.begin() + static_cast<std::ptrdiff_t>(values.size() - 1) * percent / 100;
        std::nth_element(done, place, values.end());
        *value = *place;
        done = place;
    }
    return result;
}

}  // namespace

QuantileLines quantileLines(const MetricHistory& history, Metric metric,
                            const std::vector<UnitId>& units, const TimeRange& range,
                            std::size_t shares, const Moment& now) {
    const double from = millisOf(range.from, now);
    const double to = std::max(millisOf(range.to, now), from + 1);
    const std::size_t count = std::max<std::size_t>(shares, 2);
    std::vector<std::vector<float>> values(count);
    for (const UnitId unit : units) {
        const std::vector<float> greatest = history.greatest({metric, unit, range.from, range.to, count});
        for (std::size_t share = 0; share < count; ++share) {
            if (!std::isnan(greatest[share])) {
                values[share].push_back(greatest[share]);
            }
        }
    }
    QuantileLines lines;
    bool joins = false;
    for (std::size_t share = 0; share < count; ++share) {
        std::vector<float>& heard = values[share];
        if (heard.empty()) {
            joins = false;
            continue;
        }
        const double x =
            from + (static_cast<double>(share) + 0.5) * (to - from) / static_cast<double>(count);
        const std::array<float, 3> quantiles = quantilesOf(heard);
        const std::array<std::vector<Segment>*, 3> targets{&lines.middle, &lines.high, &lines.worst};
        for (std::size_t index = 0; index < targets.size(); ++index) {
            if (!joins) {
                targets[index]->emplace_back();
            }
            targets[index]->back().push_back({x, quantiles[index]});
        }
        joins = true;
    }
    return lines;
}

std::vector<UnitId> worstUnits(const MetricHistory& history, Metric metric,
                               const std::vector<UnitId>& units, const TimeRange& range,
                               std::size_t count) {
    std::vector<std::pair<float, UnitId>> worst;
    for (const UnitId unit : units) {
        const float greatest = history.greatest({metric, unit, range.from, range.to, 1}).front();
        if (!std::isnan(greatest)) {
            worst.emplace_back(-greatest, unit);
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
