// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Operations that are ended before they are reached, and how fast they may go.
#include <QTest>

#include "cluster/core/control/planner.h"
#include "shared/base/random.h"
#include "tests/support/control_bench.h"

using namespace orrery;
using namespace orrery::core;
using model::ActionKind;
using model::EventKind;
using model::UnitState;

namespace {

struct Placed {
    std::vector<std::optional<UnitId>> primaries;
    std::vector<std::set<UnitId>> copies;
    friend bool operator==(const Placed&, const Placed&) = default;
};

Placed placedIn(const model::GridState& grid) {
    Placed placed;
    for (const model::PartitionDescription& one : grid.partitions) {
        placed.primaries.push_back(one.primary);
        placed.copies.emplace_back(one.inSync.begin(), one.inSync.end());
    }
    return placed;
}

std::size_t held(const ControlBench& bench, UnitId unit) {
    const auto& partitions = bench.controller->grid().partitions;
    return static_cast<std::size_t>(std::count_if(partitions.begin(), partitions.end(), [unit](const auto& one) {
        return ControlBench::holds(one.inSync, unit);
    }));
}

std::size_t joining(const ControlBench& bench) {
    std::size_t count = 0;
    for (const model::PartitionDescription& one : bench.controller->grid().partitions) {
        count += one.joining.size();
    }
    return count;
}

std::size_t handingOver(const ControlBench& bench) {
    const auto& partitions = bench.controller->grid().partitions;
    return static_cast<std::size_t>(std::count_if(partitions.begin(), partitions.end(),
                                                  [](const auto& one) { return one.handoverTo.has_value(); }));
}

model::Action paced(ActionKind kind, std::string unit, std::uint32_t atMost) {
    model::Action action;
    action.kind = kind;
    action.unit = std::move(unit);
    action.atMost = atMost;
    return action;
}

/// The operation that began last.
std::uint64_t newest(const ControlBench& bench) {
    const auto& operations = bench.controller->underWay().operations();
    return operations.empty() ? 0 : operations.rbegin()->first;
}

Result<Controller::Accepted> stop(ControlBench& bench, std::uint64_t operation) {
    model::Action action;
    action.kind = ActionKind::StopOperation;
    action.operation = operation;
    return bench.act(action);
}

model::Plan planOf(const ControlBench& bench, const model::Action& action) {
    return makePlan(bench.controller->grid(), action, {}, bench.controller->pauses(), {},
                    bench.controller->underWay());
}

/// How the operation ended, by the journal.
std::optional<model::GridEvent> endOf(const ControlBench& bench, std::uint64_t operation) {
    for (const model::GridEvent& event : bench.events(EventKind::OperationCompleted)) {
        if (event.cause == operation) {
            return event;
        }
    }
    return std::nullopt;
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A drain of a1, one step at a time, that has got about half way.
std::uint64_t halfDrain(ControlBench& bench) {
    bench.settle();
    const std::size_t before = held(bench, a1);
    if (!bench.act(paced(ActionKind::DrainUnit, "a1", 1)).ok()) {
        return 0;
    }
    while (held(bench, a1) * 2 > before) {
        bench.run(milliseconds(10));
    }
    return newest(bench);
}

}  // namespace

class ControllerStopTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStoppedDrainLeavesWhereItIsWhatHasNotMoved() {
        ControlBench bench;
        const std::uint64_t drain = halfDrain(bench);
        QVERIFY(stop(bench, drain).ok());
        const std::uint64_t stopped = newest(bench);
        bench.run(seconds(2));
        const std::size_t left = held(bench, a1);
        QVERIFY(left > 0 && left < 8);   // Its share would be 10.
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        const Placed then = placedIn(bench.controller->grid());
        bench.run(seconds(30));
        QVERIFY(placedIn(bench.controller->grid()) == then);
        QCOMPARE(joining(bench) + handingOver(bench), std::size_t{0});
        const auto end = endOf(bench, drain);
        QVERIFY(end && end->severity != model::Severity::Notice);
        QVERIFY2(says(end->text, "not done, stopped by ada, a1 keeps "), end->text.c_str());
        QVERIFY2(says(end->text, "handed over: "), end->text.c_str());
        QCOMPARE(std::size_t{end->partitionCount}, left);
        QCOMPARE(endOf(bench, stopped)->severity, model::Severity::Notice);
        QVERIFY(bench.controller->underWay().operations().empty());
    }

    void everyPartitionKeepsItsCopiesThroughAStop() {
        ControlBench bench;
        const std::uint64_t drain = halfDrain(bench);
        QVERIFY(stop(bench, drain).ok());
        bench.run(seconds(5));
        for (const model::PartitionDescription& one : bench.controller->grid().partitions) {
            QCOMPARE(one.inSync.size(), std::size_t{2});
        }
        QVERIFY(bench.events(EventKind::CopyRemoved).empty());
    }

    void copiesThatAreBeingBuiltForADrainAreGivenUp() {
        ControlBench bench;
        bench.settle();
        const Placed before = placedIn(bench.controller->grid());
        bench.joins = false;
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        bench.run(milliseconds(100));
        QVERIFY(joining(bench) > 0);
        QVERIFY(stop(bench, newest(bench)).ok());
        QCOMPARE(joining(bench), std::size_t{0});
        bench.joins = true;
        bench.run(seconds(20));
        QVERIFY(placedIn(bench.controller->grid()) == before);
    }

    void copiesThatMendALossAreBuiltOn() {
        ControlBench bench;
        bench.settle();
        QVERIFY(bench.act(ActionKind::KillUnit, "c1").ok());
        bench.run(milliseconds(50));
        bench.joins = false;
        bench.run(seconds(2));
        const std::size_t mending = joining(bench);
        QVERIFY(mending > 0);
        QVERIFY(bench.act(paced(ActionKind::BalanceGrid, {}, 1)).ok());
        QVERIFY(stop(bench, newest(bench)).ok());
        QCOMPARE(joining(bench), mending);
        bench.joins = true;
        bench.run(seconds(5));
        for (const model::PartitionDescription& one : bench.controller->grid().partitions) {
            QCOMPARE(one.inSync.size(), std::size_t{2});
        }
    }

    void theEndIsToldWhenTheLastHandoverIsOver() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        bench.run(seconds(1));
        const std::uint64_t drain = newest(bench);
        QVERIFY(handingOver(bench) > 0);
        QVERIFY(stop(bench, drain).ok());
        bench.run(milliseconds(100));
        QVERIFY(!endOf(bench, drain));
        bench.run(seconds(4));   // They are taken back unanswered.
        QCOMPARE(handingOver(bench), std::size_t{0});
        QVERIFY(endOf(bench, drain));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
    }

    void aStopOutlivesTheController() {
        ControlBench bench;
        const std::uint64_t drain = halfDrain(bench);
        QVERIFY(stop(bench, drain).ok());
        bench.commit();
        bench.succeed();
        bench.run(seconds(2));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        QVERIFY(endOf(bench, drain));
        const Placed then = placedIn(bench.controller->grid());
        QVERIFY(held(bench, a1) > 0 && held(bench, a1) < 8);   // Its share would be 10.
        bench.succeed();   // Nor does a controller that never saw the drain finish it, or take it back.
        bench.run(seconds(30));
        QVERIFY(placedIn(bench.controller->grid()) == then);
    }

    void aSilentUnitsDrainCanBeStopped() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        bench.run(milliseconds(100));
        bench.mute(a1);
        bench.run(milliseconds(1300));
        QCOMPARE(bench.unit(a1).state, UnitState::Unhealthy);
        QVERIFY(stop(bench, newest(bench)).ok());
        bench.work();
        bench.succeed();
        bench.unmute(a1);
        bench.handsOver = true;
        bench.run(seconds(20));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
    }

    void aUnitWhoseDrainWasStoppedIsStartedAgainWhenItDies() {
        ControlBench bench;
        const std::uint64_t drain = halfDrain(bench);
        QVERIFY(stop(bench, drain).ok());
        bench.run(seconds(1));
        bench.crash(a1);
        bench.run(seconds(5));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
    }

    void eveningOutCanBeStoppedAndBegunAgain() {
        ControlBench bench;
        bench.settle();
        QVERIFY(bench.act(ActionKind::DrainUnit, "c1").ok());
        bench.run(seconds(10));
        QVERIFY(bench.act(paced(ActionKind::RestartUnit, "c1", 1)).ok());
        while (held(bench, c1) < 2) {
            bench.run(milliseconds(10));
        }
        QVERIFY(stop(bench, newest(bench)).ok());
        bench.run(seconds(3));
        const Placed then = placedIn(bench.controller->grid());
        bench.run(seconds(20));
        QVERIFY(placedIn(bench.controller->grid()) == then);
        QVERIFY(held(bench, c1) < 8);

        QVERIFY(bench.act(ActionKind::BalanceGrid, {}).ok());
        const std::uint64_t balance = newest(bench);
        bench.run(seconds(20));
        QVERIFY(held(bench, c1) >= 10);
        QCOMPARE(endOf(bench, balance)->severity, model::Severity::Notice);
        QVERIFY(!bench.act(ActionKind::BalanceGrid, {}).ok());   // Nothing is left to even out.
    }

    void aUnitWhoseAdditionWasStoppedComesAndGetsNothing() {
        ControlBench bench;
        bench.settle();
        bench.startsWork = false;
        QVERIFY(bench.act(ActionKind::AddUnit, {}).ok());
        bench.run(seconds(1));
        const std::uint64_t add = newest(bench);
        QVERIFY(stop(bench, add).ok());
        bench.startsWork = true;
        bench.run(seconds(30));
        QCOMPARE(bench.unit(UnitId{4}).state, UnitState::Ready);
        QCOMPARE(held(bench, UnitId{4}), std::size_t{0});
        QVERIFY(endOf(bench, add));
    }

    void aMoveThatStillBuildsItsCopyCanBeStopped() {
        ControlBench bench;
        bench.settle();
        const PartitionId moved = bench.partitionOf(a1, b1);
        bench.joins = false;
        QVERIFY(bench.act(ActionKind::MovePartition, {}, moved, "c1").ok());
        const std::uint64_t move = newest(bench);
        bench.run(milliseconds(100));
        QVERIFY(stop(bench, move).ok());
        bench.joins = true;
        bench.run(seconds(5));
        QCOMPARE(bench.partition(moved).primary, std::optional(a1));
        QCOMPARE(bench.partition(moved).inSync.size(), std::size_t{2});
        QVERIFY(says(endOf(bench, move)->text, "the primary stayed"));
    }

    void whatCannotBeStoppedSaysWhy() {
        ControlBench bench;
        bench.settle();
        const auto why = [&bench](std::uint64_t operation) {
            const Result<Controller::Accepted> answer = stop(bench, operation);
            return answer.ok() ? std::string() : answer.error().detail;
        };
        QVERIFY(says(why(4711), "operation 4711 is not under way"));
        bench.loseAgent('c');
        QVERIFY(bench.act(ActionKind::KillUnit, "c1").ok());
        QVERIFY(says(why(newest(bench)), "done at once"));
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        bench.run(milliseconds(100));
        const std::uint64_t drain = newest(bench);
        QCOMPARE(why(drain), std::string());
        QVERIFY(says(why(drain), "being stopped already"));
        QVERIFY(says(why(newest(bench)), "done at once"));
        bench.run(seconds(10));
        const PartitionId moved = bench.sharedBy(a1, b1);
        const std::string target = bench.partition(moved).primary == a1 ? "b1" : "a1";
        const Result<Controller::Accepted> asked = bench.act(ActionKind::FailoverPartition, {}, moved, target);
        QVERIFY2(asked.ok(), asked.ok() ? "" : asked.error().detail.c_str());
        QVERIFY(says(why(newest(bench)), "handed over at this moment"));
    }

    void aStopIsNotStaleWhileTheTableChanges() {
        ControlBench bench;
        const std::uint64_t drain = halfDrain(bench);
        Controller::Request request;
        request.action.kind = ActionKind::StopOperation;
        request.action.operation = drain;
        request.ifEpoch = bench.controller->grid().epoch;
        bench.run(milliseconds(60));
        QVERIFY(bench.controller->act(request, bench.now).ok());
    }

    void takingADrainBackIsNotStaleWhileTheTableChanges() {
        ControlBench bench;
        QVERIFY(halfDrain(bench) != 0);
        Controller::Request request;
        request.action.kind = ActionKind::RestartUnit;
        request.action.unit = "a1";
        request.ifEpoch = bench.controller->grid().epoch;
        bench.run(milliseconds(60));
        QVERIFY(bench.controller->grid().epoch > *request.ifEpoch);
        QVERIFY(bench.controller->act(request, bench.now).ok());
        request.action.unit = "b1";   // Any other restart is.
        QCOMPARE(bench.controller->act(request, bench.now).error().code, ErrorCode::Unavailable);
    }

    void thePlanOfAStopSaysWhatStaysAndHowToGoOn() {
        ControlBench bench;
        const std::uint64_t drain = halfDrain(bench);
        model::Action action;
        action.kind = ActionKind::StopOperation;
        action.operation = drain;
        const model::Plan plan = planOf(bench, action);
        QVERIFY(plan.blockers.empty());
        QCOMPARE(plan.tier, model::RiskTier::Reversible);
        QCOMPARE(plan.title, std::string("Stop \"Drain unit a1, at most 1 at a time\""));
        QVERIFY2(says(plan.button, "leave " + std::to_string(held(bench, a1)) + " partitions on a1"),
                 plan.button.c_str());
        QCOMPARE(plan.primariesMoved + plan.copiesRebuilt, std::uint32_t{0});
        QCOMPARE(plan.sharedHostAfter, std::uint32_t{0});
        QVERIFY(plan.undoAction && plan.undoAction->kind == ActionKind::DrainUnit && plan.undoAction->unit == "a1");
        QCOMPARE(plan.undoAction->atMost, std::optional<std::uint32_t>(1));
        QVERIFY(stop(bench, drain).ok());
        bench.run(seconds(5));
        QVERIFY(bench.act(*plan.undoAction).ok());
        bench.run(seconds(10));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
    }

    void theUndoOfADrainHalfWayGivesTheUnitItsShareBack() {
        ControlBench bench;
        bench.settle();
        const std::size_t share = held(bench, a1);
        const model::Plan plan = planOf(bench, paced(ActionKind::DrainUnit, "a1", 1));
        QVERIFY(bench.act(plan.action).ok());
        while (held(bench, a1) * 2 > share) {
            bench.run(milliseconds(10));
        }
        QVERIFY(plan.undoAction && bench.act(*plan.undoAction).ok());
        bench.run(seconds(20));
        QCOMPARE(bench.unit(a1).state, UnitState::Ready);
        QVERIFY(held(bench, a1) + 1 >= share);
    }

    // The pace

    void noMoreThanAskedForMovesAtATime() {
        ControlBench bench;
        bench.settle();
        bench.joins = false;
        QVERIFY(bench.act(paced(ActionKind::DrainUnit, "a1", 2)).ok());
        bench.run(seconds(1));
        QCOMPARE(joining(bench), std::size_t{2});
        bench.succeed();   // The pace is in the log.
        bench.run(seconds(1));
        QCOMPARE(joining(bench), std::size_t{2});
        bench.joins = true;
        bench.handsOver = false;
        bench.run(seconds(1));
        QVERIFY(handingOver(bench) <= 2);
        bench.handsOver = true;
        bench.run(seconds(20));
        QCOMPARE(bench.unit(a1).state, UnitState::Stopped);
    }

    void thePaceStandsInPlanAndJournal() {
        ControlBench bench;
        bench.settle();
        const model::Plan fast = planOf(bench, paced(ActionKind::DrainUnit, "a1", 64));
        const model::Plan slow = planOf(bench, paced(ActionKind::DrainUnit, "a1", 1));
        QVERIFY(fast.digest != slow.digest);
        QVERIFY2(says(slow.steps.front().text, "at most 1 at a time"), slow.steps.front().text.c_str());
        QVERIFY(bench.act(slow.action).ok());
        bench.work();
        QVERIFY(says(bench.events(EventKind::OperatorAction).back().text, "at most 1 at a time"));
    }

    // Whatever the moment

    void stopsAtRandomMomentsLeaveAStableGrid() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            ControlBench bench;
            bench.settle();
            Random random(seed);
            const UnitId unit{static_cast<std::uint32_t>(1 + random.below(3))};
            const auto atMost = static_cast<std::uint32_t>(1 + random.below(4));
            QVERIFY(bench.act(paced(ActionKind::DrainUnit, bench.unit(unit).name, atMost)).ok());
            bench.handsOver = random.chance(3, 4);
            bench.joins = random.chance(3, 4);
            bench.run(milliseconds(static_cast<std::int64_t>(random.below(900))));
            const std::uint64_t drain = newest(bench);
            const bool isStopped = stop(bench, drain).ok();
            bench.commit();
            if (random.chance(1, 3)) {
                bench.succeed();
            }
            bench.handsOver = bench.joins = true;
            bench.run(seconds(12));
            const Placed then = placedIn(bench.controller->grid());
            bench.run(seconds(20));
            QVERIFY(placedIn(bench.controller->grid()) == then);
            QCOMPARE(bench.unit(unit).state, isStopped ? UnitState::Ready : UnitState::Stopped);
            for (const model::PartitionDescription& one : bench.controller->grid().partitions) {
                QVERIFY(one.primary && one.inSync.size() == 2 && one.joining.empty());
            }
        }
    }
};

QTEST_APPLESS_MAIN(ControllerStopTest)
#include "tst_controller_stop.moc"
