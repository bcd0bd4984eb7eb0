// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/seen_picture.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>

namespace orrery::console::fixture {
namespace {

/// The wall clock is read in whole milliseconds, live beside the other clock, replayed at the end alone.
constexpr std::int64_t wallRounding = 2;

/// The rates of a sparkline without the gaps, which need a sample before the first.
std::vector<float> knownRates(const UnitView& view) {
    std::vector<float> known = view.recentOperations ? *view.recentOperations : std::vector<float>();
    std::erase_if(known, [](float value) { return value != value; });
    return known;
}

void compareUnits(const UnitView& left, const UnitView& right) {
    QCOMPARE(left.telemetry == nullptr, right.telemetry == nullptr);
    QVERIFY(!left.telemetry || *left.telemetry == *right.telemetry);
    QVERIFY(left.rates == right.rates);
    // Ages in the queue and since when a pump is in trouble are followed from sample to sample; of
    // them only what lies in the restored minutes is known again.
    QVERIFY(left.pump.counters == right.pump.counters);
    QVERIFY(static_cast<const DrainForecast&>(left.pump) == static_cast<const DrainForecast&>(right.pump));
    QCOMPARE(left.age.micros, right.age.micros);
    QCOMPARE(left.freshness, right.freshness);
    QCOMPARE(left.clockSkew.has_value(), right.clockSkew.has_value());
    QVERIFY(knownRates(left) == knownRates(right));
}

}  // namespace

std::vector<Segment> curveOf(const MetricHistory& history, std::optional<UnitId> unit, Instant from,
                             const Moment& now) {
    return history.series({Metric::OperationsPerSecond, unit, from, now.at, 600}, now);
}

void comparePictures(const GridSnapshot& live, const GridSnapshot& replayed) {
    QCOMPARE(live.now.at.micros, replayed.now.at.micros);
    QVERIFY(std::abs(live.now.wall.millis - replayed.now.wall.millis) <= wallRounding);
    QCOMPARE(live.hasState, replayed.hasState);
    QVERIFY(*live.state == *replayed.state);
    QCOMPARE(live.tableFreshness, replayed.tableFreshness);
    QCOMPARE(live.tableAge.micros, replayed.tableAge.micros);
    QCOMPARE(live.actionsAllowed, replayed.actionsAllowed);
    QCOMPARE(live.units.size(), replayed.units.size());
    for (std::size_t index = 0; index < live.units.size(); ++index) {
        compareUnits(live.units[index], replayed.units[index]);
    }
    QVERIFY(live.partitions == replayed.partitions);
    QVERIFY(live.links == replayed.links);
    QVERIFY(live.totals == replayed.totals);
    QCOMPARE(live.events.size(), replayed.events.size());
    for (std::size_t index = 0; index < live.events.size(); ++index) {
        QVERIFY(*live.events.at(index).event == *replayed.events.at(index).event);
        QVERIFY(live.events.at(index).receivedAt == replayed.events.at(index).receivedAt);
    }
}

void compareSeen(const Seen& live, const Seen& replayed) {
    comparePictures(*live.picture, *replayed.picture);
    QVERIFY(live.grid == replayed.grid);
    QVERIFY(live.unit == replayed.unit);
}

}  // namespace orrery::console::fixture
