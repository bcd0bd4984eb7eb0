// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What operators and primaries ask of the controller.
#include <QTest>

#include "cluster/core/control/planner.h"
#include "tests/support/control_bench.h"

using namespace orrery;
using namespace orrery::core;
using model::ActionKind;
using model::EventKind;
using model::UnitState;

namespace {

ProposeCopies without(const model::PartitionDescription& partition, UnitId unit) {
    ProposeCopies proposal{partition.id, partition.version, partition.inSync, partition.joining};
    std::erase(proposal.inSync, unit);
    proposal.joining.push_back(unit);
    return proposal;
}

}  // namespace

class ControllerActionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // What primaries ask

    void aPrimaryMayAskACopyOut() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        bench.controller->proposeCopies(a1, without(bench.partition(partition), b1), bench.now);
        QVERIFY(!ControlBench::holds(bench.partition(partition).inSync, b1));
        bench.commit();
        QCOMPARE(bench.events(EventKind::CopyRemoved).size(), std::size_t{1});
    }

    void aProposalOnAnOlderVersionIsIgnored() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        ProposeCopies proposal = without(bench.partition(partition), b1);
        --proposal.version;
        bench.controller->proposeCopies(a1, proposal, bench.now);
        QVERIFY(ControlBench::holds(bench.partition(partition).inSync, b1));
    }

    void onlyThePrimaryChangesTheSetAndOnlyAmongItsCopies() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        const model::PartitionDescription before = bench.partition(partition);
        bench.controller->proposeCopies(b1, without(before, a1), bench.now);
        ProposeCopies stranger = without(before, b1);
        stranger.joining = {c1};
        bench.controller->proposeCopies(a1, stranger, bench.now);
        bench.controller->proposeCopies(a1, ProposeCopies{PartitionId{60000}, 1, {a1}, {}}, bench.now);
        QCOMPARE(bench.partition(partition), before);
    }

    void aSilentUnitIsNotTakenIntoTheSet() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        bench.joins = false;
        bench.controller->proposeCopies(a1, without(bench.partition(partition), b1), bench.now);
        bench.mute(b1);
        bench.run(milliseconds(1300));
        const model::PartitionDescription now = bench.partition(partition);
        bench.controller->proposeCopies(a1, ProposeCopies{partition, now.version, {a1, b1}, {}}, bench.now);
        QVERIFY(!ControlBench::holds(bench.partition(partition).inSync, b1));
    }

    void aFormerPrimaryCannotBeLeftOutWhileItsLeaseMayRun() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        bench.serves = false;
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.work();
        QCOMPARE(*bench.partition(partition).primary, b1);
        bench.joins = false;
        bench.controller->proposeCopies(b1, without(bench.partition(partition), a1), bench.now);
        QVERIFY(ControlBench::holds(bench.partition(partition).inSync, a1));
        bench.pass(milliseconds(1200));
        bench.controller->proposeCopies(b1, without(bench.partition(partition), a1), bench.now);
        QVERIFY(!ControlBench::holds(bench.partition(partition).inSync, a1));
    }

    void theLeaseOfAFormerPrimaryIsCountedFromTheCommitOfTheNewReign() {
        ControlBench bench;
        bench.settle();
        bench.serves = false;
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.commit();
        bench.diskWorks = false;   // Until it works again a1 gets leases and does not know of the reign.
        bench.controller->handOverReady(a1, {partition, bench.partition(partition).version, b1}, bench.now);
        bench.pass(milliseconds(1300));
        QVERIFY(bench.beat(a1));
        bench.diskWorks = true;
        bench.commit();
        bench.controller->proposeCopies(b1, without(bench.partition(partition), a1), bench.now);
        QVERIFY(ControlBench::holds(bench.partition(partition).inSync, a1));
    }

    void aFormerPrimaryMayGoWhenItHasAgreed() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.work();   // The new primary serves: every copy has agreed.
        bench.controller->proposeCopies(b1, without(bench.partition(partition), a1), bench.now);
        QVERIFY(!ControlBench::holds(bench.partition(partition).inSync, a1));
    }

    void aFormerPrimaryIsRememberedWhenItsSuccessorDies() {
        ControlBench bench(2);
        bench.settle();
        bench.serves = false;
        const PartitionId partition = bench.partitionOf(a1);
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.work();
        bench.samples[c1].partitions.push_back({});
        bench.samples[c1].partitions.back().partition = partition;
        bench.samples[c1].partitions.back().lastSequence = Sequence{5};
        bench.crash(b1);   // c1 leads now, and a1 may not have heard of any of this.
        QCOMPARE(*bench.partition(partition).primary, c1);
        bench.controller->proposeCopies(c1, without(bench.partition(partition), a1), bench.now);
        QVERIFY(ControlBench::holds(bench.partition(partition).inSync, a1));
    }

    void aDrainDoesNotLeaveAFormerPrimaryOutWhileItsLeaseMayRun() {
        ControlBench bench;
        bench.settle();
        bench.serves = false;
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        std::map<PartitionId, Instant> gaveWay;
        std::map<PartitionId, Instant> leftOut;
        for (int step = 0; step < 1000 && bench.unit(a1).state == UnitState::Draining; ++step) {
            std::set<PartitionId> led;
            for (const model::PartitionDescription& one : bench.controller->grid().partitions) {
                led.insert(one.primary == a1 ? one.id : PartitionId{65535});
            }
            bench.run(milliseconds(10));
            for (const model::PartitionDescription& one : bench.controller->grid().partitions) {
                if (led.contains(one.id) && one.primary != a1) {
                    gaveWay[one.id] = bench.now.instant;
                }
                if (gaveWay.contains(one.id) && !leftOut.contains(one.id) && !ControlBench::holds(one.inSync, a1)) {
                    leftOut[one.id] = bench.now.instant;
                }
            }
        }
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
        QVERIFY(!gaveWay.empty());
        for (const auto& [partition, moment] : leftOut) {
            QVERIFY(moment - gaveWay.at(partition) >= milliseconds(1190));
        }
    }

    void aNewControllerLetsNobodyBeLeftOutForALease() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.work();
        bench.begin();   // It does not know who gave way a moment ago.
        bench.joins = false;
        bench.controller->proposeCopies(b1, without(bench.partition(partition), a1), bench.now);
        QVERIFY(ControlBench::holds(bench.partition(partition).inSync, a1));
    }

    // Handovers

    void aHandoverChangesThePrimaryWithANewEpoch() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        const Epoch before = bench.partition(partition).epoch;
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition).ok());
        bench.work();
        QCOMPARE(*bench.partition(partition).primary, b1);
        QVERIFY(bench.partition(partition).epoch > before);
        QVERIFY(ControlBench::holds(bench.partition(partition).inSync, a1));
        QVERIFY(!bench.partition(partition).handoverTo);
    }

    void aMoveToAUnitWithoutACopyBuildsItFirst() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(bench.act(ActionKind::MovePartition, {}, partition, "c1").ok());
        bench.run(seconds(1));
        QCOMPARE(*bench.partition(partition).primary, c1);
        bench.run(seconds(5));
        QCOMPARE(bench.partition(partition).inSync.size(), std::size_t{2});
    }

    void theTargetsDeathEndsTheHandover() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.work();
        const model::PartitionDescription ordered = bench.partition(partition);
        QCOMPARE(*ordered.handoverTo, b1);
        bench.crash(b1);
        QVERIFY(!bench.partition(partition).handoverTo);
        QVERIFY(bench.partition(partition).version > ordered.version);
        bench.controller->handOverReady(a1, {partition, ordered.version, b1}, bench.now);
        QCOMPARE(*bench.partition(partition).primary, a1);
    }

    void aSilentTargetDoesNotBecomePrimary() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        const PartitionId partition = bench.partitionOf(a1, b1);
        bench.mute(b1);
        bench.run(milliseconds(1100));
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.run(milliseconds(200));
        QCOMPARE(bench.unit(b1).state, UnitState::Unhealthy);
        bench.controller->handOverReady(a1, {partition, bench.partition(partition).version, b1}, bench.now);
        QCOMPARE(*bench.partition(partition).primary, a1);
    }

    void aHandoverThatIsNotAnsweredIsTakenBack() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.run(milliseconds(3200));
        QVERIFY(!bench.partition(partition).handoverTo);
        QCOMPARE(*bench.partition(partition).primary, a1);
    }

    void aWishIsFulfilledWhenAFailoverHasMadeTheTargetPrimary() {
        ControlBench bench;
        bench.settle();
        bench.joins = false;
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(bench.act(ActionKind::MovePartition, {}, partition, "c1").ok());
        bench.work();
        const model::PartitionDescription joining = bench.partition(partition);
        bench.controller->proposeCopies(a1, ProposeCopies{partition, joining.version, {a1, c1}, {b1}}, bench.now);
        bench.crash(a1);
        QCOMPARE(*bench.partition(partition).primary, c1);
        bench.run(milliseconds(200));
        QVERIFY(!bench.partition(partition).handoverTo);
        QCOMPARE(bench.countSent<HandOver>(), 0);
    }

    // What operators ask

    void aKilledUnitStaysStoppedUntilRestarted() {
        ControlBench bench;
        bench.settle();
        const Incarnation old = bench.unit(a1).incarnation;
        QVERIFY(bench.act(ActionKind::KillUnit, "a1").ok());
        bench.run(seconds(30));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
        QCOMPARE(bench.unit(a1).reason, std::string("killed by ada"));
        QVERIFY(bench.act(ActionKind::RestartUnit, "a1").ok());
        bench.run(seconds(1));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        QVERIFY(bench.unit(a1).incarnation > old);
    }

    void killRestartKillInARowLeavesItStopped() {
        ControlBench bench;
        bench.settle();
        QVERIFY(bench.act(ActionKind::KillUnit, "a1").ok());
        QVERIFY(bench.act(ActionKind::KillUnit, "a1").ok());      // Impatient.
        QVERIFY(!bench.act(ActionKind::RestartUnit, "a1").ok());  // It has not ended yet.
        bench.work();
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
        QVERIFY(bench.act(ActionKind::RestartUnit, "a1").ok());
        QVERIFY(!bench.act(ActionKind::KillUnit, "a1").ok());     // It has not started yet.
        bench.work();
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        QVERIFY(bench.act(ActionKind::KillUnit, "a1").ok());
        bench.run(seconds(15));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
    }

    void aKillReachesAUnitWhoseAgentWasAway() {
        ControlBench bench;
        bench.settle();
        bench.loseAgent('a');
        QVERIFY(bench.act(ActionKind::KillUnit, "a1").ok());
        bench.run(milliseconds(100));
        QVERIFY(bench.processes.contains(a1));
        bench.hello('a');
        bench.run(milliseconds(100));
        QVERIFY(!bench.processes.contains(a1));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
    }

    void aDrainedUnitHandsEverythingOverBeforeItStops() {
        ControlBench bench;
        bench.settle();
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        bench.run(seconds(10));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
        QCOMPARE(bench.unit(a1).reason, std::string("drained"));
        for (const model::PartitionDescription& one : bench.state().grid().partitions) {
            QCOMPARE(one.inSync.size(), std::size_t{2});
        }
        QVERIFY(bench.events(EventKind::UnitDied).empty());
        QVERIFY(bench.events(EventKind::CopyRemoved).empty());
    }

    void aDrainDoesNotCountOnASilentUnitsCopies() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        bench.mute(b1);
        bench.run(milliseconds(1300));
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        for (int step = 0; step < 1000; ++step) {
            bench.run(milliseconds(10));
            const model::PartitionDescription& one = bench.partition(partition);
            QVERIFY(ControlBench::holds(one.inSync, a1) || ControlBench::holds(one.inSync, c1));
        }
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
        QCOMPARE(*bench.partition(partition).primary, c1);
    }

    void aDrainSurvivesASilence() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        bench.run(milliseconds(100));
        bench.mute(a1);
        bench.run(milliseconds(1300));
        QCOMPARE(bench.unit(a1).state, UnitState::Unhealthy);
        bench.unmute(a1);
        QVERIFY(!bench.beat(a1));
        QCOMPARE(bench.unit(a1).state, UnitState::Draining);
        bench.handsOver = true;
        bench.run(seconds(10));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
    }

    void aKillOutlivesTheControllerThatWasAskedForIt() {
        ControlBench bench;
        bench.settle();
        bench.loseAgent('a');
        QVERIFY(bench.act(ActionKind::KillUnit, "a1").ok());
        bench.work();
        QVERIFY(bench.processes.contains(a1));   // The order did not reach it.
        bench.succeed();
        bench.run(seconds(1));
        QVERIFY(!bench.processes.contains(a1));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
        QCOMPARE(bench.unit(a1).reason, std::string("killed by ada"));
    }

    void aUnitThatDiesOfAKillBesideItsControllerStaysStopped() {
        ControlBench bench;
        bench.settle();
        bench.loseAgent('a');
        QVERIFY(bench.act(ActionKind::KillUnit, "a1").ok());
        bench.work();
        bench.crash(a1);   // Its host went, and its controller with it.
        bench.succeed();
        bench.run(seconds(30));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
        QCOMPARE(bench.unit(a1).reason, std::string("killed by ada"));
        QVERIFY(bench.act(ActionKind::RestartUnit, "a1").ok());
        bench.run(seconds(1));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        bench.succeed();   // The old wish is over for every later controller, too.
        bench.run(seconds(10));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
    }

    void aSilentUnitsDrainOutlivesTheController() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        bench.run(milliseconds(100));
        bench.mute(a1);
        bench.run(milliseconds(1300));
        QCOMPARE(bench.unit(a1).state, UnitState::Unhealthy);
        bench.succeed();
        bench.unmute(a1);
        bench.handsOver = true;
        bench.run(seconds(10));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
    }

    void aMoveIsOrderedAgainByTheNextController() {
        ControlBench bench;
        bench.settle();
        const PartitionId moved = bench.partitionOf(a1, b1);
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::MovePartition, {}, moved, "b1").ok());
        bench.run(milliseconds(100));
        QVERIFY(bench.partition(moved).handoverTo.has_value());
        bench.handsOver = true;
        bench.succeed();
        bench.run(seconds(1));
        QCOMPARE(bench.partition(moved).primary, std::optional(b1));
        QVERIFY(!bench.partition(moved).handoverTo);
    }

    void aHandoverThatNobodyAskedForIsTakenBackByTheNextController() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        bench.crash(a1);
        bench.run(seconds(4));   // Primaries are to go back to it.
        const auto ordered = [&] {
            const auto& partitions = bench.controller->grid().partitions;
            return std::any_of(partitions.begin(), partitions.end(), [](const auto& one) { return one.handoverTo; });
        };
        QVERIFY(ordered());
        bench.succeed();
        QVERIFY(!ordered());
    }

    void aPumpStaysPausedWhenUnitAndControllerBeginAnew() {
        ControlBench bench;
        bench.settle();
        QVERIFY(bench.act(ActionKind::PausePump, "a1").ok());
        QVERIFY(!bench.act(ActionKind::PausePump, "a1").ok());
        bench.work();
        bench.crash(a1);
        bench.run(seconds(5));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        QVERIFY(bench.unit(a1).pumpPaused);
        bench.begin();
        bench.settle();
        QVERIFY(bench.unit(a1).pumpPaused);
        QVERIFY(!bench.unit(b1).pumpPaused);
        QVERIFY(bench.act(ActionKind::ResumePump, "a1").ok());
        QVERIFY(!bench.unit(a1).pumpPaused);
    }

    void aDrainCanBeTakenBack() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        bench.run(milliseconds(100));
        QVERIFY(bench.act(ActionKind::RestartUnit, "a1").ok());
        bench.run(seconds(10));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        QVERIFY(bench.events(EventKind::UnitDied).empty());
    }

    void theLastReadyUnitCannotBeDrained() {
        ControlBench bench;
        bench.settle();
        QVERIFY(bench.act(ActionKind::KillUnit, "b1").ok());
        QVERIFY(bench.act(ActionKind::KillUnit, "c1").ok());
        bench.run(seconds(5));
        const auto refused = bench.act(ActionKind::DrainUnit, "a1");
        QVERIFY(!refused);
        QCOMPARE(refused.error().detail, std::string("no other unit is ready to take the partitions of a1"));
    }

    void anActionWithAnOldEpochIsRefused() {
        ControlBench bench;
        bench.settle();
        Controller::Request request;
        request.action.kind = ActionKind::DrainUnit;
        request.action.unit = "a1";
        request.ifEpoch = bench.controller->grid().epoch;
        bench.loseAgent('c');
        const auto refused = bench.controller->act(request, bench.now);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unavailable);
        request.ifEpoch = bench.controller->grid().epoch;
        QVERIFY(bench.controller->act(request, bench.now).ok());
    }

    void everyActionStandsInTheJournalWithWhoAndWhy() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.run(seconds(1));
        QVERIFY(bench.act(ActionKind::AddUnit, {}).ok());
        QVERIFY(bench.act(ActionKind::KillUnit, "c1").ok());
        bench.run(seconds(5));
        QVERIFY(bench.act(ActionKind::RestartUnit, "c1").ok());
        bench.run(seconds(5));
        QVERIFY(bench.act(ActionKind::DrainUnit, "b1").ok());
        bench.work();
        const std::vector<model::GridEvent> actions = bench.events(EventKind::OperatorAction);
        QCOMPARE(actions.size(), std::size_t{5});
        for (const model::GridEvent& action : actions) {
            QCOMPARE(action.actor, std::string("ada"));
            QVERIFY2(action.text.ends_with(": lesson"), action.text.c_str());
            QCOMPARE(action.reason, std::string("lesson"));
        }
        QCOMPARE(actions.back().text, std::string("Drain unit b1: lesson"));
    }

    void aPlanRefusesForTheSameReasonAsTheAction() {
        ControlBench bench;
        bench.settle();
        for (const auto& [kind, unit] : {std::pair{ActionKind::DrainUnit, "x9"}, std::pair{ActionKind::RestartUnit, "a1"},
                                         std::pair{ActionKind::RestorePartition, ""}}) {
            model::Action action;
            action.kind = kind;
            action.unit = unit;
            const model::Plan plan = makePlan(bench.controller->grid(), action, {}, bench.controller->pauses());
            const auto refused = bench.act(kind, unit);
            QVERIFY(!refused);
            QCOMPARE(refused.error().detail, plan.blockers.front());
        }
    }

    void aPlanCountsOnlyThePartitionsThatTheKillItselfLoses() {
        ControlBench bench;
        bench.settle();
        bench.crash(a1);
        bench.crash(b1);   // Some partitions are lost now.
        bench.run(seconds(10));
        model::Action action;
        action.kind = ActionKind::KillUnit;
        action.unit = "a1";
        const model::Plan plan = makePlan(bench.controller->grid(), action, {}, bench.controller->pauses());
        QVERIFY(plan.blockers.empty());
        QVERIFY2(plan.warnings.empty(), plan.warnings.empty() ? "" : plan.warnings.front().c_str());
        QCOMPARE(plan.tier, model::RiskTier::Service);
    }
};

QTEST_APPLESS_MAIN(ControllerActionsTest)
#include "tst_controller_actions.moc"
