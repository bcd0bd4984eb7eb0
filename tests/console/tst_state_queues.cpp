// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The arithmetic of pump queues: time to drain, age classes, and what the store said.
#include <QTest>

#include <optional>

#include "console/state/drain.h"
#include "console/state/queue_ages.h"
#include "console/state/store_trouble.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

Moment at(Duration offset) {
    return {Instant{1'000'000'000} + offset, WallTime{1'795'183'200'000 + offset.millis()}};
}

model::PumpTelemetry queueOf(std::uint64_t queued) {
    model::PumpTelemetry pump;
    pump.state = model::PumpState::Flowing;
    pump.queued = queued;
    pump.queuedBytes = queued * 100;
    pump.limitBytes = 100'000;
    pump.accepted = queued;
    return pump;
}

}  // namespace

Q_DECLARE_METATYPE(std::optional<orrery::console::PumpPace>)

class QueuesTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void drainTimes_data();
    void drainTimes();
    void queuedWritesHaveAges();
    void theStoresWordsAreFollowedAndUnderstood();
};

void QueuesTest::drainTimes_data() {
    QTest::addColumn<int>("queued");
    QTest::addColumn<std::optional<PumpPace>>("pace");
    QTest::addColumn<int>("freshness");
    QTest::addColumn<int>("trend");
    QTest::addColumn<qint64>("drainMillis");
    QTest::addColumn<qint64>("fullMillis");
    using Pace = std::optional<PumpPace>;
    constexpr int live = static_cast<int>(Freshness::Live);
    const auto row = [](const char* name, int queued, Pace pace, int freshness, DrainTrend trend,
                        qint64 drain, qint64 full) {
        QTest::newRow(name) << queued << pace << freshness << static_cast<int>(trend) << drain << full;
    };
    // 1,000 bytes of room are 10 changes; the limit is 1,000 changes. -1: unknown.
    row("drains", 500, PumpPace{100, 600}, live, DrainTrend::Draining, 833, 5'000);
    row("as much in as out", 500, PumpPace{100, 100}, live, DrainTrend::Draining, 5'000, 5'000);
    row("grows", 500, PumpPace{250, 50}, live, DrainTrend::Growing, -1, 2'000);
    row("nothing goes out", 500, PumpPace{100, 0}, live, DrainTrend::Growing, -1, 5'000);
    row("nothing moves", 500, PumpPace{0, 0}, live, DrainTrend::Standing, -1, -1);
    row("nothing comes in", 500, PumpPace{0, 250}, live, DrainTrend::Draining, 2'000, -1);
    row("empty", 0, PumpPace{100, 100}, live, DrainTrend::Empty, 0, -1);
    row("empty, one sample", 0, {}, live, DrainTrend::Empty, 0, -1);
    row("one sample", 500, {}, live, DrainTrend::Unknown, -1, -1);
    row("late", 500, PumpPace{0, 250}, static_cast<int>(Freshness::Late), DrainTrend::Draining, 2'000, -1);
    row("stale", 500, PumpPace{100, 600}, static_cast<int>(Freshness::Stale), DrainTrend::Unknown, -1, -1);
    row("stale and empty", 0, PumpPace{100, 600}, static_cast<int>(Freshness::Stale),
        DrainTrend::Unknown, -1, -1);
    row("never heard", 0, {}, static_cast<int>(Freshness::Unknown), DrainTrend::Unknown, -1, -1);
}

void QueuesTest::drainTimes() {
    QFETCH(int, queued);
    QFETCH(std::optional<PumpPace>, pace);
    QFETCH(int, freshness);
    QFETCH(int, trend);
    const DrainForecast forecast = forecastDrain(queueOf(static_cast<std::uint64_t>(queued)), pace,
                                                 static_cast<Freshness>(freshness));
    const auto millis = [](const std::optional<Duration>& span) {
        return span ? qint64{span->millis()} : qint64{-1};
    };
    QCOMPARE(static_cast<int>(forecast.trend), trend);
    QTEST(millis(forecast.drainTime), "drainMillis");
    QTEST(millis(forecast.fullIn), "fullMillis");
    QCOMPARE(forecast.fillsIn.has_value(), forecast.trend == DrainTrend::Growing);
}

void QueuesTest::queuedWritesHaveAges() {
    QueueAges ages;
    model::PumpTelemetry pump = queueOf(0);
    for (int second = 0; second <= 70; ++second) {
        pump.accepted = static_cast<std::uint64_t>(second) * 100;
        ages.add(at(seconds(second)).at, pump);
    }
    pump.queued = 6'500;
    pump.oldest = seconds(65);
    QCOMPARE(ages.classes(pump).value(), (AgeClasses{100, 900, 5'000, 500}));
    pump.queued = 350;
    pump.oldest = milliseconds(3'500);
    QCOMPARE(ages.classes(pump).value(), (AgeClasses{100, 250, 0, 0}));
    pump.queued = 30;
    pump.oldest = milliseconds(300);
    QCOMPARE(ages.classes(pump).value(), (AgeClasses{30, 0, 0, 0}));
    QueueAges young;
    young.add(at({}).at, pump);
    pump.oldest = seconds(30);
    QVERIFY(!young.classes(pump));
}

void QueuesTest::theStoresWordsAreFollowedAndUnderstood() {
    model::PumpTelemetry pump;
    pump.retries = 4;
    pump.lastError = "database is locked";
    auto trouble = followTrouble({}, pump, at(seconds(1)));
    QCOMPARE(trouble->refusals, std::uint64_t{1});
    pump.retries = 9;
    trouble = followTrouble(trouble, pump, at(seconds(5)));
    QCOMPARE(trouble->refusals, std::uint64_t{6});
    QCOMPARE(trouble->first.at.micros, at(seconds(1)).at.micros);
    QCOMPARE(trouble->last.at.micros, at(seconds(5)).at.micros);
    pump.lastError.clear();
    trouble = followTrouble(trouble, pump, at(seconds(6)));
    QVERIFY(!trouble->standing);
    QVERIFY(!followTrouble(trouble, pump, at(seconds(4'000))));
    QCOMPARE(kindOfTrouble("database is locked (5), tried again"), StoreTroubleKind::Locked);
    QCOMPARE(kindOfTrouble("database or disk is full"), StoreTroubleKind::Full);
    QCOMPARE(kindOfTrouble("UNIQUE constraint failed: orders.id"), StoreTroubleKind::Refused);
    QCOMPARE(kindOfTrouble("database disk image is malformed"), StoreTroubleKind::Damaged);
    QCOMPARE(kindOfTrouble("something new"), StoreTroubleKind::Other);
    QCOMPARE(wordsOf(StoreTroubleKind::Other, "something new"), QStringLiteral("something new"));
}

QTEST_APPLESS_MAIN(QueuesTest)
#include "tst_state_queues.moc"
