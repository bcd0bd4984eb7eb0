// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real grid under load: a drain that is stopped half way, waiting until it is safe while clients write, and a
// store that fails for a while.
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

#include "cluster/store/sqlite_connection.h"
#include "shared/model/codec.h"
#include "tests/support/local_grid.h"
#include "tests/support/program_run.h"

using namespace orrery;
using namespace orrery::test;
using model::EventKind;

namespace {

constexpr int soon = 30000;

std::vector<model::GridEvent> journal(const LocalGrid& grid, EventKind kind) {
    std::vector<model::GridEvent> events;
    if (const auto reply = grid.ask({"GRID", "EVENTS", "COUNT", "10000"})) {
        for (const resp::Value& item : reply->items) {
            Result<model::GridEvent> event = model::decodeGridEvent(item);
            if (event && event.value().kind == kind) {
                events.push_back(event.take());
            }
        }
    }
    return events;
}

ProgramEnd ctl(const LocalGrid& grid, const QStringList& words) {
    return runProgram(programPath("orreryctl"), grid.at() + words);
}

/// Copies of a unit, by partition; true: it leads.
std::map<std::uint16_t, bool> heldBy(const LocalGrid& grid, const std::string& name) {
    std::map<std::uint16_t, bool> held;
    const auto state = grid.state();
    const model::UnitDescription* unit = state ? model::findUnit(*state, name) : nullptr;
    for (std::size_t index = 0; unit != nullptr && index < state->partitions.size(); ++index) {
        const model::PartitionDescription& one = state->partitions[index];
        if (std::find(one.inSync.begin(), one.inSync.end(), unit->id) != one.inSync.end()) {
            held[one.id.value] = one.primary == unit->id;
        }
    }
    return held;
}

bool isAtRest(const LocalGrid& grid) {
    const auto operations = grid.ask({"GRID", "OPERATIONS"});
    const auto state = grid.state();
    return operations && operations->items.empty() && state &&
           std::all_of(state->partitions.begin(), state->partitions.end(), [](const auto& one) {
               return one.joining.empty() && !one.handoverTo && one.inSync.size() == 2;
           });
}

/// What the logs of the units of all hosts say.
QString unitLogs(const LocalGrid& grid) {
    QString text;
    QDirIterator files(grid.folder(), {"*.log"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        text += file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    return text;
}

}  // namespace

class TestGridStops : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDrainIsStoppedHalfWayUnderLoadAndNothingMovesAnyMore() {
        LocalGrid grid;
        QVERIFY(grid.start());
        ProgramRun load(programPath("orrery-load"), grid.at() + QStringList{"flash-sale", "--rate", "1500", "--verify"});
        QVERIFY(load.waitForOutput("2 s  "));
        const std::size_t share = heldBy(grid, "b1").size();
        const ProgramEnd drained = ctl(grid, {"drain", "b1", "--at-most", "2", "--yes"});
        QVERIFY2(drained.code == 0, qPrintable(drained.output));
        const QString number = drained.output.section("as operation ", 1).section(':', 0, 0).trimmed();
        QVERIFY(QTest::qWaitFor([&] { return heldBy(grid, "b1").size() * 3 < share * 2; }, soon));
        const ProgramEnd stopped = ctl(grid, {"stop", number, "--yes", "--reason", "clients complain"});
        QVERIFY2(stopped.code == 0, qPrintable(stopped.output));
        QVERIFY(QTest::qWaitFor([&] { return isAtRest(grid); }, soon));
        const auto left = heldBy(grid, "b1");
        QVERIFY(!left.empty() && left.size() < share);
        QCOMPARE(grid.unit("b1")->state, model::UnitState::Ready);
        const auto ended = journal(grid, EventKind::OperationCompleted);
        QVERIFY2(ended.size() == 2 && ended[0].text.find("stopped by") != std::string::npos, ended[0].text.c_str());
        QCOMPARE(std::size_t{ended[0].partitionCount}, left.size());
        qInfo("of %zu copies %zu stayed: %s", share, left.size(), ended[0].text.c_str());
        QTest::qWait(5000);   // Longer than placement ever rests.
        QVERIFY(heldBy(grid, "b1") == left);

        // It ends while clients write: safe is what was acknowledged when it began.
        const ProgramEnd safe = ctl(grid, {"wait-safe", "--timeout", "20"});
        QVERIFY2(safe.code == 0, qPrintable(safe.output));
        QVERIFY(load.isRunning());

        const ProgramEnd balanced = ctl(grid, {"balance", "--yes"});
        QVERIFY2(balanced.code == 0, qPrintable(balanced.output));
        QVERIFY(QTest::qWaitFor([&] { return isAtRest(grid); }, soon));
        QVERIFY(heldBy(grid, "b1").size() + 2 >= share);
        const ProgramEnd end = load.stop();
        QCOMPARE(numberBefore(end.output, "refused,"), std::optional<quint64>(0));
        QCOMPARE(numberBefore(end.output, "unknown ("), std::optional<quint64>(0));
        QCOMPARE(end.code, 0);
    }

    void aStoreThatFailsForAWhileIsOnePairOfLinesPerUnit() {
        LocalGrid grid(LocalGridOptions{.hosts = 2, .unitsPerHost = 1, .partitions = 16});
        QVERIFY(grid.start());
        ProgramRun load(programPath("orrery-load"), grid.at() + QStringList{"flash-sale", "--rate", "300", "--verify"});
        QVERIFY(load.waitForOutput("2 s  "));
        {
            const auto other = store::SqliteConnection::open(grid.storePath());
            QVERIFY(other.ok());
            QVERIFY(!other.value()->run("BEGIN EXCLUSIVE").isValid());
            QVERIFY(QTest::qWaitFor([&] { return journal(grid, EventKind::StoreTroubled).size() == 2; }, soon));
            const ProgramEnd unsafe = ctl(grid, {"wait-safe", "--timeout", "2"});
            QCOMPARE(unsafe.code, 5);
            QVERIFY2(unsafe.output.contains("the store has what was acknowledged up to"), qPrintable(unsafe.output));
            QVERIFY(!other.value()->run("ROLLBACK").isValid());
        }
        QVERIFY(QTest::qWaitFor([&] { return journal(grid, EventKind::StoreRecovered).size() == 2; }, soon));
        const auto troubled = journal(grid, EventKind::StoreTroubled);
        QCOMPARE(troubled.size(), std::size_t{2});
        std::set<std::uint64_t> causes;
        for (const model::GridEvent& recovered : journal(grid, EventKind::StoreRecovered)) {
            causes.insert(recovered.cause);
            QVERIFY(recovered.took > Duration{});
        }
        QCOMPARE(causes, (std::set<std::uint64_t>{troubled[0].number, troubled[1].number}));
        qInfo("%s", troubled[0].text.c_str());
        const QString logs = unitLogs(grid);
        QCOMPARE(logs.count("the store fails and is tried again"), 2);
        QCOMPARE(logs.count("the store works again after"), 2);
        QCOMPARE(ctl(grid, {"wait-safe", "--timeout", "20"}).code, 0);
        QCOMPARE(load.stop().code, 0);
    }
};

QTEST_GUILESS_MAIN(TestGridStops)
#include "tst_grid_stops.moc"
