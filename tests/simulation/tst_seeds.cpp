// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 3,000 fixed histories with crashes, cuts, pauses, a failing store and operators at work. Each that
// fails prints the line that runs it again.
#include <QtTest>

#include "cluster/simulation/run_seed.h"

using namespace orrery;

class TestSeeds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySeedKeepsEveryPromise_data();
    void everySeedKeepsEveryPromise();
};

void TestSeeds::everySeedKeepsEveryPromise_data() {
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<int>("seeds");
    QTest::newRow("nothing happens") << QByteArray("quiet") << 50;
    QTest::newRow("processes and hosts crash") << QByteArray("crashes") << 700;
    QTest::newRow("the network falls apart") << QByteArray("partitions") << 500;
    QTest::newRow("processes stop for a while") << QByteArray("pauses") << 250;
    QTest::newRow("the store fails") << QByteArray("store") << 250;
    QTest::newRow("operators move and drain") << QByteArray("operations") << 250;
    QTest::newRow("operators stop drains") << QByteArray("stops") << 250;
    QTest::newRow("operators pause pumps") << QByteArray("pumps") << 250;
    QTest::newRow("everything at once") << QByteArray("everything") << 500;
}

void TestSeeds::everySeedKeepsEveryPromise() {
    QFETCH(QByteArray, scenario);
    QFETCH(int, seeds);
    int failed = 0;
    std::uint64_t crashes = 0;
    std::uint64_t finished = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const simulation::Verdict verdict =
            simulation::runSeed(static_cast<std::uint64_t>(seed), scenario.toStdString());
        finished += verdict.operations.finished;
        for (const auto& [what, count] : verdict.faults) {
            crashes += count;
        }
        if (!verdict.ok) {
            ++failed;
            qWarning("%s", simulation::replayLine(verdict).c_str());
        }
    }
    QCOMPARE(failed, 0);
    QVERIFY2(finished > static_cast<std::uint64_t>(seeds) * 100, "the load must be worth the name");
    QVERIFY2(scenario == "quiet" || crashes > static_cast<std::uint64_t>(seeds), "faults must happen");
}

QTEST_APPLESS_MAIN(TestSeeds)
#include "tst_seeds.moc"
