// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Proves that the checkers see: each rule is broken on purpose and must be caught within 200 seeds of a
// scenario that leans on it.
#include <QtTest>

#include "cluster/simulation/run_seed.h"

using namespace orrery;

class TestPlantedBugs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlantedBugIsCaught_data();
    void everyPlantedBugIsCaught();
};

void TestPlantedBugs::everyPlantedBugIsCaught_data() {
    QTest::addColumn<QByteArray>("bug");
    QTest::addColumn<QByteArray>("scenario");
    QTest::newRow("answer before the backup has it") << QByteArray("answer-before-backup") << QByteArray("crashes");
    QTest::newRow("count a backup that drops changes") << QByteArray("skip-backup") << QByteArray("crashes");
    QTest::newRow("a lease on a clock that can stop") << QByteArray("clock-stops-in-pause") << QByteArray("pauses");
    QTest::newRow("a store without fences") << QByteArray("store-ignores-fences") << QByteArray("store");
    QTest::newRow("a store that loses batches") << QByteArray("store-loses-batches") << QByteArray("store");
    QTest::newRow("a disk that only says it has synced") << QByteArray("disk-lies") << QByteArray("crashes");
}

void TestPlantedBugs::everyPlantedBugIsCaught() {
    QFETCH(QByteArray, bug);
    QFETCH(QByteArray, scenario);
    const auto planted = simulation::plantedBugFrom(bug.toStdString());
    QVERIFY(planted.has_value());
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const simulation::Verdict verdict = simulation::runSeed(seed, scenario.toStdString(), *planted);
        if (!verdict.ok) {
            qInfo("caught by seed %llu: %s", static_cast<unsigned long long>(seed), verdict.what.c_str());
            return;
        }
    }
    QFAIL("200 seeds did not catch it");
}

QTEST_APPLESS_MAIN(TestPlantedBugs)
#include "tst_planted_bugs.moc"
