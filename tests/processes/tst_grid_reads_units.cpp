// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Settings and log of a real unit, read over RESP while it lives, when it hangs and when it is dead.
#include <QFile>
#include <QTest>

#include <algorithm>

#include "shared/model/unit_reading.h"
#include "tests/support/blocking_client.h"
#include "tests/support/local_grid.h"

using namespace orrery;
using namespace orrery::test;

namespace {

constexpr int hostB = 1;

std::optional<resp::Value> askHost(const LocalGrid& grid, int host, const std::vector<std::string>& words) {
    BlockingClient client(grid.agent(host));
    return client.isOpen() ? client.call(words) : std::nullopt;
}

std::optional<model::UnitLog> logOf(const LocalGrid& grid, int host, const std::string& unit) {
    const auto reply = askHost(grid, host, {"GRID", "LOG", unit, "COUNT", "500"});
    auto log = reply ? model::decodeUnitLog(*reply) : Result<model::UnitLog>(Error{});
    return log ? std::optional(log.take()) : std::nullopt;
}

bool holds(const model::UnitLog& log, std::string_view words) {
    return std::any_of(log.lines.begin(), log.lines.end(),
                       [&](const std::string& line) { return line.find(words) != std::string::npos; });
}

/// The arguments a process was really started with, as text.
QByteArray commandLineOf(std::uint32_t process) {
    QFile file(QString("/proc/%1/cmdline").arg(process));
    return file.open(QIODevice::ReadOnly) ? file.readAll().replace('\0', ' ') : QByteArray();
}

}  // namespace

class TestGridReadsUnits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void settingsAreThoseTheProcessWasStartedWith() {
        LocalGrid grid;
        QVERIFY(grid.start());
        const auto reply = grid.ask({"GRID", "SETTINGS", "b1"});
        QVERIFY(reply);
        const auto settings = model::decodeUnitSettings(*reply);
        QVERIFY2(settings.ok(), settings.ok() ? "" : settings.error().detail.c_str());
        QCOMPARE(settings.value().others, std::uint64_t{5});
        QCOMPARE(settings.value().unheard, std::uint64_t{0});
        const QByteArray started = commandLineOf(grid.unit("b1")->processId);
        QVERIFY(!started.isEmpty());
        int onCommandLine = 0;
        for (const model::ComparedSetting& one : settings.value().settings) {
            QVERIFY2(!one.differs, one.setting.name.c_str());
            const QByteArray flag = "--" + QByteArray::fromStdString(one.setting.name) + " ";
            if (started.contains(flag)) {
                ++onCommandLine;
                QVERIFY2((started + " ").contains(flag + QByteArray::fromStdString(one.setting.value) + " "),
                         started.constData());
            }
        }
        QCOMPARE(onCommandLine, started.count("--"));
    }

    void aLogIsAnsweredWhenItsUnitIsDeadOrHangs() {
        LocalGrid grid;
        QVERIFY(grid.start());
        const auto alive = logOf(grid, hostB, "b1");
        QVERIFY(alive && !alive->lines.empty());
        QVERIFY(holds(*alive, " info "));
        QVERIFY(QString::fromStdString(alive->file).endsWith("b1.log"));
        const auto redirect = askHost(grid, 0, {"GRID", "LOG", "b1"});
        QVERIFY(redirect && redirect->text.starts_with("ASKAGENT 127.0.0.1:"));

        LocalGrid::signal(*grid.unit("b1"), LocalGrid::Signal::Stop);
        const auto hanging = logOf(grid, hostB, "b1");
        QVERIFY(hanging && hanging->lines.size() >= alive->lines.size());
        QVERIFY(grid.ask({"UNIT", "KILL", "b1", "BY", "test"}));
        QTRY_COMPARE_WITH_TIMEOUT(grid.unit("b1")->state, model::UnitState::Stopped, 10000);
        const auto dead = logOf(grid, hostB, "b1");
        QVERIFY(dead && holds(*dead, alive->lines.front()));
        QVERIFY(grid.ask({"GRID", "SETTINGS", "b1"})->find("settings") != nullptr);

        grid.signalAgent(0, LocalGrid::Signal::Kill);
        const auto withoutController = logOf(grid, hostB, "b1");
        QVERIFY(withoutController && withoutController->lines == dead->lines);
    }
};

QTEST_GUILESS_MAIN(TestGridReadsUnits)
#include "tst_grid_reads_units.moc"
