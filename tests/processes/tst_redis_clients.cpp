// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clients that know nothing of Orrery: redis-cli -c, redis-benchmark --cluster, and the cluster client
// of another language (python3-redis).
#include <QStandardPaths>
#include <QTest>

#include "tests/support/local_grid.h"
#include "tests/support/program_run.h"

using namespace orrery::test;

class TestRedisClients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_grid = std::make_unique<LocalGrid>();
        QVERIFY(m_grid->start());
        m_port = QString::number(m_grid->unit("a1")->client.port);
    }

    void cleanupTestCase() { m_grid.reset(); }

    void servesRedisCli() {
        requireProgram("redis-cli");
        for (int number = 0; number < 20; ++number) {
            const QString key = QString("cli:%1").arg(number);
            QCOMPARE(redisCli({"SET", key, "value"}), QString("OK"));
            QCOMPARE(redisCli({"GET", key}), QString("value"));
        }
        QVERIFY(redisCli({"CLUSTER", "INFO"}).contains("cluster_state:ok"));
        QVERIFY(redisCli({"--scan", "--pattern", "cli:*"}).contains("cli:"));
    }

    void servesRedisBenchmark() {
        requireProgram("redis-benchmark");
        const ProgramEnd end = runProgram(
            "redis-benchmark", {"--cluster", "-h", "127.0.0.1", "-p", m_port, "-t", "set,get,incr",
                                "-n", "20000", "-c", "20", "-r", "10000", "-q"});
        QVERIFY2(end.code == 0, qPrintable(end.output));
        QVERIFY2(end.output.contains("requests per second"), qPrintable(end.output));
        QVERIFY2(!end.output.contains("Error"), qPrintable(end.output));
    }

    void servesTheClusterClientOfAnotherLanguage() {
        const QString python = "/usr/bin/python3";
        if (runProgram(python, {"-c", "import redis.cluster"}).code != 0) {
            QSKIP("python3-redis is not installed");
        }
        const ProgramEnd end =
            runProgram(python, {QString(ORRERY_SOURCE_DIR) + "/tests/processes/redis_cluster_client.py",
                                m_port});
        QVERIFY2(end.code == 0, qPrintable(end.output));
    }

private:
    void requireProgram(const QString& name) {
        if (QStandardPaths::findExecutable(name).isEmpty()) {
            QSKIP(qPrintable(name + " is not installed"));
        }
    }

    QString redisCli(const QStringList& words) {
        return runProgram("redis-cli", QStringList{"-c", "-p", m_port} + words).output.trimmed();
    }

    std::unique_ptr<LocalGrid> m_grid;
    QString m_port;
};

QTEST_GUILESS_MAIN(TestRedisClients)
#include "tst_redis_clients.moc"
