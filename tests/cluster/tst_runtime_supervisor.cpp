// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The supervisor with real processes: a shell in place of orrery-unit.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "cluster/runtime/process_supervisor.h"

using namespace orrery;
using runtime::ProcessSupervisor;

namespace {

struct Host final : runtime::ProcessObserver {
    explicit Host(const char* script, const std::string& program = "/bin/sh") {
        plan.program = program;
        plan.outputFolder = folder.path().toStdString();
        plan.password = "secret";
        plan.arguments = [script](const core::StartProcess& start, int place) {
            return QStringList{"-c", script, QString::fromStdString(start.name),
                               QString::number(place)};
        };
        supervisor = std::make_unique<ProcessSupervisor>(plan, *this);
    }
    void processStarted(UnitId unit, Incarnation, std::uint32_t processId) override {
        running[unit.value] = processId;
    }
    void processExited(const core::AgentCore::ProcessEnd& end) override { ends.push_back(end); }
    void start(std::uint32_t unit, std::uint64_t incarnation = 1) {
        supervisor->start({UnitId{unit}, "u" + std::to_string(unit), Incarnation{incarnation}});
    }
    QByteArray output(const QString& name) const {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir folder;
    ProcessSupervisor::Plan plan;
    std::unique_ptr<ProcessSupervisor> supervisor;
    std::map<std::uint32_t, std::uint32_t> running;
    std::vector<core::AgentCore::ProcessEnd> ends;
};

/// A process that is gone, or waits as a zombie for whoever adopted it.
bool isDead(pid_t process) {
    QFile file(QString("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly)) {
        return true;
    }
    const QByteArray line = file.readAll();
    return line.mid(line.lastIndexOf(')') + 2, 1) == "Z";
}

}  // namespace

class SupervisorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsThatAProcessRuns();
    void tellsOfAKillWithinFiftyMilliseconds();
    void tellsOfADeathItDidNotCause();
    void tellsHowAProcessEnded();
    void tellsWhenAProgramCannotBeStarted();
    void killsOnlyTheIncarnationMeant();
    void killsAStoppedProcess();
    void keepsPlacesAcrossRestarts();
    void writesTheOutputToTheUnitsLog();
    void cutsALogThatHasGrownTooLong();
    void handsThePasswordOnByTheEnvironment();
    void stopsAllPolitely();
    void stopsAllAtOnceWhenNothingRuns();
    void unitsDieWithTheirAgent();
};

void SupervisorTest::tellsThatAProcessRuns() {
    Host host("exec sleep 100");
    host.start(1);
    QTRY_COMPARE(host.running.size(), std::size_t{1});
    QVERIFY(kill(static_cast<pid_t>(host.running[1]), 0) == 0);
}

void SupervisorTest::tellsOfAKillWithinFiftyMilliseconds() {
    Host host("exec sleep 100");
    host.start(1);
    QTRY_COMPARE(host.running.size(), std::size_t{1});
    QElapsedTimer clock;
    clock.start();
    host.supervisor->kill(UnitId{1}, Incarnation{1});
    QVERIFY(QTest::qWaitFor([&] { return !host.ends.empty(); }, 50));
    QCOMPARE(host.ends[0].howItEnded, std::string("signal 9 (SIGKILL)"));
    QVERIFY(!host.ends[0].clean);
    QCOMPARE(host.supervisor->runningCount(), std::size_t{0});
}

void SupervisorTest::tellsOfADeathItDidNotCause() {
    Host host("exec sleep 100");
    host.start(1, 7);
    QTRY_COMPARE(host.running.size(), std::size_t{1});
    kill(static_cast<pid_t>(host.running[1]), SIGSEGV);
    QVERIFY(QTest::qWaitFor([&] { return !host.ends.empty(); }, 300));
    QVERIFY(host.ends[0].howItEnded.find("SIGSEGV") != std::string::npos);
    QCOMPARE(host.ends[0].incarnation, Incarnation{7});
}

void SupervisorTest::tellsHowAProcessEnded() {
    Host host("exit $1");
    host.start(1);
    QTRY_COMPARE(host.ends.size(), std::size_t{1});
    QVERIFY(host.ends[0].clean);
    host.start(2);
    QTRY_COMPARE(host.ends.size(), std::size_t{2});
    QVERIFY(!host.ends[1].clean);
    QCOMPARE(host.ends[1].howItEnded, std::string("exit code 1"));
}

void SupervisorTest::tellsWhenAProgramCannotBeStarted() {
    Host host("", "/nowhere/orrery-unit");
    host.start(1);
    QTRY_COMPARE(host.ends.size(), std::size_t{1});
    QVERIFY(host.ends[0].howItEnded.starts_with("could not be started"));
}

void SupervisorTest::killsOnlyTheIncarnationMeant() {
    Host host("exec sleep 100");
    host.start(1, 2);
    QTRY_COMPARE(host.running.size(), std::size_t{1});
    host.supervisor->kill(UnitId{1}, Incarnation{1});
    QTest::qWait(50);
    QCOMPARE(host.ends.size(), std::size_t{0});
}

void SupervisorTest::killsAStoppedProcess() {
    Host host("exec sleep 100");
    host.start(1);
    QTRY_COMPARE(host.running.size(), std::size_t{1});
    kill(static_cast<pid_t>(host.running[1]), SIGSTOP);
    host.supervisor->kill(UnitId{1}, Incarnation{1});
    QTRY_COMPARE(host.ends.size(), std::size_t{1});
}

void SupervisorTest::keepsPlacesAcrossRestarts() {
    Host host("echo place $1");
    for (const std::uint32_t unit : {4U, 9U, 4U}) {
        host.start(unit, host.ends.size() + 1);
        const std::size_t due = host.ends.size() + 1;
        QTRY_COMPARE(host.ends.size(), due);
    }
    QCOMPARE(host.output("u4.log"), QByteArray("place 0\nplace 0\n"));
    QCOMPARE(host.output("u9.log"), QByteArray("place 1\n"));
}

void SupervisorTest::writesTheOutputToTheUnitsLog() {
    Host host("echo out; echo error >&2");
    host.start(1);
    QTRY_COMPARE(host.ends.size(), std::size_t{1});
    QCOMPARE(host.output("u1.log"), QByteArray("out\nerror\n"));
}

void SupervisorTest::cutsALogThatHasGrownTooLong() {
    Host host("echo fresh");
    QFile file(host.folder.filePath("u1.log"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(11 << 20, 'l'));
    file.close();
    host.start(1);
    QTRY_COMPARE(host.ends.size(), std::size_t{1});
    QCOMPARE(host.output("u1.log"), QByteArray("fresh\n"));
    QCOMPARE(host.output("u1.log.1").size(), qsizetype{11 << 20});
}

void SupervisorTest::handsThePasswordOnByTheEnvironment() {
    Host host("echo $ORRERY_PASSWORD");
    host.start(1);
    QTRY_COMPARE(host.ends.size(), std::size_t{1});
    QCOMPARE(host.output("u1.log"), QByteArray("secret\n"));
}

void SupervisorTest::stopsAllPolitely() {
    Host host("trap 'echo bye; exit 0' TERM; while :; do sleep 0.01; done");
    host.start(1);
    host.start(2);
    QTRY_COMPARE(host.running.size(), std::size_t{2});
    QTest::qWait(100);
    bool stopped = false;
    host.supervisor->stopAll([&] { stopped = true; });
    QTRY_VERIFY(stopped);
    QCOMPARE(host.ends.size(), std::size_t{2});
    QVERIFY(host.ends[0].clean && host.ends[1].clean);
    QCOMPARE(host.output("u1.log"), QByteArray("bye\n"));
}

void SupervisorTest::stopsAllAtOnceWhenNothingRuns() {
    Host host("");
    bool stopped = false;
    host.supervisor->stopAll([&] { stopped = true; });
    QTRY_VERIFY(stopped);
}

void SupervisorTest::unitsDieWithTheirAgent() {
    int told[2];
    QCOMPARE(pipe(told), 0);
    const pid_t agent = fork();
    if (agent == 0) {
        Host host("exec sleep 100");
        host.start(1);
        const bool runs = QTest::qWaitFor([&] { return !host.running.empty(); });
        const auto unit = runs ? static_cast<pid_t>(host.running[1]) : 0;
        [[maybe_unused]] const ssize_t written = write(told[1], &unit, sizeof unit);
        pause();
        _exit(0);
    }
    pid_t unit = 0;
    QCOMPARE(read(told[0], &unit, sizeof unit), static_cast<ssize_t>(sizeof unit));
    QVERIFY(unit > 0 && !isDead(unit));
    kill(agent, SIGKILL);
    waitpid(agent, nullptr, 0);
    QTRY_VERIFY(isDead(unit));
    close(told[0]);
    close(told[1]);
}

QTEST_GUILESS_MAIN(SupervisorTest)
#include "tst_runtime_supervisor.moc"
