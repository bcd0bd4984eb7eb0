// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What plans say of every kind of action: who leads afterwards, who takes what on, what could go wrong
// and how to go back.
#include <QTest>

#include "cluster/core/control/planner.h"
#include "shared/model/codec.h"
#include "tests/support/control_bench.h"

using namespace orrery;
using namespace orrery::core;
using model::ActionKind;
using model::UnitState;

namespace {

/// A grid at rest whose units have reported: every partition 1,000 bytes, 7 of 10 changes in the store.
struct Bench : ControlBench {
    Bench() {
        settle();
        grid = controller->grid();   // A copy: a test may change it.
        for (const model::UnitDescription& unit : controller->grid().units) {
            model::UnitTelemetry& sample = samples[unit.id];
            sample.unit = unit.id;
            sample.incarnation = unit.incarnation;
            sample.memoryBytes = 50000;
            sample.memoryLimit = 1000000;
            sample.pump.state = model::PumpState::Flowing;
            sample.pump.queued = 30;
            sample.pump.queuedBytes = 3000;
            sample.pump.limitBytes = 103000;
            for (const model::PartitionDescription& one : controller->grid().partitions) {
                if (holds(one.inSync, unit.id)) {
                    model::PartitionTelemetry figures;
                    figures.partition = one.id;
                    figures.role = one.primary == unit.id ? model::Role::Primary : model::Role::Backup;
                    figures.bytes = 1000;
                    figures.lastSequence = figures.commitSequence = Sequence{10};
                    figures.pumpedSequence = Sequence{7};
                    sample.partitions.push_back(figures);
                }
            }
        }
    }

    model::Plan plan(ActionKind kind, const std::string& unit, std::optional<PartitionId> partition = {},
                     const std::string& target = {}) const {
        model::Action action;
        action.kind = kind;
        action.unit = unit;
        action.partition = partition;
        action.target = target;
        return plan(action);
    }

    model::Plan plan(const model::Action& action) const {
        TelemetryByUnit telemetryOf;
        for (const auto& [unit, sample] : samples) {
            telemetryOf[unit] = &sample;
        }
        return makePlan(grid, action, telemetryOf, pauses, intake);
    }

    /// Whether a warning contains `text`.
    static bool warns(const model::Plan& plan, const std::string& text) {
        return std::any_of(plan.warnings.begin(), plan.warnings.end(),
                           [&](const std::string& warning) { return warning.find(text) != std::string::npos; });
    }

    model::UnitDescription& described(UnitId id) {
        return *std::find_if(grid.units.begin(), grid.units.end(), [id](const auto& unit) { return unit.id == id; });
    }

    std::size_t led(UnitId unit) const {
        return static_cast<std::size_t>(std::count_if(grid.partitions.begin(), grid.partitions.end(),
                                                      [unit](const auto& one) { return one.primary == unit; }));
    }

    PauseFigures pauses;
    PumpIntake intake;
    model::GridState grid;
};

}  // namespace

class PlannerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanNamesEveryPartitionThatChangesItsPrimary() {
        Bench bench;
        const model::Plan plan = bench.plan(ActionKind::DrainUnit, "a1");
        QCOMPARE(std::size_t{plan.primariesMoved}, plan.primaryChanges.size());
        QVERIFY(plan.primaryChanges.size() >= bench.led(a1));
        for (const model::PrimaryChange& change : plan.primaryChanges) {
            const model::PartitionDescription& now = bench.grid.partitions[change.partition.value];
            QCOMPARE(model::findUnit(bench.grid, *now.primary)->name, change.from);
            QVERIFY(change.to != change.from && change.to != "a1" && !change.to.empty());
        }
    }

    void receiversGetWhatTheyTakeOn() {
        Bench bench;
        const model::Plan plan = bench.plan(ActionKind::KillUnit, "a1");
        std::uint64_t copies = 0;
        std::uint64_t bytes = 0;
        for (const model::ReceiverLoad& load : plan.receivers) {
            QVERIFY(load.unit != "a1");
            QCOMPARE(load.bytes, load.copies * 1000ULL);
            QCOMPARE(load.memoryAfter, std::optional<std::uint64_t>(50000 + load.bytes));
            QCOMPARE(load.memoryLimit, std::uint64_t{1000000});
            copies += load.copies;
            bytes += load.bytes;
        }
        QVERIFY(copies > 0);
        QCOMPARE(copies, std::uint64_t{plan.copiesRebuilt});
        QCOMPARE(bytes, plan.bytesToMove);
        QVERIFY(!Bench::warns(plan, "memory limit"));
    }

    void aReceiverThatWouldBeNearlyFullIsWarnedOf() {
        Bench bench;
        bench.samples[b1].memoryBytes = 899000;
        QVERIFY(Bench::warns(bench.plan(ActionKind::KillUnit, "a1"), "b1 would use 90 % of its memory limit"));
        bench.samples[b1].memoryLimit = 0;
        QVERIFY(!Bench::warns(bench.plan(ActionKind::KillUnit, "a1"), "memory limit"));
    }

    void aReceiverThatHasNotReportedHasNoMemoryFigure() {
        Bench bench;
        bench.samples.erase(b1);
        bool seen = false;
        for (const model::ReceiverLoad& load : bench.plan(ActionKind::KillUnit, "a1").receivers) {
            QCOMPARE(load.memoryAfter.has_value(), load.unit != "b1");
            seen = seen || load.unit == "b1";
        }
        QVERIFY(seen);
    }

    void pumpsGoAlongWithWhatWaitsInThem() {
        Bench bench;
        const model::Plan plan = bench.plan(ActionKind::FailoverPartition, {}, bench.partitionOf(a1, b1));
        QCOMPARE(plan.pumpsHandedOver, 1U);
        QCOMPARE(plan.queuedHandedOver, std::optional<std::uint64_t>(3));
        bench.samples[a1].partitions.clear();
        const model::Plan unknown = bench.plan(ActionKind::FailoverPartition, {}, bench.partitionOf(a1, b1));
        QCOMPARE(unknown.queuedHandedOver, std::optional<std::uint64_t>());
        bench.samples[a1].pump.state = model::PumpState::Off;
        const model::Plan off = bench.plan(ActionKind::FailoverPartition, {}, bench.partitionOf(a1, b1));
        QCOMPARE(off.pumpsHandedOver, 0U);
    }

    void onlyActionsThatTakeACopyAwayLeaveASingleOne_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("single");
        QTest::newRow("drain") << static_cast<int>(ActionKind::DrainUnit) << false;
        QTest::newRow("kill") << static_cast<int>(ActionKind::KillUnit) << true;
        QTest::newRow("add") << static_cast<int>(ActionKind::AddUnit) << false;
        QTest::newRow("failover") << static_cast<int>(ActionKind::FailoverPartition) << false;
        QTest::newRow("pause") << static_cast<int>(ActionKind::PausePump) << false;
    }

    void onlyActionsThatTakeACopyAwayLeaveASingleOne() {
        QFETCH(int, kind);
        QFETCH(bool, single);
        Bench bench;
        const auto action = static_cast<ActionKind>(kind);
        const bool isOfPartition = action == ActionKind::FailoverPartition;
        const model::Plan plan =
            isOfPartition ? bench.plan(action, {}, bench.partitionOf(a1, b1)) : bench.plan(action, "a1");
        QVERIFY(plan.blockers.empty());
        const auto held = std::count_if(bench.grid.partitions.begin(), bench.grid.partitions.end(),
                                        [](const auto& one) { return ControlBench::holds(one.inSync, a1); });
        QCOMPARE(std::ptrdiff_t{plan.oneCopyMeanwhile}, single ? held : 0);
    }

    void everyPlanNamesItsWayBack_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("undo");
        QTest::addColumn<QString>("unit");
        QTest::newRow("drain") << static_cast<int>(ActionKind::DrainUnit) << static_cast<int>(ActionKind::RestartUnit)
                               << "a1";
        QTest::newRow("kill") << static_cast<int>(ActionKind::KillUnit) << static_cast<int>(ActionKind::RestartUnit)
                              << "a1";
        QTest::newRow("add") << static_cast<int>(ActionKind::AddUnit) << static_cast<int>(ActionKind::DrainUnit)
                             << "a2";
        QTest::newRow("pause") << static_cast<int>(ActionKind::PausePump) << static_cast<int>(ActionKind::ResumePump)
                               << "a1";
    }

    void everyPlanNamesItsWayBack() {
        QFETCH(int, kind);
        QFETCH(int, undo);
        QFETCH(QString, unit);
        Bench bench;
        model::Action action;
        action.kind = static_cast<ActionKind>(kind);
        action.unit = action.kind == ActionKind::AddUnit ? "" : "a1";
        const model::Plan plan = bench.plan(action);
        QVERIFY(plan.undoAction.has_value());
        QCOMPARE(static_cast<int>(plan.undoAction->kind), undo);
        QCOMPARE(QString::fromStdString(plan.undoAction->unit), unit);
        QVERIFY(!plan.undo.empty());
    }

    void aMoveGoesBackToWhereItCameFromAndARestoreNowhere() {
        Bench bench;
        const PartitionId partition = bench.partitionOf(a1, b1);
        const model::Plan moved = bench.plan(ActionKind::MovePartition, {}, partition, "c1");
        QCOMPARE(moved.undoAction->kind, ActionKind::MovePartition);
        QCOMPARE(moved.undoAction->target, std::string("a1"));
        QCOMPARE(moved.undoAction->partition, std::optional(partition));
        QCOMPARE(moved.copiesRebuilt, 1U);
        QCOMPARE(moved.receivers.size(), std::size_t{1});
        bench.grid.partitions[0].lost = true;
        bench.grid.partitions[0].primary.reset();
        bench.grid.partitions[0].inSync.clear();
        QVERIFY(!bench.plan(ActionKind::RestorePartition, {}).undoAction.has_value());
    }

    void estimatesComeFromWhatWasMeasuredOrAreAbsent() {
        Bench bench;
        for (const model::PlanStep& step : bench.plan(ActionKind::DrainUnit, "a1").steps) {
            QVERIFY(!step.estimate.has_value());
        }
        bench.pauses.joins = {milliseconds(400)};
        bench.pauses.handovers = {milliseconds(20)};
        const model::Plan plan = bench.plan(ActionKind::DrainUnit, "a1");
        QVERIFY(plan.steps[0].estimate >= milliseconds(400));
        QVERIFY(plan.steps[1].estimate >= milliseconds(20));
        QCOMPARE(plan.pauseMedian, std::optional(milliseconds(20)));
    }

    void differentVersionsOfPartnersAreWarnedOf() {
        Bench bench;
        bench.described(a1).version = "1.0";
        bench.described(b1).version = "1.1";
        bench.described(c1).version = "1.0";
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(Bench::warns(bench.plan(ActionKind::FailoverPartition, {}, partition, "b1"),
                                    "1 primary goes from version 1.0 to version 1.1"));
        bench.described(b1).version = "1.0";
        QVERIFY(bench.plan(ActionKind::FailoverPartition, {}, partition, "b1").warnings.empty());
    }

    void pausedPumpsAreWarnedOfOnBothSides() {
        Bench bench;
        bench.described(a1).pumpPaused = true;
        QVERIFY(Bench::warns(bench.plan(ActionKind::DrainUnit, "a1"), "The pump of a1 is paused"));
        bench.described(a1).pumpPaused = false;
        bench.described(b1).pumpPaused = true;
        QVERIFY(Bench::warns(bench.plan(ActionKind::FailoverPartition, {}, bench.partitionOf(a1, b1)),
                                    "The pump of b1 is paused"));
    }

    void aPauseTellsWhenItsBacklogIsFull() {
        Bench bench;
        bench.intake[a1] = 100;
        const model::Plan plan = bench.plan(ActionKind::PausePump, "a1");
        QCOMPARE(plan.tier, model::RiskTier::Service);
        // 100 changes of 100 bytes a second into 100,000 bytes of room.
        QCOMPARE(plan.steps.back().estimate, std::optional(seconds(10)));
        QVERIFY(plan.steps[1].text.find("100 changes a second") != std::string::npos);
        bench.intake.clear();
        QVERIFY(!bench.plan(ActionKind::PausePump, "a1").steps.back().estimate.has_value());
        bench.described(a1).pumpPaused = true;
        QCOMPARE(bench.plan(ActionKind::ResumePump, "a1").tier, model::RiskTier::Reversible);
        QCOMPARE(bench.plan(ActionKind::PausePump, "a1").blockers.size(), std::size_t{1});
    }

    void theDigestNamesExactlyThisPlan() {
        Bench bench;
        const model::Plan plan = bench.plan(ActionKind::DrainUnit, "a1");
        QCOMPARE(plan.digest.size(), std::size_t{8});
        QCOMPARE(plan.digest, digestOf(plan));
        QCOMPARE(bench.plan(ActionKind::DrainUnit, "a1").digest, plan.digest);
        QVERIFY(bench.plan(ActionKind::DrainUnit, "b1").digest != plan.digest);
        model::Plan other = plan;
        other.epoch = Epoch{plan.epoch.value + 1};
        QVERIFY(digestOf(other) != plan.digest);
        const Result<model::Plan> read = model::decodePlan(model::encode(plan));
        QVERIFY(read.ok() && read.value() == plan);
        QCOMPARE(digestOf(read.value()), plan.digest);
    }
};

QTEST_APPLESS_MAIN(PlannerTest)
#include "tst_planner.moc"
