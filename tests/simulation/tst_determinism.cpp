// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "cluster/simulation/run_seed.h"

using namespace orrery;

class TestDeterminism : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedGivesTheSameHistory_data();
    void theSameSeedGivesTheSameHistory();
    void differentSeedsGiveDifferentHistories();
};

void TestDeterminism::theSameSeedGivesTheSameHistory_data() {
    QTest::addColumn<QByteArray>("scenario");
    for (const std::string_view name : simulation::scenarioNames()) {
        const QByteArray scenario(name.data(), static_cast<int>(name.size()));
        QTest::newRow(scenario.constData()) << scenario;
    }
}

void TestDeterminism::theSameSeedGivesTheSameHistory() {
    QFETCH(QByteArray, scenario);
    for (std::uint64_t seed = 2001; seed <= 2003; ++seed) {
        const simulation::Verdict once = simulation::runSeed(seed, scenario.toStdString());
        const simulation::Verdict again = simulation::runSeed(seed, scenario.toStdString());
        QCOMPARE(again.traceHash, once.traceHash);
        QCOMPARE(again.events, once.events);
        QCOMPARE(again.simulatedTime.micros, once.simulatedTime.micros);
    }
}

void TestDeterminism::differentSeedsGiveDifferentHistories() {
    QVERIFY(simulation::runSeed(1, "crashes").traceHash != simulation::runSeed(2, "crashes").traceHash);
}

QTEST_APPLESS_MAIN(TestDeterminism)
#include "tst_determinism.moc"
