// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal as a story: every line names what it follows from, a failover is told in its phases, and
// what an operator asked for is told when it is reached.
#include <QTest>

#include "tests/support/control_bench.h"

using namespace orrery;
using namespace orrery::core;
using model::ActionKind;
using model::EventKind;
using model::GridEvent;
using model::UnitState;

namespace {

/// The newest event of a kind; a number of 0 when there is none.
GridEvent last(const ControlBench& bench, EventKind kind) {
    const std::vector<GridEvent> found = bench.events(kind);
    return found.empty() ? GridEvent{} : found.back();
}

void report(ControlBench& bench, UnitId unit, std::uint64_t redirects, std::uint64_t unknowns) {
    model::UnitTelemetry& sample = bench.samples[unit];
    sample.unit = unit;
    sample.incarnation = bench.unit(unit).incarnation;
    ++sample.number;
    sample.redirects = redirects;
    sample.unknowns = unknowns;
}

}  // namespace

class ControllerJournalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeathIsTheCauseOfAllThatFollows() {
        ControlBench bench;
        bench.settle();
        bench.crash(a1);
        bench.run(seconds(10));
        const GridEvent death = last(bench, EventKind::UnitDied);
        QVERIFY(death.number > 0);
        QCOMPARE(death.cause, std::uint64_t{0});
        for (const EventKind kind : {EventKind::FailoverStarted, EventKind::FailoverCompleted, EventKind::UnitStarted,
                                     EventKind::UnitReady, EventKind::RedundancyRestored, EventKind::CopyJoined}) {
            const GridEvent event = last(bench, kind);
            QVERIFY2(event.number > death.number, std::string(model::wordFor(kind)).c_str());
            QVERIFY2(event.cause == death.number, std::string(model::wordFor(kind)).c_str());
        }
    }

    void theTableOfAFailoverIsToldWhenItIsCommitted() {
        ControlBench bench;
        bench.settle();
        bench.diskWorks = false;
        bench.crash(a1);
        bench.pass(milliseconds(30));
        QVERIFY(bench.events(EventKind::FailoverStarted).empty());
        bench.diskWorks = true;
        bench.work();
        const GridEvent started = last(bench, EventKind::FailoverStarted);
        QCOMPARE(started.took, milliseconds(30));
        QCOMPARE(started.unit, std::optional(a1));
        QVERIFY(started.partitionCount > 0);
        QVERIFY(started.number < last(bench, EventKind::FailoverCompleted).number);
    }

    void theFirstWriteOfAFailoverIsToldOnce() {
        ControlBench bench;
        bench.settle();
        std::vector<PartitionId> led;
        for (const model::PartitionDescription& one : bench.controller->grid().partitions) {
            if (one.primary == a1) {
                led.push_back(one.id);
            }
        }
        QVERIFY(led.size() >= 2);
        const PartitionId first = led[0];
        const PartitionId other = led[1];
        bench.crash(a1);
        bench.work();
        const Epoch reign = bench.partition(first).epoch;
        const UnitId heir = *bench.partition(first).primary;
        bench.controller->firstWrite(heir, FirstWrite{first, Epoch{reign.value - 1}}, bench.now);   // A former reign's.
        bench.pass(milliseconds(40));
        bench.controller->firstWrite(heir, FirstWrite{first, reign}, bench.now);
        bench.controller->firstWrite(heir, FirstWrite{other, bench.partition(other).epoch}, bench.now);
        bench.work();
        const std::vector<GridEvent> writes = bench.events(EventKind::FirstWrite);
        QCOMPARE(writes.size(), std::size_t{1});
        QCOMPARE(writes.front().took, milliseconds(40));
        QCOMPARE(writes.front().partition, std::optional(first));
        QCOMPARE(writes.front().cause, last(bench, EventKind::UnitDied).number);
    }

    void aFailoverSaysWhatClientsNoticedWhenTheUnitsHaveReported() {
        ControlBench bench;
        bench.settle();
        for (const UnitId unit : {a1, b1, c1}) {
            report(bench, unit, 10, 1);
        }
        bench.crash(a1);
        bench.run(milliseconds(100));
        QVERIFY(bench.events(EventKind::FailoverCompleted).empty());
        report(bench, b1, 14, 3);
        report(bench, c1, 15, 1);
        bench.run(milliseconds(100));
        const GridEvent completed = last(bench, EventKind::FailoverCompleted);
        QCOMPARE(completed.clientsRedirected, std::optional<std::uint64_t>(9));
        QCOMPARE(completed.outcomesUnknown, std::optional<std::uint64_t>(2));
        QCOMPARE(completed.writesLost, std::optional<std::uint64_t>(0));
        QVERIFY(completed.took < milliseconds(100));   // Until it served, not until it was told.
    }

    void countsThatNobodyReportsStayAbsent() {
        ControlBench bench;
        bench.settle();
        report(bench, b1, 10, 1);
        bench.crash(a1);
        bench.run(seconds(2));
        const GridEvent completed = last(bench, EventKind::FailoverCompleted);
        QVERIFY(completed.number > 0);
        QCOMPARE(completed.clientsRedirected, std::optional<std::uint64_t>());
        QCOMPARE(completed.outcomesUnknown, std::optional<std::uint64_t>());
    }

    void lostPartitionsSayHowManyWritesAreGone() {
        ControlBench bench(0);
        bench.settle();
        report(bench, a1, 0, 0);
        std::uint64_t gone = 0;
        for (const model::PartitionDescription& one : bench.controller->grid().partitions) {
            if (one.primary == a1) {
                model::PartitionTelemetry figures;
                figures.partition = one.id;
                figures.commitSequence = Sequence{9};
                figures.pumpedSequence = Sequence{5};
                bench.samples[a1].partitions.push_back(figures);
                gone += 4;
            }
        }
        QVERIFY(gone > 0);
        bench.crash(a1);
        bench.work();
        QCOMPARE(last(bench, EventKind::PartitionLost).writesLost, std::optional(gone));
        QCOMPARE(last(bench, EventKind::PartitionLost).cause, last(bench, EventKind::UnitDied).number);
    }

    void lossesOfOneHostInOneMomentHaveOneCause() {
        ControlBench bench;
        bench.settle();
        QVERIFY(bench.act(ActionKind::AddUnit, {}).ok());   // a2
        bench.run(seconds(5));
        const UnitId a2 = model::findUnit(bench.controller->grid(), "a2")->id;
        bench.mute(a1);
        bench.mute(a2);
        bench.run(milliseconds(1500));
        const std::vector<GridEvent> silences = bench.events(EventKind::UnitSuspected);
        QCOMPARE(silences.size(), std::size_t{2});
        QCOMPARE(silences[0].cause, std::uint64_t{0});
        QCOMPARE(silences[1].cause, silences[0].number);
        bench.crash(a1);
        bench.work();
        QCOMPARE(last(bench, EventKind::UnitDied).cause, silences[0].number);
    }

    void oneEntryTellsOfManyCopies() {
        ControlBench bench;
        bench.settle();
        bench.crash(a1);
        bench.run(seconds(10));
        const std::uint64_t death = last(bench, EventKind::UnitDied).number;
        std::uint32_t copies = 0;
        std::size_t lines = 0;
        for (const GridEvent& joined : bench.events(EventKind::CopyJoined)) {
            if (joined.number > death && joined.unit == a1) {
                copies += joined.partitionCount;
                ++lines;
            }
        }
        QVERIFY(copies > 2);
        QVERIFY(lines < copies);
        QVERIFY(!bench.controller->pauses().joins.empty());
    }

    void plannedMovesAreToldWithBothUnits() {
        ControlBench bench;
        bench.settle();
        const PartitionId partition = bench.partitionOf(a1, b1);
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, partition, "b1").ok());
        bench.run(seconds(1));
        const std::vector<GridEvent> moves = bench.events(EventKind::PrimaryMoved);
        const auto moved = std::find_if(moves.begin(), moves.end(), [&](const GridEvent& event) {
            return event.cause == last(bench, EventKind::OperatorAction).number;
        });
        QVERIFY(moved != moves.end());
        QCOMPARE(moved->partition, std::optional(partition));
        QCOMPARE(moved->text, std::string("1 primary moved from unit a1 to unit b1"));
        QVERIFY(bench.events(EventKind::FailoverStarted).empty());
    }

    void everyActionIsToldOnceWhenItIsReached_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("follows");
        const auto row = [](const char* name, ActionKind kind, EventKind follows) {
            QTest::newRow(name) << static_cast<int>(kind) << static_cast<int>(follows);
        };
        row("drain", ActionKind::DrainUnit, EventKind::UnitStopped);
        row("kill", ActionKind::KillUnit, EventKind::UnitDied);
        row("add", ActionKind::AddUnit, EventKind::UnitReady);
        row("failover", ActionKind::FailoverPartition, EventKind::PrimaryMoved);
        row("pause", ActionKind::PausePump, EventKind::PumpPaused);
    }

    void everyActionIsToldOnceWhenItIsReached() {
        QFETCH(int, kind);
        QFETCH(int, follows);
        ControlBench bench;
        bench.settle();
        const auto action = static_cast<ActionKind>(kind);
        const bool isOfPartition = action == ActionKind::FailoverPartition;
        const bool isNew = action == ActionKind::AddUnit;
        QVERIFY(bench.act(action, isOfPartition || isNew ? "" : "a1",
                          isOfPartition ? std::optional(bench.partitionOf(a1)) : std::nullopt).ok());
        bench.work();
        const GridEvent asked = last(bench, EventKind::OperatorAction);
        QVERIFY(bench.events(EventKind::OperationCompleted).empty());
        report(bench, a1, 0, 0);
        bench.samples[a1].pump.state = model::PumpState::Paused;
        bench.run(seconds(10));
        const std::vector<GridEvent> completed = bench.events(EventKind::OperationCompleted);
        QCOMPARE(completed.size(), std::size_t{1});
        QCOMPARE(completed.front().cause, asked.number);
        QCOMPARE(completed.front().severity, model::Severity::Notice);
        QVERIFY(completed.front().took.micros > 0);
        QCOMPARE(last(bench, static_cast<EventKind>(follows)).cause, asked.number);
    }

    void everyActionIsToldOnceWhenItsControllerBeganAnew_data() { everyActionIsToldOnceWhenItIsReached_data(); }

    void everyActionIsToldOnceWhenItsControllerBeganAnew() {
        QFETCH(int, kind);
        ControlBench bench;
        bench.settle();
        const auto action = static_cast<ActionKind>(kind);
        const bool isOfPartition = action == ActionKind::FailoverPartition;
        bench.startsWork = false;
        bench.handsOver = false;
        bench.loseAgent('a');   // It can do nothing before the next controller is there.
        QVERIFY(bench.act(action, isOfPartition || action == ActionKind::AddUnit ? "" : "a1",
                          isOfPartition ? std::optional(bench.partitionOf(a1)) : std::nullopt).ok());
        bench.run(milliseconds(200));
        QVERIFY(bench.events(EventKind::OperationCompleted).empty());
        const GridEvent asked = last(bench, EventKind::OperatorAction);
        bench.startsWork = true;
        bench.handsOver = true;
        report(bench, a1, 0, 0);
        bench.samples[a1].pump.state = model::PumpState::Paused;
        bench.succeed();
        bench.run(seconds(15));
        bench.succeed();   // And told once only, however many come.
        bench.run(seconds(5));
        const std::vector<GridEvent> completed = bench.events(EventKind::OperationCompleted);
        QCOMPARE(completed.size(), std::size_t{1});
        QCOMPARE(completed.front().cause, asked.number);
        QCOMPARE(completed.front().severity, model::Severity::Notice);
        QVERIFY(completed.front().took >= milliseconds(200));
        QCOMPARE(completed.front().clientsRedirected, std::optional<std::uint64_t>());   // Nobody has counted.
    }

    void aFailoverIsToldToItsEndByTheNextController() {
        ControlBench bench;
        bench.settle();
        bench.serves = false;
        bench.crash(a1);
        bench.run(milliseconds(300));
        QVERIFY(bench.events(EventKind::FailoverCompleted).empty());
        const GridEvent death = last(bench, EventKind::UnitDied);
        bench.succeed();
        bench.run(milliseconds(300));
        QVERIFY(bench.events(EventKind::FailoverCompleted).empty());
        bench.serves = true;
        bench.succeed();
        bench.run(seconds(5));
        const std::vector<GridEvent> completed = bench.events(EventKind::FailoverCompleted);
        QCOMPARE(completed.size(), std::size_t{1});
        QCOMPARE(completed.front().cause, death.number);
        QCOMPARE(completed.front().partitionCount, last(bench, EventKind::FailoverStarted).partitionCount);
        QVERIFY(completed.front().took >= milliseconds(600));
        QVERIFY2(completed.front().text.find("at most") != std::string::npos, completed.front().text.c_str());
        QVERIFY(bench.controller->pauses().failovers.empty());   // Plans must not estimate from it.
        bench.succeed();
        bench.run(seconds(5));
        QCOMPARE(bench.events(EventKind::FailoverCompleted).size(), std::size_t{1});
    }

    void aDrainThatEndsInACrashIsNotToldAsReached() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::DrainUnit, "a1").ok());
        bench.run(milliseconds(100));
        bench.crash(a1);
        bench.run(milliseconds(100));
        const GridEvent completed = last(bench, EventKind::OperationCompleted);
        QCOMPARE(completed.severity, model::Severity::Medium);
        QCOMPARE(completed.cause, last(bench, EventKind::OperatorAction).number);
        QCOMPARE(completed.writesLost, std::optional<std::uint64_t>());
    }

    void aHandoverThatIsGivenUpIsNotToldAsReached() {
        ControlBench bench;
        bench.settle();
        bench.handsOver = false;
        QVERIFY(bench.act(ActionKind::FailoverPartition, {}, bench.partitionOf(a1, b1), "b1").ok());
        bench.run(seconds(4));
        QCOMPARE(last(bench, EventKind::OperationCompleted).severity, model::Severity::Medium);
    }

    void linesOfTheJournalDoNotMakeAPlanStale() {
        ControlBench bench;
        bench.settle();
        bench.crash(a1);
        bench.work();
        Controller::Request request;
        request.action.kind = ActionKind::KillUnit;
        request.action.unit = "b1";
        request.ifEpoch = bench.controller->grid().epoch;
        for (const model::PartitionDescription& one : bench.controller->grid().partitions) {
            if (one.primary) {
                bench.controller->firstWrite(*one.primary, FirstWrite{one.id, one.epoch}, bench.now);
            }
        }
        QVERIFY(bench.controller->grid().epoch > *request.ifEpoch);
        QVERIFY(bench.controller->act(request, bench.now).ok());
    }

    void everyCauseNamesAnEarlierLine() {
        ControlBench bench(2);
        bench.settle();
        bench.crash(a1);
        bench.run(seconds(3));
        QVERIFY(bench.act(ActionKind::KillUnit, "b1").ok());
        bench.run(seconds(3));
        QVERIFY(bench.act(ActionKind::RestartUnit, "b1").ok());
        bench.run(seconds(3));
        QVERIFY(bench.act(ActionKind::DrainUnit, "c1").ok());
        bench.run(seconds(10));
        for (const GridEvent& event : bench.state().journal()) {
            QVERIFY2(event.cause < event.number, event.text.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(ControllerJournalTest)
#include "tst_controller_journal.moc"
