// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rounds of SIGKILL on a loaded six-unit grid: nothing acknowledged is lost, nothing is done twice,
// and after each round every partition has all its copies again.
//
// ORRERY_ROUNDS sets the number of rounds (5), ORRERY_SEED who is killed (1).
#include <QElapsedTimer>
#include <QTest>

#include "shared/base/random.h"
#include "tests/support/local_grid.h"
#include "tests/support/program_run.h"

using namespace orrery;
using namespace orrery::test;

namespace {

int numberFromEnvironment(const char* name, int fallback) {
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : fallback;
}

}  // namespace

class TestGridSurvivesKills : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesNothingInRoundsOfKills() {
        const int rounds = numberFromEnvironment("ORRERY_ROUNDS", 5);
        Random random(static_cast<std::uint64_t>(numberFromEnvironment("ORRERY_SEED", 1)));
        LocalGrid grid;
        QVERIFY(grid.start());
        // Seven in ten operations of a flash sale are writes: 2,900 operations are 2,000 writes.
        ProgramRun load(programPath("orrery-load"),
                        grid.at() + QStringList{"flash-sale", "--rate", "2900", "--verify", "--ledger",
                                                grid.folder() + "/ledger"});
        QVERIFY(load.waitForOutput("2 s  "));
        for (int round = 1; round <= rounds; ++round) {
            const auto units = grid.runningUnits();
            QCOMPARE(units.size(), std::size_t(6));
            const model::UnitDescription& victim = units[random.below(units.size())];
            QElapsedTimer clock;
            clock.start();
            LocalGrid::signal(victim, LocalGrid::Signal::Kill);
            QVERIFY(QTest::qWaitFor(
                [&] {
                    const auto now = grid.unit(victim.name);
                    return now && now->incarnation != victim.incarnation &&
                           now->state == model::UnitState::Ready;
                },
                30000));
            QVERIFY(grid.waitWhole());
            qInfo("round %d: %s killed, all copies back after %lld ms", round, victim.name.c_str(),
                  static_cast<long long>(clock.elapsed()));
            QVERIFY(load.isRunning());
            QTest::qWait(1000);   // The load goes on for a while on the whole grid.
        }
        const ProgramEnd end = load.stop();
        qInfo().noquote() << end.output.mid(end.output.indexOf("operations:"));
        QCOMPARE(numberBefore(end.output, "lost"), std::optional<quint64>(0));
        QCOMPARE(numberBefore(end.output, "duplicated"), std::optional<quint64>(0));
        QCOMPARE(numberBefore(end.output, "stale reads"), std::optional<quint64>(0));
        QCOMPARE(end.code, 0);
        const quint64 acknowledged = numberBefore(end.output, "acknowledged").value_or(0);
        QVERIFY(acknowledged > 2000U * static_cast<unsigned>(rounds));
    }
};

QTEST_GUILESS_MAIN(TestGridSurvivesKills)
#include "tst_grid_survives_kills.moc"
