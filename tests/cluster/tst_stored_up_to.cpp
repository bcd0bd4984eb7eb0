// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of the store without asking it: since when everything is in it, and since when it fails.
#include <QTest>

#include "cluster/core/control/stored_up_to.h"
#include "cluster/core/store_trouble.h"
#include "tests/support/control_bench.h"

using namespace orrery;
using namespace orrery::core;

namespace {

Instant at(std::int64_t millis) { return Instant{millis * 1000}; }

model::GridState gridOf(std::vector<UnitId> primaries) {
    model::GridState grid;
    for (const UnitId primary : primaries) {
        model::PartitionDescription partition;
        partition.id = PartitionId{static_cast<std::uint16_t>(grid.partitions.size())};
        partition.primary = primary;
        grid.partitions.push_back(partition);
    }
    return grid;
}

/// A unit's word on partition 0: committed and stored so far.
model::UnitTelemetry report(UnitId unit, std::uint64_t committed, std::uint64_t stored) {
    model::UnitTelemetry telemetry;
    telemetry.unit = unit;
    telemetry.pump.state = model::PumpState::Flowing;
    model::PartitionTelemetry figures;
    figures.role = model::Role::Primary;
    figures.commitSequence = Sequence{committed};
    figures.pumpedSequence = Sequence{stored};
    telemetry.partitions.push_back(figures);
    return telemetry;
}

StoreStanding standing(StoreHealth health, std::string text) {
    return StoreStanding{health, std::move(text), milliseconds(1500), 3};
}

}  // namespace

class StoredUpToTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Stored up to

    void underLoadTheStoreIsAlwaysBehindAndStillReachesEveryMoment() {
        const model::GridState grid = gridOf({a1});
        StoredUpTo stored;
        for (std::int64_t round = 1; round <= 40; ++round) {
            stored.beatAnswered(a1, at(5000 + round * 500), at(round * 500));
            // 1,000 writes between two reports, of which the last 1,500 always wait.
            const auto committed = static_cast<std::uint64_t>(round) * 1000;
            stored.reported(report(a1, committed, committed - std::min<std::uint64_t>(committed, 1500)),
                            at(5000 + round * 500), grid);
            if (round > 3) {
                QCOMPARE(stored.age(grid, at(round * 500))->millis(), 1000);
            }
        }
    }

    void aReportThatMayBeOlderThanTheQuestionSaysNothing() {
        const model::GridState grid = gridOf({a1});
        StoredUpTo stored;
        stored.beatAnswered(a1, at(1), at(1000));
        stored.reported(report(a1, 10, 10), at(2), grid);   // Of a beat that was not answered here.
        QVERIFY(!stored.age(grid, at(1500)));
        stored.reported(report(a1, 10, 10), Instant{}, grid);
        QVERIFY(!stored.age(grid, at(1500)));
        stored.reported(report(a1, 10, 10), at(1), grid);
        QCOMPARE(stored.age(grid, at(1500))->millis(), 500);
    }

    void aFormerPrimaryHasNoSay() {
        StoredUpTo stored;
        stored.beatAnswered(a1, at(1), at(1000));
        stored.reported(report(a1, 10, 10), at(1), gridOf({b1}));
        QVERIFY(!stored.age(gridOf({b1}), at(1500)));
    }

    void everyPartitionCounts() {
        const model::GridState grid = gridOf({a1, b1});
        StoredUpTo stored;
        stored.beatAnswered(a1, at(1), at(1000));
        stored.reported(report(a1, 10, 10), at(1), grid);
        QVERIFY(!stored.age(grid, at(1500)));
        model::UnitTelemetry other = report(b1, 7, 7);
        other.partitions.front().partition = PartitionId{1};
        stored.beatAnswered(b1, at(1), at(1200));
        stored.reported(other, at(1), grid);
        QCOMPARE(stored.age(grid, at(1500))->millis(), 500);
    }

    void aPartitionThatBeganAnewFromTheStoreOwesNothingOfBefore() {
        const model::GridState grid = gridOf({a1});
        StoredUpTo stored;
        stored.beatAnswered(a1, at(1), at(1000));
        stored.reported(report(a1, 100, 20), at(1), grid);
        QVERIFY(!stored.age(grid, at(1000)));
        stored.beatAnswered(a1, at(2), at(2000));
        stored.reported(report(a1, 20, 20), at(2), grid);   // The 80 are given up; the journal said so.
        QCOMPARE(stored.age(grid, at(2000))->millis(), 0);
    }

    void aStoreThatStandsStillCostsNoMemory() {
        const model::GridState grid = gridOf({a1});
        StoredUpTo stored;
        for (std::int64_t round = 1; round <= 5000; ++round) {
            stored.beatAnswered(a1, at(round * 500), at(round * 500));
            stored.reported(report(a1, static_cast<std::uint64_t>(round), 0), at(round * 500), grid);
        }
        QVERIFY(!stored.age(grid, at(2500000)));
        stored.reported(report(a1, 5000, 5000), at(2500000), grid);
        QCOMPARE(stored.age(grid, at(2500000))->millis(), 0);
    }

    void withoutAStoreNothingIsOwedToIt() {
        const model::GridState grid = gridOf({a1});
        StoredUpTo stored;
        model::UnitTelemetry off = report(a1, 100, 0);
        off.pump.state = model::PumpState::Off;
        stored.beatAnswered(a1, at(1), at(1000));
        stored.reported(off, at(1), grid);
        QCOMPARE(stored.age(grid, at(1000))->millis(), 0);
    }

    // Trouble

    void aTroubleIsToldOnceAndItsEndWithLengthAndCount() {
        StoreTrouble trouble;
        QVERIFY(!trouble.takeNews(at(0)));
        QVERIFY(!trouble.standing(at(0)));
        trouble.failed("database is locked", at(100));
        const auto begun = trouble.takeNews(at(110));
        QVERIFY(begun && begun->health == StoreHealth::Troubled);
        QCOMPARE(begun->text, std::string("database is locked"));
        for (int retry = 0; retry < 40; ++retry) {
            trouble.failed("database is locked", at(200 + retry * 100));
            QVERIFY(!trouble.takeNews(at(201 + retry * 100)));
        }
        trouble.succeeded(at(4300));
        QVERIFY(!trouble.takeNews(at(4400)));   // Not well yet: it may stumble again.
        const auto over = trouble.takeNews(at(5200));
        QVERIFY(over && over->health == StoreHealth::Well);
        QCOMPARE(over->failures, std::uint64_t{41});
        QCOMPARE(over->lasted.millis(), 4200);
        QVERIFY(!trouble.takeNews(at(9000)));
    }

    void aStoreThatStumblesOnAndOffIsOneTrouble() {
        StoreTrouble trouble;
        int told = 0;
        for (std::int64_t millis = 0; millis < 10000; millis += 10) {
            if (millis % 500 == 0) {
                trouble.failed("disk I/O error", at(millis));
            } else if (millis % 500 == 100) {
                trouble.succeeded(at(millis));
            }
            told += trouble.takeNews(at(millis)) ? 1 : 0;
        }
        QCOMPARE(told, 1);
    }

    void anotherTroubleCountsFromItsOwnBeginning() {
        StoreTrouble trouble;
        trouble.failed("first", at(0));
        QVERIFY(trouble.takeNews(at(1)));
        trouble.succeeded(at(100));
        QVERIFY(trouble.takeNews(at(2000)));
        trouble.failed("second", at(5000));
        const auto begun = trouble.takeNews(at(5001));
        QVERIFY(begun && begun->text == "second" && begun->failures == 1);
    }

    // In the journal

    void theJournalTellsATroubleInOnePair() {
        ControlBench bench;
        bench.settle();
        for (int repeat = 0; repeat < 3; ++repeat) {   // A unit says it again on each new link.
            bench.controller->storeStanding(a1, standing(StoreHealth::Troubled, "database is locked"), bench.now);
            bench.work();
        }
        const auto begun = bench.events(model::EventKind::StoreTroubled);
        QCOMPARE(begun.size(), std::size_t{1});
        QVERIFY(begun[0].text.find("database is locked") != std::string::npos);
        bench.succeed();   // Nor does the next controller tell it again.
        bench.controller->storeStanding(a1, standing(StoreHealth::Troubled, "database is locked"), bench.now);
        bench.work();
        for (int repeat = 0; repeat < 3; ++repeat) {
            bench.controller->storeStanding(a1, standing(StoreHealth::Well, "database is locked"), bench.now);
            bench.work();
        }
        QCOMPARE(bench.events(model::EventKind::StoreTroubled).size(), std::size_t{1});
        const auto over = bench.events(model::EventKind::StoreRecovered);
        QCOMPARE(over.size(), std::size_t{1});
        QCOMPARE(over[0].cause, begun[0].number);
        QCOMPARE(over[0].took.millis(), 1500);
        QVERIFY(over[0].text.find("3 failures") != std::string::npos);
    }

    void aUnitThatDiesInTroubleBeginsAnew() {
        ControlBench bench;
        bench.settle();
        bench.controller->storeStanding(a1, standing(StoreHealth::Troubled, "full"), bench.now);
        bench.work();
        bench.crash(a1);
        bench.run(seconds(3));
        bench.controller->storeStanding(a1, standing(StoreHealth::Well, "full"), bench.now);
        bench.work();
        QVERIFY(bench.events(model::EventKind::StoreRecovered).empty());
        bench.controller->storeStanding(a1, standing(StoreHealth::Troubled, "full"), bench.now);
        bench.work();
        QCOMPARE(bench.events(model::EventKind::StoreTroubled).size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(StoredUpToTest)
#include "tst_stored_up_to.moc"
