// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A primary that stands still for some seconds (SIGSTOP) and wakes up again believing that nothing
// happened: nothing is lost, and it never answers with what it held before.
#include <QTest>

#include "tests/support/blocking_client.h"
#include "tests/support/local_grid.h"
#include "tests/support/program_run.h"

using namespace orrery;
using namespace orrery::test;

class TestPausedPrimary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesNothingAndShowsNothingStaleUnderLoad() {
        LocalGrid grid;
        QVERIFY(grid.start());
        ProgramRun load(programPath("orrery-load"),
                        grid.at() + QStringList{"flash-sale", "--rate", "2900", "--verify"});
        QVERIFY(load.waitForOutput("2 s  "));
        const auto victim = grid.unit("c1");
        QVERIFY(victim);
        LocalGrid::signal(*victim, LocalGrid::Signal::Stop);
        QTest::qWait(3000);   // The length of the pause, not a wait for something.
        LocalGrid::signal(*victim, LocalGrid::Signal::Continue);
        QTest::qWait(2000);   // The load goes on while it wakes up.
        QVERIFY(grid.waitWhole());
        const ProgramEnd end = load.stop();
        qInfo().noquote() << end.output.mid(end.output.indexOf("operations:"));
        QCOMPARE(numberBefore(end.output, "lost"), std::optional<quint64>(0));
        QCOMPARE(numberBefore(end.output, "duplicated"), std::optional<quint64>(0));
        QCOMPARE(numberBefore(end.output, "stale reads"), std::optional<quint64>(0));
        QCOMPARE(end.code, 0);
    }

    void doesNotAnswerAReadThatWaitedInItsSocket() {
        LocalGrid grid;
        QVERIFY(grid.start());
        const std::string key = "paused:1";
        const auto old = grid.primaryOf(key);
        QVERIFY(old);
        BlockingClient client(old->client);
        QCOMPARE(client.call({"SET", key, "before"}), std::optional(resp::Value::simple("OK")));
        LocalGrid::signal(*old, LocalGrid::Signal::Stop);
        client.send(requestBytes({"GET", key}));
        std::optional<model::UnitDescription> now;
        const bool failedOver = QTest::qWaitFor(
            [&] {
                now = grid.primaryOf(key);
                return now && now->id != old->id;
            },
            10000);
        bool written = false;
        if (failedOver) {
            written = QTest::qWaitFor(
                [&] {
                    const auto reply = BlockingClient(now->client).call({"SET", key, "after"});
                    return reply && *reply == resp::Value::simple("OK");
                },
                5000);
        }
        LocalGrid::signal(*old, LocalGrid::Signal::Continue);
        QVERIFY(failedOver);
        QVERIFY(written);
        const auto reply = client.receive();
        QVERIFY2(!reply || reply->isError(), reply ? reply->text.c_str() : "");
        QVERIFY(grid.waitWhole());
    }
};

QTEST_GUILESS_MAIN(TestPausedPrimary)
#include "tst_paused_primary.moc"
