// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pump held still on a real grid under load, and the journal of a real failover.
#include <QTest>

#include <algorithm>

#include "shared/model/codec.h"
#include "tests/support/blocking_client.h"
#include "tests/support/local_grid.h"
#include "tests/support/program_run.h"

using namespace orrery;
using namespace orrery::test;
using model::EventKind;

namespace {

constexpr int soon = 30000;

std::vector<model::GridEvent> journal(const LocalGrid& grid, const std::string& which = "EVENTS") {
    std::vector<model::GridEvent> events;
    if (const auto reply = grid.ask({"GRID", which, "COUNT", "10000"})) {
        for (const resp::Value& item : reply->items) {
            Result<model::GridEvent> event = model::decodeGridEvent(item);
            if (event) {
                events.push_back(event.take());
            }
        }
    }
    return events;
}

/// The newest event of a kind that follows from `cause`.
std::optional<model::GridEvent> following(const LocalGrid& grid, EventKind kind, std::uint64_t cause) {
    std::optional<model::GridEvent> found;
    for (const model::GridEvent& event : journal(grid)) {
        if (event.kind == kind && event.cause == cause) {
            found = event;
        }
    }
    return found;
}

std::optional<model::PumpTelemetry> pumpOf(const LocalGrid& grid, const std::string& name) {
    const auto unit = grid.unit(name);
    for (const model::UnitTelemetry& sample : grid.telemetry()) {
        if (unit && sample.unit == unit->id && sample.incarnation == unit->incarnation) {
            return sample.pump;
        }
    }
    return std::nullopt;
}

std::optional<resp::Value> askUnit(const LocalGrid& grid, const std::string& name,
                                   const std::vector<std::string>& words) {
    const auto unit = grid.unit(name);
    if (!unit) {
        return std::nullopt;
    }
    BlockingClient client(unit->client);
    return client.isOpen() ? client.call(words) : std::nullopt;
}

bool isPaused(const LocalGrid& grid, const std::string& name) {
    const auto pump = pumpOf(grid, name);
    return pump && pump->state == model::PumpState::Paused;
}

}  // namespace

class TestGridPausesPumps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPausedPumpKeepsItsQueueThroughALoadAndALifeAndLosesNothing() {
        LocalGrid grid;
        QVERIFY(grid.start());
        ProgramRun load(programPath("orrery-load"),
                        grid.at() + QStringList{"flash-sale", "--rate", "900", "--verify", "--ledger",
                                                grid.folder() + "/ledger"});
        QVERIFY(load.waitForOutput("2 s  "));

        const auto plan = grid.ask({"PLAN", "PUMP", "PAUSE", "b1"});
        QVERIFY(plan && model::decodePlan(*plan).ok());
        QCOMPARE(model::decodePlan(*plan).value().tier, model::RiskTier::Service);
        QVERIFY(grid.ask({"PUMP", "PAUSE", "b1", "BY", "test"}));
        QVERIFY(QTest::qWaitFor([&] { return isPaused(grid, "b1"); }, soon));
        const std::uint64_t persisted = pumpOf(grid, "b1")->persisted;
        QVERIFY(QTest::qWaitFor([&] { return pumpOf(grid, "b1").value_or(model::PumpTelemetry{}).queued > 300; }, soon));
        QCOMPARE(pumpOf(grid, "b1")->persisted, persisted);

        const auto shown = askUnit(grid, "b1", {"PUMP", "SHOW"});
        QVERIFY(shown && shown->find("partitions") != nullptr);
        const auto& queues = shown->find("partitions")->items;
        const auto full = std::find_if(queues.begin(), queues.end(),
                                       [](const resp::Value& one) { return one.find("queued")->integer > 0; });
        QVERIFY(full != queues.end());
        const std::string partition = std::to_string(full->find("partition")->integer);
        const auto queue = askUnit(grid, "b1", {"PUMP", "SHOW", "b1", "PARTITION", partition});
        QVERIFY(queue && queue->find("items") != nullptr && !queue->find("items")->items.empty());

        // Its death hands the queue to the backups, whose pumps go on; in its next life it holds still again.
        const auto before = grid.unit("b1");
        LocalGrid::signal(*before, LocalGrid::Signal::Kill);
        QVERIFY(QTest::qWaitFor(
            [&] {
                const auto now = grid.unit("b1");
                return now && now->incarnation != before->incarnation && now->state == model::UnitState::Ready;
            },
            soon));
        QVERIFY(grid.unit("b1")->pumpPaused);
        QVERIFY(QTest::qWaitFor([&] { return isPaused(grid, "b1"); }, soon));
        QVERIFY(grid.ask({"PUMP", "RESUME", "b1", "BY", "test"}));
        QVERIFY(grid.waitWhole());

        const ProgramEnd end = load.stop();
        QCOMPARE(numberBefore(end.output, "lost"), std::optional<quint64>(0));
        QCOMPARE(numberBefore(end.output, "duplicated"), std::optional<quint64>(0));
        QVERIFY(grid.waitSafe());
        const std::vector<model::GridEvent> audit = journal(grid, "AUDIT");
        QCOMPARE(std::count_if(audit.begin(), audit.end(),
                               [](const auto& one) { return one.kind == EventKind::OperatorAction; }),
                 std::ptrdiff_t{2});
        QCOMPARE(std::count_if(audit.begin(), audit.end(),
                               [](const auto& one) { return one.kind == EventKind::OperationCompleted; }),
                 std::ptrdiff_t{2});
    }

    void theJournalTellsAFailoverFromDeathToRedundancy() {
        LocalGrid grid;
        QVERIFY(grid.start());
        ProgramRun load(programPath("orrery-load"), grid.at() + QStringList{"flash-sale", "--rate", "1500", "--verify"});
        QVERIFY(load.waitForOutput("2 s  "));
        LocalGrid::signal(*grid.unit("b1"), LocalGrid::Signal::Kill);
        std::uint64_t death = 0;
        QVERIFY(QTest::qWaitFor(
            [&] {
                for (const model::GridEvent& event : journal(grid)) {
                    death = event.kind == EventKind::UnitDied ? event.number : death;
                }
                return death != 0;
            },
            soon));
        for (const EventKind kind :
             {EventKind::FailoverStarted, EventKind::FirstWrite, EventKind::FailoverCompleted, EventKind::UnitStarted,
              EventKind::UnitReady, EventKind::RedundancyRestored}) {
            QVERIFY2(QTest::qWaitFor([&] { return following(grid, kind, death).has_value(); }, soon),
                     std::string(model::wordFor(kind)).c_str());
        }
        const auto started = following(grid, EventKind::FailoverStarted, death);
        const auto wrote = following(grid, EventKind::FirstWrite, death);
        const auto completed = following(grid, EventKind::FailoverCompleted, death);
        qInfo("committed after %lld us, first write %lld us, served %lld us; %lld clients redirected, %lld unknown",
              static_cast<long long>(started->took.micros), static_cast<long long>(wrote->took.micros),
              static_cast<long long>(completed->took.micros),
              static_cast<long long>(completed->clientsRedirected.value_or(0)),
              static_cast<long long>(completed->outcomesUnknown.value_or(0)));
        QVERIFY(started->took.micros > 0 && started->took < wrote->took);
        QVERIFY(started->took <= completed->took);
        QVERIFY(completed->clientsRedirected.has_value());
        QCOMPARE(completed->writesLost, std::optional<std::uint64_t>(0));
        QCOMPARE(load.stop().code, 0);
    }
};

QTEST_GUILESS_MAIN(TestGridPausesPumps)
#include "tst_grid_pauses_pumps.moc"
