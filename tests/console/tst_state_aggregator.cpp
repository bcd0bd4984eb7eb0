// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From messages to pictures: freshness, rates, totals, alarms, events.
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "console/state/snapshot_store.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

Moment at(Duration offset) {
    return Moment{fixture::scenarioClockStart + offset,
                  WallTime{fixture::scenarioStart.millis + offset.millis()}};
}

ReceivedMessage received(Duration offset, model::StreamMessage message) {
    return {at(offset), std::make_shared<const model::StreamMessage>(std::move(message)), {}};
}

StreamBatch batchOf(Duration now, std::vector<ReceivedMessage> messages = {}) {
    StreamBatch batch;
    batch.now = at(now);
    batch.messages = std::move(messages);
    return batch;
}

model::GridState tinyGrid() {
    model::GridState state;
    state.gridId = "tiny";
    state.epoch = Epoch{10};
    state.partitionCount = 2;
    for (std::uint32_t number : {1u, 2u, 3u}) {
        model::UnitDescription unit;
        unit.id = UnitId{number};
        unit.name = "u" + std::to_string(number);
        unit.host = "h" + std::to_string(number);
        unit.state = model::UnitState::Ready;
        state.units.push_back(unit);
    }
    for (std::uint16_t number : {0, 1}) {
        model::PartitionDescription partition;
        partition.id = PartitionId{number};
        partition.primary = UnitId{1};
        partition.inSync = {UnitId{1}, UnitId{2}};
        state.partitions.push_back(partition);
    }
    return state;
}

model::UnitTelemetry sampleOf(std::uint32_t unit, std::uint64_t number, Duration offset,
                              std::uint64_t operations) {
    model::UnitTelemetry sample;
    sample.unit = UnitId{unit};
    sample.incarnation = Incarnation{1};
    sample.number = number;
    sample.sampledAt = at(offset).wall;
    sample.operations = operations;
    return sample;
}

const Alarm* findAlarm(const GridSnapshot& snapshot, AlarmId id) {
    for (const Alarm& alarm : snapshot.alarms) {
        if (alarm.id == id) {
            return &alarm;
        }
    }
    return nullptr;
}

}  // namespace

class AggregatorTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void freshnessFollowsAge_data() {
        QTest::addColumn<int>("ageMillis");
        QTest::addColumn<Freshness>("expected");
        QTest::newRow("just heard") << 0 << Freshness::Live;
        QTest::newRow("two intervals") << 1000 << Freshness::Live;
        QTest::newRow("a little more") << 1001 << Freshness::Late;
        QTest::newRow("five intervals") << 2500 << Freshness::Late;
        QTest::newRow("more than five") << 2501 << Freshness::Stale;
    }

    void freshnessFollowsAge() {
        QFETCH(int, ageMillis);
        MetricHistory history;
        Aggregator aggregator(history);
        aggregator.accept(
            batchOf({}, {received({}, tinyGrid()), received({}, sampleOf(1, 1, {}, 5))}));
        aggregator.accept(batchOf(milliseconds(ageMillis)));
        const SnapshotPointer snapshot = aggregator.snapshot();
        QTEST(snapshot->units[0].freshness, "expected");
        QCOMPARE(snapshot->units[0].age.millis(), ageMillis);
        QCOMPARE(snapshot->units[1].freshness, Freshness::Unknown);
    }

    void aLostLinkMakesEverythingStaleAndRaisesNothing() {
        MetricHistory history;
        Aggregator aggregator(history);
        aggregator.accept(
            batchOf({}, {received({}, tinyGrid()), received({}, sampleOf(1, 1, {}, 5))}));
        StreamBatch lost = batchOf(milliseconds(100));
        lost.contact = Contact{ContactState::Lost, at(milliseconds(100)), "127.0.0.1:1", "silent"};
        aggregator.accept(lost);
        const SnapshotPointer snapshot = aggregator.snapshot();
        QCOMPARE(snapshot->units[0].freshness, Freshness::Stale);
        QCOMPARE(snapshot->units[1].freshness, Freshness::Unknown);
        QCOMPARE(snapshot->tableFreshness, Freshness::Stale);
        QVERIFY(!snapshot->actionsAllowed);
        QVERIFY(snapshot->alarms.empty());
        QCOMPARE(snapshot->state->units.size(), std::size_t{3});
    }

    void ratesComeFromTwoSamplesOfOneLife() {
        MetricHistory history;
        Aggregator aggregator(history);
        aggregator.accept(
            batchOf({}, {received({}, tinyGrid()), received({}, sampleOf(1, 1, {}, 100))}));
        QVERIFY(!aggregator.snapshot()->units[0].rates.operations.has_value());
        const Duration half = milliseconds(500);
        aggregator.accept(batchOf(half, {received(half, sampleOf(1, 2, half, 350))}));
        QCOMPARE(aggregator.snapshot()->units[0].rates.operations.value(), 500.0);
        QCOMPARE(aggregator.snapshot()->totals.operationsPerSecond.value.value(), 500.0);
        model::UnitTelemetry reborn = sampleOf(1, 1, seconds(1), 3);
        reborn.incarnation = Incarnation{2};
        aggregator.accept(batchOf(seconds(1), {received(seconds(1), reborn)}));
        QVERIFY(!aggregator.snapshot()->units[0].rates.operations.has_value());
        aggregator.accept(
            batchOf(seconds(1), {received(seconds(1), sampleOf(1, 9, seconds(1), 900))}));
        QCOMPARE(aggregator.snapshot()->units[0].telemetry->operations, std::uint64_t{3});
    }

    void aSetClockDoesNotBendTheRate() {
        MetricHistory history;
        Aggregator aggregator(history);
        model::UnitTelemetry second = sampleOf(1, 2, milliseconds(500), 350);
        second.sampledAt = WallTime{second.sampledAt.millis - 3'600'000};
        aggregator.accept(
            batchOf({}, {received({}, tinyGrid()), received({}, sampleOf(1, 1, {}, 100))}));
        aggregator.accept(batchOf(milliseconds(500), {received(milliseconds(500), second)}));
        QCOMPARE(aggregator.snapshot()->units[0].rates.operations.value(), 500.0);
    }

    void theKilledUnitIsTheFirstCauseOfItsPartitionsAlarms() {
        const SnapshotPointer snapshot = fixture::scenarioSnapshot(seconds(41));
        const AlarmId dead{AlarmKind::UnitDead, 4};
        const Alarm* cause = findAlarm(*snapshot, dead);
        QVERIFY(cause);
        QVERIFY(cause->firstOut());
        QCOMPARE(cause->priority, Priority::High);
        QVERIFY(cause->followers > 60);
        for (const Alarm& alarm : snapshot->alarms) {
            QVERIFY(alarm.cause == dead);
        }
        const auto top = topAlarms(snapshot->alarms, 5);
        QCOMPARE(top.size(), std::size_t{1});
        QVERIFY(top.front()->id == dead);
        QCOMPARE(countByPriority(snapshot->alarms)[2], cause->followers + 1);
    }

    void historyBeginsWithTheRateOfAllUnits() {
        MetricHistory history;
        const SnapshotPointer last = fixture::scenarioSnapshot(seconds(20), history);
        double lowest = 1e9;
        double highest = 0;
        for (const Segment& segment : history.series({Metric::OperationsPerSecond, std::nullopt,
                                                      fixture::scenarioClockStart, last->now.at},
                                                     last->now)) {
            for (const QPointF& point : segment) {
                lowest = std::min(lowest, point.y());
                highest = std::max(highest, point.y());
            }
        }
        QVERIFY(highest > 0);
        QVERIFY2(lowest > 0.7 * highest, qPrintable(QString::number(lowest)));
    }

    void aUnitThatNeverSpeaksDoesNotHoldTheTotalsBackForever() {
        MetricHistory history;
        Aggregator aggregator(history);
        aggregator.accept(batchOf({}, {received({}, tinyGrid())}));
        for (int i = 1; i < 16; ++i) {
            const Duration now = milliseconds(500) * i;
            const auto number = static_cast<std::uint64_t>(i);
            aggregator.accept(
                batchOf(now, {received(now, sampleOf(1, number, now, 100 * number))}));
            const bool held = !history.valueAt(Metric::OperationsPerSecond, std::nullopt,
                                               aggregator.snapshot()->now.at);
            QCOMPARE(held, now < seconds(5));
        }
    }

    void aDeadUnitLeavesTheTotalsAtOnce() {
        MetricHistory history;
        const SnapshotPointer last = fixture::scenarioSnapshot(seconds(46), history);
        double before = 0;
        double after = 0;
        for (Duration offset = seconds(20); offset < seconds(46);
             offset = offset + milliseconds(500)) {
            const double rate = history
                                    .valueAt(Metric::OperationsPerSecond, std::nullopt,
                                             fixture::scenarioClockStart + offset)
                                    .value_or(0);
            double& highest = offset < seconds(40) ? before : after;
            highest = std::max(highest, rate);
        }
        QVERIFY(after > 0);
        QVERIFY2(after < before, qPrintable(QStringLiteral("%1 %2").arg(before).arg(after)));
    }

    void totalsFollowTheFailover() {
        const SnapshotPointer before = fixture::scenarioSnapshot(seconds(39));
        QCOMPARE(before->totals.reportingUnits, 6u);
        QCOMPARE(before->totals.wholePartitions, 256u);
        QVERIFY(before->alarms.empty());
        QVERIFY(before->totals.operationsPerSecond.value.value() > 30'000);
        QVERIFY(before->totals.hitRatio.value.value() > 0.9);
        const SnapshotPointer during = fixture::scenarioSnapshot(seconds(44));
        QCOMPARE(during->totals.expectedUnits, 6u);
        QCOMPARE(during->totals.reportingUnits, 5u);
        QVERIFY(during->totals.copies[1] > 50);
        QCOMPARE(during->totals.copies[1] + during->totals.copies[2], 256u);
        QCOMPARE(during->units[3].freshness, Freshness::Stale);
        const SnapshotPointer after = fixture::scenarioSnapshot(seconds(119));
        QCOMPARE(after->totals.wholePartitions, 256u);
        QCOMPARE(after->totals.reportingUnits, 6u);
        QCOMPARE(countByPriority(after->alarms)[2], 0u);
    }

    void aSlowStoreMakesItsPumpGrowAndAlarm() {
        const SnapshotPointer snapshot = fixture::scenarioSnapshot(seconds(95));
        QCOMPARE(snapshot->units[1].pump.trend, DrainTrend::Growing);
        QVERIFY(snapshot->units[1].pump.growth > 100);
        QVERIFY(snapshot->units[1].pump.fullIn.has_value());
        QVERIFY(!snapshot->totals.drainTime.known());
        const Alarm* alarm = findAlarm(*snapshot, {AlarmKind::PumpBackingOff, 2});
        QVERIFY(alarm && alarm->active);
        QCOMPARE(alarm->priority, Priority::Medium);
        const SnapshotPointer later = fixture::scenarioSnapshot(seconds(119));
        QCOMPARE(findAlarm(*later, {AlarmKind::PumpBackingOff, 2})->state,
                 AlarmState::ReturnedUnacknowledged);
        QCOMPARE(later->units[1].pump.trend, DrainTrend::Draining);
    }

    void aSilentLinkIsUnknownNotZero() {
        MetricHistory history;
        Aggregator aggregator(history);
        model::UnitTelemetry sample = sampleOf(1, 1, {}, 0);
        sample.links.push_back({UnitId{2}, Duration{}, 0, 0, 0, seconds(3)});
        sample.links.push_back({UnitId{3}, milliseconds(4), 2, 0, 0, milliseconds(1)});
        aggregator.accept(batchOf({}, {received({}, tinyGrid()), received({}, sample)}));
        const SnapshotPointer snapshot = aggregator.snapshot();
        QVERIFY(!snapshot->link(UnitId{1}, UnitId{2})->lag.known());
        QCOMPARE(snapshot->link(UnitId{1}, UnitId{3})->lag.value->millis(), 4);
        QCOMPARE(snapshot->totals.worstLag.value->millis(), 4);
        QCOMPARE(snapshot->totals.worstLagTo.value, 3u);
        QCOMPARE(snapshot->link(UnitId{1}, UnitId{2})->partitions, 2u);
    }

    void alarmsCanBeAcknowledgedAndShelvingEndsByItself() {
        MetricHistory history;
        Aggregator aggregator(history);
        model::GridState state = tinyGrid();
        state.units[2].state = model::UnitState::Dead;
        aggregator.accept(batchOf({}, {received({}, state)}));
        const AlarmId id{AlarmKind::UnitDead, 3};
        aggregator.alarms().acknowledge(id);
        QCOMPARE(findAlarm(*aggregator.snapshot(), id)->state, AlarmState::Acknowledged);
        aggregator.alarms().shelve(id, seconds(100'000), at({}));
        aggregator.accept(batchOf(seconds(8 * 3600 - 1), {received({}, model::Alive{})}));
        QCOMPARE(findAlarm(*aggregator.snapshot(), id)->state, AlarmState::Shelved);
        aggregator.accept(batchOf(seconds(8 * 3600)));
        QCOMPARE(findAlarm(*aggregator.snapshot(), id)->state, AlarmState::Unacknowledged);
        state.units[2].state = model::UnitState::Ready;
        aggregator.accept(batchOf(seconds(9 * 3600), {received(seconds(9 * 3600), state)}));
        QCOMPARE(findAlarm(*aggregator.snapshot(), id)->state, AlarmState::ReturnedUnacknowledged);
        aggregator.alarms().acknowledge(id);
        QVERIFY(!findAlarm(*aggregator.snapshot(), id));
    }

    void twoThousandAlarmsAreOneGroup() {
        MetricHistory history;
        Aggregator aggregator(history);
        model::GridState state = tinyGrid();
        state.partitions.clear();
        for (std::uint16_t number = 0; number < 2000; ++number) {
            model::PartitionDescription partition;
            partition.id = PartitionId{number};
            partition.primary = UnitId{1};
            partition.inSync = {UnitId{1}, UnitId{2}};
            state.partitions.push_back(partition);
        }
        aggregator.accept(batchOf({}, {received({}, state)}));
        state.units[1].state = model::UnitState::Dead;
        for (model::PartitionDescription& partition : state.partitions) {
            partition.inSync = {UnitId{1}};
        }
        aggregator.accept(batchOf(seconds(1), {received(seconds(1), state)}));
        const SnapshotPointer snapshot = aggregator.snapshot();
        QCOMPARE(snapshot->alarms.size(), std::size_t{2001});
        QCOMPARE(topAlarms(snapshot->alarms, 10).size(), std::size_t{1});
    }

    void eventsAreKeptInOrderWithTheirGaps() {
        MetricHistory history;
        Aggregator aggregator(history);
        const auto event = [](std::uint64_t number, Duration offset, Duration delay) {
            model::GridEvent content;
            content.number = number;
            content.at = at(offset).wall;
            return received(offset + delay, content);
        };
        aggregator.accept(batchOf(
            seconds(30), {event(5, {}, {}), event(6, seconds(1), {}), event(6, seconds(1), {}),
                          event(9, seconds(2), {}), event(10, seconds(3), seconds(20))}));
        const EventLog log = aggregator.snapshot()->events;
        QCOMPARE(log.size(), std::size_t{4});
        QCOMPARE(log.dropped(), std::uint64_t{4});
        QCOMPARE(log.at(2).missingBefore, std::uint64_t{2});
        QVERIFY(!log.at(2).late);
        QVERIFY(log.at(3).late);
        QCOMPARE(log.indexOf(9), std::size_t{2});
        QCOMPARE(log.indexOf(8), log.size());
    }

    void theEventLogIsBoundedAndOldCopiesStay() {
        EventLog log;
        for (std::uint64_t number = 1; number <= EventLog::capacity; ++number) {
            auto event = std::make_shared<model::GridEvent>();
            event->number = number;
            log.append(event, {});
        }
        const EventLog before = log;
        for (std::uint64_t number = 0; number < 1000; ++number) {
            auto event = std::make_shared<model::GridEvent>();
            event->number = EventLog::capacity + 1 + number;
            log.append(event, {});
        }
        QVERIFY(log.size() <= EventLog::capacity);
        QCOMPARE(log.last().event->number, EventLog::capacity + 1000);
        QCOMPARE(log.dropped() + log.size(), EventLog::capacity + 1000);
        QCOMPARE(before.at(0).event->number, std::uint64_t{1});
        QCOMPARE(before.size(), EventLog::capacity);
    }

    void anotherGridForgetsTheFirst() {
        MetricHistory history;
        Aggregator aggregator(history);
        aggregator.accept(
            batchOf({}, {received({}, tinyGrid()), received({}, sampleOf(1, 1, {}, 5))}));
        model::GridState other = tinyGrid();
        other.gridId = "other";
        aggregator.accept(batchOf({}, {received({}, other)}));
        QCOMPARE(aggregator.snapshot()->units[0].freshness, Freshness::Unknown);
    }

    void aSnapshotNeverChangesAfterItIsOut() {
        MetricHistory history;
        Aggregator aggregator(history);
        aggregator.accept(batchOf({}, {received({}, tinyGrid())}));
        const SnapshotPointer first = aggregator.snapshot();
        model::GridChange change;
        change.epoch = Epoch{11};
        change.units.push_back(tinyGrid().units[0]);
        change.units[0].state = model::UnitState::Draining;
        aggregator.accept(batchOf(seconds(1), {received(seconds(1), change)}));
        QCOMPARE(first->state->units[0].state, model::UnitState::Ready);
        QCOMPARE(aggregator.snapshot()->state->units[0].state, model::UnitState::Draining);
        QVERIFY(aggregator.snapshot()->number > first->number);
    }

    void theStoreAnnouncesAtMostTenTimesASecond() {
        SnapshotStore store;
        QSignalSpy spy(&store, &SnapshotStore::changed);
        auto first = std::make_shared<StreamBatch>(batchOf({}, {received({}, tinyGrid())}));
        store.accept(first);
        const std::uint64_t number = store.latest()->number;
        for (int round = 0; round < 50; ++round) {
            store.accept(std::make_shared<StreamBatch>(batchOf(milliseconds(round))));
        }
        QVERIFY(store.latest()->number <= number + 1);
        auto settled = std::make_shared<StreamBatch>(batchOf(seconds(5)));
        settled->settled = true;
        store.accept(settled);
        QCOMPARE(store.latest()->now.at.micros, at(seconds(5)).at.micros);
        QVERIFY(spy.wait());
        QCOMPARE(spy.count(), 1);
    }

    void anUnseenStoreMakesFewerPicturesAndOneWhenSeenAgain() {
        SnapshotStore store;
        store.accept(std::make_shared<StreamBatch>(batchOf({}, {received({}, tinyGrid())})));
        store.setPace(PicturePace::Unseen);
        const std::uint64_t number = store.latest()->number;
        QElapsedTimer passed;
        passed.start();
        int round = 0;
        while (passed.elapsed() < 500) {
            store.accept(std::make_shared<StreamBatch>(batchOf(milliseconds(++round))));
        }
        QVERIFY(store.latest()->number <= number + 1);
        store.setPace(PicturePace::Seen);
        QCOMPARE(store.latest()->now.at.micros, at(milliseconds(round)).at.micros);
    }
};

QTEST_GUILESS_MAIN(AggregatorTest)
#include "tst_state_aggregator.moc"
