// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the controller decides about the life and death of units: who is failed over when, who gets
// leases, what becomes of partitions whose copies are gone.
#include <QTest>

#include "tests/support/control_bench.h"

using namespace orrery;
using namespace orrery::core;
using model::ActionKind;
using model::EventKind;
using model::UnitState;

class ControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGridComesToRestWithEveryCopyInSync() {
        ControlBench bench;
        bench.settle();
        for (const model::PartitionDescription& one : bench.state().grid().partitions) {
            QVERIFY(one.primary.has_value());
            QCOMPARE(one.inSync.size(), std::size_t{2});
            QVERIFY(one.joining.empty());
        }
        QCOMPARE(bench.events(EventKind::RedundancyRestored).size(), std::size_t{1});
    }

    void aProvenDeathFailsOverAtOnce() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        const std::uint64_t epoch = bench.partition(partition).epoch.value;
        bench.crash(a1);
        QCOMPARE(*bench.partition(partition).primary, b1);
        QVERIFY(bench.partition(partition).epoch.value > epoch);
        QVERIFY(!ControlBench::holds(bench.partition(partition).inSync, a1));
        QCOMPARE(bench.unit(a1).state, UnitState::Dead);
        bench.work();
        QCOMPARE(bench.events(EventKind::FailoverCompleted).size(), std::size_t{1});
    }

    void silenceFailsOverOnlyAfterTheLeaseAndItsMargin() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1);
        QVERIFY(bench.beat(a1));
        bench.mute(a1);
        bench.run(milliseconds(1200));
        QCOMPARE(*bench.partition(partition).primary, a1);
        bench.run(milliseconds(20));
        QVERIFY(*bench.partition(partition).primary != a1);
        QCOMPARE(bench.unit(a1).state, UnitState::Unhealthy);
        // It may come back with its content: it joins again instead of being forgotten.
        QVERIFY(ControlBench::holds(bench.partition(partition).joining, a1));
    }

    void aSuspendedUnitGetsNoMoreLeases() {
        ControlBench bench;
        bench.settle();
        bench.mute(a1);
        bench.run(milliseconds(1300));
        QCOMPARE(bench.unit(a1).state, UnitState::Unhealthy);
        QVERIFY(!bench.beat(a1));   // This one brings it back, but is not answered.
        bench.work();
        QVERIFY(bench.beat(a1));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
    }

    void aBeatIsNotAnsweredBeforeTheFailoverIsCommitted() {
        ControlBench bench;
        bench.settle();
        bench.mute(a1);
        bench.diskWorks = false;
        bench.run(milliseconds(1300));
        QCOMPARE(bench.unit(a1).state, UnitState::Unhealthy);
        QVERIFY(!bench.beat(a1));
        QVERIFY(!bench.beat(a1));   // It is ready by the proposals, but its failover is not on disk.
        bench.diskWorks = true;
        bench.work();
        QVERIFY(bench.beat(a1));
    }

    void anOlderIncarnationGetsNoLease() {
        ControlBench bench;
        bench.settle();
        const Incarnation old = bench.processes.at(a1).incarnation;
        bench.crash(a1);
        bench.run(seconds(2));
        QVERIFY(bench.unit(a1).incarnation > old);
        QVERIFY(!bench.controller->beat(a1, Beat{old, bench.now.instant}, bench.now));
        QVERIFY(bench.beat(a1));
    }

    void aCrashedUnitIsStartedAgainWithANewIncarnation() {
        ControlBench bench;
        bench.settle();
        const Incarnation old = bench.unit(a1).incarnation;
        bench.crash(a1);
        QCOMPARE(bench.unit(a1).state, UnitState::Dead);
        bench.run(seconds(1));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        QVERIFY(bench.unit(a1).incarnation > old);
        QCOMPARE(bench.events(EventKind::UnitStarted).size(), std::size_t{1});
        bench.run(seconds(5));
        QVERIFY(!bench.state().grid().partitions.empty());
        QCOMPARE(bench.events(EventKind::RedundancyRestored).size(), std::size_t{2});
    }

    void aUnitThatKeepsCrashingIsStartedLessAndLessOften() {
        ControlBench bench;
        bench.settle();
        for (int death = 0; death < 5; ++death) {
            bench.crash(a1);
            bench.run(seconds(5));
        }
        bench.crash(a1);
        bench.run(seconds(5));
        QCOMPARE(bench.unit(a1).state, UnitState::Dead);
        bench.run(seconds(2));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
    }

    void aSilentUnitWhoseLastCopyNobodyElseHasIsWaitedFor() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        bench.mute(a1);
        bench.mute(b1);
        bench.run(seconds(3));
        QVERIFY(!bench.partition(partition).lost);
        QVERIFY(bench.partition(partition).primary.has_value());
        QVERIFY(bench.events(EventKind::PartitionLost).empty());
    }

    void aSilentPrimaryIsFailedOverWhenABackupComesBack() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        bench.joins = false;
        bench.mute(b1);
        bench.run(milliseconds(1300));
        bench.mute(a1);
        bench.run(milliseconds(1300));
        QCOMPARE(*bench.partition(partition).primary, a1);   // Nobody else could lead.
        bench.unmute(b1);
        bench.run(milliseconds(300));
        QCOMPARE(*bench.partition(partition).primary, b1);
    }

    void theLastCopysDeathMakesThePartitionLostAndOnlyAnOperatorRestoresIt() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        bench.crash(a1);
        bench.crash(b1);   // Of another host, before anything could be copied.
        QVERIFY(bench.partition(partition).lost);
        QVERIFY(!bench.partition(partition).primary.has_value());
        bench.run(seconds(20));
        QVERIFY(bench.partition(partition).lost);
        QCOMPARE(bench.events(EventKind::PartitionLost).size(), std::size_t{1});
        QCOMPARE(bench.events(EventKind::PartitionLost).front().severity, model::Severity::Critical);
        QVERIFY(bench.act(ActionKind::RestorePartition, {}).ok());
        bench.run(seconds(5));
        QVERIFY(bench.partition(partition).primary.has_value());
        QVERIFY(bench.partition(partition).fromStore || bench.partition(partition).inSync.size() == 2);
    }

    void aColdStartLoadsFromTheStoreByItself() {
        ControlBench bench;
        bench.settle();
        bench.processes.clear();
        bench.linked.clear();
        bench.pass(seconds(60));
        bench.begin();
        bench.settle();
        QVERIFY(bench.events(EventKind::PartitionLost).empty());
        for (const model::PartitionDescription& one : bench.state().grid().partitions) {
            QVERIFY(one.primary.has_value());
            QCOMPARE(one.inSync.size(), std::size_t{2});
        }
    }

    void aColdStartWaitsForTheHostThatMayStillHaveTheData() {
        ControlBench bench;
        bench.settle();
        const PartitionId waits = bench.partitionOf(a1, b1);
        bench.processes.erase(a1);
        bench.processes.erase(c1);
        bench.loseAgent('b');   // b1 lives on, but nobody hears of it.
        bench.mute(b1);
        bench.begin();
        bench.hello('a');
        bench.hello('c');
        bench.run(seconds(5));
        QVERIFY(!bench.partition(waits).lost);
        QCOMPARE(*bench.partition(waits).primary, b1);
        const Epoch reign = bench.partition(waits).epoch;
        bench.unmute(b1);
        bench.run(milliseconds(200));
        QCOMPARE(bench.unit(b1).state, UnitState::Ready);
        QCOMPARE(*bench.partition(waits).primary, b1);
        QCOMPARE(bench.partition(waits).epoch, reign);
        QVERIFY(!bench.partition(waits).fromStore);
    }

    void theLossOfALastCopyIsSaidAlsoWhenTheControllerBeganAnew() {
        ControlBench bench(0);   // One copy each: whatever dies is the last.
        bench.settle();
        const PartitionId gone = bench.partitionOf(a1);
        const PartitionId kept = bench.partitionOf(b1);
        bench.processes.erase(a1);   // The controller's host went down with its unit; the others run on.
        bench.linked.clear();
        bench.begin();
        bench.hello('a');
        bench.work();
        bench.hello('b');
        bench.hello('c');
        bench.run(seconds(10));
        QCOMPARE(*bench.partition(kept).primary, b1);
        QVERIFY(bench.partition(gone).lost);
        QCOMPARE(bench.events(EventKind::PartitionLost).size(), std::size_t{1});
    }

    void aColdStartWithoutOneHostIsSaidInsteadOfGuessed() {
        ControlBench bench;
        bench.settle();
        const PartitionId gone = bench.sharedBy(a1, c1);
        bench.processes.clear();
        bench.linked.clear();
        bench.begin();
        bench.hello('a');
        bench.hello('c');
        bench.run(seconds(30));   // b1 may have been running alone.
        QVERIFY(!bench.partition(gone).lost);
        QVERIFY(!bench.partition(gone).primary.has_value());
        bench.run(seconds(40));
        QVERIFY(bench.partition(gone).lost);
        QVERIFY(bench.act(ActionKind::RestorePartition, {}).ok());
        bench.run(seconds(5));
        QVERIFY(bench.partition(gone).primary.has_value());
    }

    void aControllerThatBeginsAnewTakesRunningUnitsAsTheyAre() {
        ControlBench bench;
        bench.settle();
        const model::GridState before = bench.state().grid();
        bench.pass(milliseconds(300));
        bench.begin();
        for (const char host : {'a', 'b', 'c'}) {
            bench.hello(host);
        }
        bench.run(seconds(5));
        QCOMPARE(bench.state().grid().partitions, before.partitions);
        for (const UnitId unit : {a1, b1, c1}) {
            QCOMPARE(bench.unit(unit).incarnation, model::findUnit(before, unit)->incarnation);
            QCOMPARE(bench.unit(unit).state, UnitState::Ready);
        }
        QVERIFY(bench.events(EventKind::UnitDied).empty());
    }

    void aNewControllerWaitsALeaseBeforeItFailsOverTheSilent() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1);
        bench.mute(a1);
        bench.begin();   // The former controller may have answered a beat just now.
        bench.hello('a');
        bench.run(milliseconds(1200));
        QCOMPARE(*bench.partition(partition).primary, a1);
        bench.run(milliseconds(30));
        QVERIFY(*bench.partition(partition).primary != a1);
    }

    void anAgentsBrokenLinkKillsNobody() {
        ControlBench bench;
        bench.settle();
        bench.loseAgent('a');
        bench.run(seconds(5));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        bench.hello('a');
        bench.run(seconds(1));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        QVERIFY(bench.events(EventKind::UnitDied).empty());
    }

    void aDeathDuringABrokenLinkIsProvenByTheNextHello() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1);
        bench.loseAgent('a');
        bench.crash(a1);   // Its agent cannot say so.
        bench.run(milliseconds(100));
        QCOMPARE(*bench.partition(partition).primary, a1);
        bench.hello('a');
        QVERIFY(*bench.partition(partition).primary != a1);
        QCOMPARE(bench.unit(a1).state, UnitState::Dead);
    }

    void noOrderToStartGoesToAnAgentThatHasNotSaidHello() {
        ControlBench bench;
        bench.settle();
        bench.loseAgent('a');
        QVERIFY(bench.act(ActionKind::AddUnit, {}).ok());   // Goes to another host.
        bench.run(milliseconds(50));
        bench.crash(a1);
        bench.hello('a');
        bench.loseAgent('a');
        const int before = bench.countSent<StartUnit>();
        bench.linked.insert(nodeOf(ControlBench::agentOf('a')));   // Its link is up, its hello on the way.
        QVERIFY(bench.act(ActionKind::RestartUnit, "a1").ok());
        bench.work();
        QCOMPARE(bench.countSent<StartUnit>(), before);
        bench.hello('a');
        bench.work();
        QCOMPARE(bench.countSent<StartUnit>(), before + 1);
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
    }

    void aDeadSuccessorIsPassedOver() {
        ControlBench bench(2);
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1);
        bench.crash(b1);
        bench.crash(a1);
        QCOMPARE(*bench.partition(partition).primary, c1);
        QVERIFY(!bench.partition(partition).lost);
    }

    void theLongestLogBecomesPrimary() {
        ControlBench bench(2);
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1);
        for (const auto& [unit, last] : {std::pair{b1, 7U}, std::pair{c1, 9U}}) {
            model::UnitTelemetry sample;
            sample.unit = unit;
            model::PartitionTelemetry copy{};
            copy.partition = partition;
            copy.lastSequence = Sequence{last};
            sample.partitions.push_back(copy);
            bench.samples[unit] = sample;
        }
        bench.crash(a1);
        QCOMPARE(*bench.partition(partition).primary, c1);
    }
};

QTEST_APPLESS_MAIN(ControllerTest)
#include "tst_controller.moc"
