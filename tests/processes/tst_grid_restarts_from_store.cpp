// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SIGKILL of all processes at once, then a start on the same data: everything that the store had
// confirmed is back, and every other acknowledged write is explained by the store's watermarks.
#include <QFile>
#include <QTest>

#include "tests/support/local_grid.h"
#include "tests/support/program_run.h"

using namespace orrery::test;

class TestGridRestartsFromStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bringsBackWhatTheStoreHadConfirmed() {
        LocalGrid grid;
        QVERIFY(grid.start());
        const QString ledger = grid.folder() + "/ledger";
        ProgramRun load(programPath("orrery-load"),
                        grid.at() + QStringList{"flash-sale", "--rate", "2900", "--deadline", "2",
                                                "--ledger", ledger});
        QVERIFY(load.waitForOutput("4 s  "));
        grid.killAll();
        const ProgramEnd end = load.stop();
        QVERIFY2(numberBefore(end.output, "of them writes").value_or(0) > 4000, qPrintable(end.output));

        // The store as it stood at the crash: the restarted grid moves its watermarks on.
        const QString copy = grid.folder() + "/store-at-the-crash.db";
        QVERIFY(QFile::copy(grid.storePath(), copy));
        if (QFile::exists(grid.storePath() + "-wal")) {
            QVERIFY(QFile::copy(grid.storePath() + "-wal", copy + "-wal"));
        }
        QVERIFY(grid.start());
        const ProgramEnd audit =
            runProgram(programPath("orrery-load"),
                       grid.at() + QStringList{"--verify-only", "--ledger", ledger, "--store",
                                               "sqlite:" + copy});
        qInfo().noquote() << audit.output;
        QCOMPARE(audit.code, 0);
        QCOMPARE(numberBefore(audit.output, "lost"), std::optional<quint64>(0));
        // The excuse must be the exception: most of what was acknowledged is there.
        const quint64 acknowledged = numberBefore(audit.output, "acknowledged").value_or(0);
        const quint64 missing = numberBefore(audit.output, "not in the store").value_or(0);
        QVERIFY(acknowledged > 4000);
        QVERIFY(missing < acknowledged / 2);
    }

    void losesNothingWhenItWasSafeBeforeTheCrash() {
        LocalGrid grid;
        QVERIFY(grid.start());
        const QString ledger = grid.folder() + "/ledger";
        const ProgramEnd end = runProgram(
            programPath("orrery-load"),
            grid.at() + QStringList{"leaderboard", "--rate", "3000", "--for", "3", "--ledger", ledger});
        QCOMPARE(end.code, 0);
        QVERIFY(grid.waitSafe());
        grid.killAll();
        QVERIFY(grid.start());
        const ProgramEnd audit = runProgram(
            programPath("orrery-load"), grid.at() + QStringList{"--verify-only", "--ledger", ledger});
        QVERIFY2(audit.code == 0, qPrintable(audit.output));
    }
};

QTEST_GUILESS_MAIN(TestGridRestartsFromStore)
#include "tst_grid_restarts_from_store.moc"
