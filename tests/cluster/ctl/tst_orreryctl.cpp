// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// orreryctl as its users meet it: the program itself, beside an agent that a test scripts.
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include "shared/model/codec.h"
#include "shared/model/unit_reading.h"
#include "tests/support/scripted_server.h"

using orrery::resp::Value;
using orrery::test::ScriptedServer;
using Request = ScriptedServer::Request;
namespace model = orrery::model;

namespace {

struct Ended { int code = -1; QString output; QString errors; };

/// Runs the program to its end while the scripted agent goes on answering in this process.
Ended runCtl(const QStringList& arguments) {
    QProcess process;
    process.start(QString(ORRERY_BINARY_DIR) + "/orreryctl", arguments);
    process.closeWriteChannel();
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 15000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList at(const ScriptedServer& agent, const QStringList& words) {
    return QStringList{"--at", QString("127.0.0.1:%1").arg(agent.endpoint().port)} + words;
}

model::GridState smallGrid() {
    model::GridState state;
    state.gridId = "id";
    state.name = "shop";
    state.epoch = orrery::Epoch{12};
    state.partitionCount = 2;
    model::UnitDescription unit;
    unit.id = orrery::UnitId{1};
    unit.name = "a1";
    unit.host = "a";
    unit.state = model::UnitState::Ready;
    unit.client = {"127.0.0.1", 7110};
    state.units.push_back(unit);
    for (std::uint16_t number = 0; number < 2; ++number) {
        model::PartitionDescription partition;
        partition.id = orrery::PartitionId{number};
        partition.primary = orrery::UnitId{1};
        partition.inSync = {orrery::UnitId{1}};
        state.partitions.push_back(partition);
    }
    return state;
}

Value snapshotReply() {
    return Value::map()
        .with("state", model::encode(smallGrid()))
        .with("telemetry", Value::array())
        .with("events", Value::array());
}

Value planReply(std::vector<std::string> blockers) {
    model::Plan plan;
    plan.epoch = orrery::Epoch{12};
    plan.action.unit = "a1";
    plan.title = "Drain unit a1";
    plan.button = "Drain a1";
    plan.steps.push_back({"Move 2 primaries", {}});
    plan.blockers = std::move(blockers);
    return model::encode(plan);
}

}  // namespace

class TestOrreryctl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsUnitsAsATable() {
        ScriptedServer agent([](const Request&) { return ScriptedServer::answer(snapshotReply()); });
        const Ended ended = runCtl(at(agent, {"units"}));
        QCOMPARE(ended.code, 0);
        const QStringList lines = ended.output.split('\n');
        QVERIFY(lines.at(0).startsWith("UNIT  HOST  STATE"));
        QVERIFY(lines.at(1).startsWith("a1    a     ready"));
    }

    void printsJsonForScripts() {
        ScriptedServer agent([](const Request&) { return ScriptedServer::answer(snapshotReply()); });
        const Ended ended = runCtl(at(agent, {"snapshot", "--json"}));
        QCOMPARE(ended.code, 0);
        const QJsonObject state = QJsonDocument::fromJson(ended.output.toUtf8())["state"].toObject();
        QCOMPARE(state["name"].toString(), QString("shop"));
    }

    void followsToTheController() {
        ScriptedServer controller([](const Request&) { return ScriptedServer::answer(snapshotReply()); });
        ScriptedServer other([&](const Request&) {
            const std::string port = std::to_string(controller.endpoint().port);
            return ScriptedServer::answer(Value::error("NOTCONTROLLER 127.0.0.1:" + port));
        });
        QCOMPARE(runCtl(at(other, {"units"})).code, 0);
        QCOMPARE(controller.requests().size(), std::size_t(1));
    }

    void showsThePlanAndThenActs() {
        ScriptedServer agent([](const Request& request) {
            return ScriptedServer::answer(request[0] == "PLAN"
                                              ? planReply({})
                                              : Value::map().with("epoch", Value::number64(13)));
        });
        const Ended ended =
            runCtl(at(agent, {"drain", "a1", "--yes", "--by", "kim", "--reason", "upgrade"}));
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.output.contains("1. Move 2 primaries"));
        QVERIFY(ended.output.contains("accepted at epoch 13"));
        QCOMPARE(agent.requests().at(0), (Request{"PLAN", "UNIT", "DRAIN", "a1"}));
        QCOMPARE(agent.requests().at(1),
                 (Request{"UNIT", "DRAIN", "a1", "BY", "kim", "REASON", "upgrade"}));
    }

    void doesNotActOnABlockedPlan() {
        ScriptedServer agent(
            [](const Request&) { return ScriptedServer::answer(planReply({"the last unit"})); });
        const Ended ended = runCtl(at(agent, {"drain", "a1", "--yes"}));
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.output.contains("the last unit"));
        QCOMPARE(agent.requests().size(), std::size_t(1));
    }

    void doesNotActUnaskedWithoutATerminal() {
        ScriptedServer agent([](const Request&) { return ScriptedServer::answer(planReply({})); });
        QCOMPARE(runCtl(at(agent, {"drain", "a1"})).code, 2);
        QCOMPARE(agent.requests().size(), std::size_t(1));
    }

    void saysUnknownWhenTheAnswerToAnActionGetsLost() {
        ScriptedServer agent([](const Request& request) {
            return request[0] == "PLAN" ? ScriptedServer::answer(planReply({})) : ScriptedServer::hangup();
        });
        QCOMPARE(runCtl(at(agent, {"kill", "a1", "--yes"})).code, 4);
        QCOMPARE(agent.requests().size(), std::size_t(2));
    }

    void saysRefusedInTheControllersWords() {
        ScriptedServer agent([](const Request& request) {
            return ScriptedServer::answer(request[0] == "PLAN" ? planReply({})
                                                               : Value::error("STALEPLAN at 14"));
        });
        const Ended ended = runCtl(at(agent, {"drain", "a1", "--yes", "--if-epoch", "12"}));
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.errors.contains("STALEPLAN at 14"));
        QCOMPARE(agent.requests().at(1).back(), std::string("12"));
    }

    void saysNoContactWhenNobodyListens() {
        ScriptedServer agent;
        const QStringList arguments = at(agent, {"status"});
        agent.die();
        QCOMPARE(runCtl(arguments).code, 3);
    }

    void asksForWhatWasAcknowledgedWhenItBegan() {
        int asked = 0;
        ScriptedServer agent([&](const Request&) {
            const bool isSafe = ++asked > 3;
            const std::vector<Value> reasons = isSafe ? std::vector<Value>{} : std::vector<Value>{Value::bulk("wait")};
            return ScriptedServer::answer(
                Value::map().with("safe", Value::boolean(isSafe)).with("reasons", Value::array(reasons)));
        });
        QCOMPARE(runCtl(at(agent, {"wait-safe"})).code, 0);
        std::int64_t before = -1;
        for (const Request& request : agent.requests()) {
            QCOMPARE((Request{request[0], request[1], request[2]}), (Request{"GRID", "SAFE", "WITHIN"}));
            QVERIFY(std::stoll(request[3]) > before);   // The question reaches further back each time.
            before = std::stoll(request[3]);
        }
        QVERIFY(before >= 300000);
    }

    void stopsAndPacesOperations() {
        ScriptedServer agent([](const Request& request) {
            return ScriptedServer::answer(request[0] == "PLAN"
                                              ? planReply({})
                                              : Value::map().with("epoch", Value::number64(13))
                                                    .with("operation", Value::number64(137)));
        });
        const Ended drained = runCtl(at(agent, {"drain", "a1", "--at-most", "2", "--yes", "--by", "kim"}));
        QVERIFY(drained.output.contains("accepted at epoch 13 as operation 137\n"));
        QCOMPARE(agent.requests().at(1), (Request{"UNIT", "DRAIN", "a1", "AT", "MOST", "2", "BY", "kim"}));
        QCOMPARE(runCtl(at(agent, {"stop", "137", "--yes", "--by", "kim"})).code, 0);
        QCOMPARE(agent.requests().at(3), (Request{"GRID", "STOP", "137", "BY", "kim"}));
        QCOMPARE(runCtl(at(agent, {"balance", "--yes", "--by", "kim"})).code, 0);
        QCOMPARE(agent.requests().at(5), (Request{"GRID", "BALANCE", "BY", "kim"}));
    }

    void listsOperations() {
        ScriptedServer agent([](const Request&) {
            return ScriptedServer::answer(Value::array({Value::map()
                                                            .with("number", Value::number64(137))
                                                            .with("kind", Value::bulk("drain-unit"))
                                                            .with("what", Value::bulk("Drain unit a1"))
                                                            .with("by", Value::bulk("ada"))
                                                            .with("began-millis", Value::number64(1000))
                                                            .with("stopped-by", Value::bulk("bob"))}));
        });
        const Ended ended = runCtl(at(agent, {"operations"}));
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.output.contains("137"));
        QVERIFY(ended.output.contains("Drain unit a1 (being stopped by bob)"));
    }

    void readsALogFromTheAgentThatHasIt() {
        ScriptedServer host([](const Request&) {
            model::UnitLog log;
            log.unit = "b1";
            log.lines = {"first", "second"};
            return ScriptedServer::answer(model::encode(log));
        });
        ScriptedServer controller([&](const Request&) {
            return ScriptedServer::answer(Value::error(
                "ASKAGENT 127.0.0.1:" + std::to_string(host.endpoint().port) + " Only the agent of host b can"));
        });
        const Ended ended = runCtl(at(controller, {"log", "b1", "--count", "2"}));
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.output, QString("first\nsecond\n"));
        QCOMPARE(host.requests().back(), (Request{"GRID", "LOG", "b1", "COUNT", "2"}));
    }

    void saysWhoCannotBeReachedForALog() {
        ScriptedServer controller([](const Request&) {
            return ScriptedServer::answer(Value::error("ASKAGENT 127.0.0.1:1 Only the agent of host b can"));
        });
        const Ended ended = runCtl(at(controller, {"log", "b1"}));
        QCOMPARE(ended.code, 3);
        QVERIFY2(ended.errors.contains("Only the agent of host b can; 127.0.0.1:1"), qPrintable(ended.errors));
    }

    void showsWhichSettingsDiffer() {
        ScriptedServer agent([](const Request&) {
            model::UnitSettings settings;
            settings.unit = "b1";
            settings.others = 5;
            settings.settings = {
                {{"host", "b", model::SettingOrigin::CommandLine}, model::SettingSort::Identity, {}, 0, false},
                {{"log-level", "debug", model::SettingOrigin::File}, model::SettingSort::Compared, "info", 5, true}};
            return ScriptedServer::answer(model::encode(settings));
        });
        const Ended ended = runCtl(at(agent, {"settings", "b1"}));
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.output.startsWith("unit b1: 1 setting differs from most of the other 5 units\n"));
        QVERIFY2(ended.output.contains("! log-level  debug  file"), qPrintable(ended.output));
        QVERIFY(ended.output.indexOf("log-level") < ended.output.indexOf("host"));
        QCOMPARE(agent.requests().back(), (Request{"GRID", "SETTINGS", "b1"}));
    }

    void waitsUntilSafe() {
        int unsafe = 2;
        ScriptedServer agent([&](const Request&) {
            const bool safe = unsafe-- <= 0;
            std::vector<Value> reasons;
            if (!safe) {
                reasons.push_back(Value::bulk("2 partitions lack a copy"));
            }
            return ScriptedServer::answer(Value::map()
                                              .with("safe", Value::boolean(safe))
                                              .with("reasons", Value::array(std::move(reasons))));
        });
        const Ended ended = runCtl(at(agent, {"wait-safe"}));
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.output.contains("waiting: 2 partitions lack a copy\n"));
    }

    void givesUpWaitingAtTheTimeLimit() {
        ScriptedServer agent([](const Request&) {
            return ScriptedServer::answer(Value::map().with("safe", Value::boolean(false)));
        });
        QCOMPARE(runCtl(at(agent, {"wait-safe", "--timeout", "0.3"})).code, 5);
    }

    void refusesWhatMakesNoSense_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no command") << QStringList{};
        QTest::newRow("unknown command") << QStringList{"dance"};
        QTest::newRow("unit missing") << QStringList{"drain"};
        QTest::newRow("a word too many") << QStringList{"drain", "a1", "b1"};
        QTest::newRow("partition not a number") << QStringList{"failover", "a1"};
        QTest::newRow("move to nowhere") << QStringList{"move", "3"};
        QTest::newRow("target for a drain") << QStringList{"drain", "a1", "--to", "b1"};
        QTest::newRow("log of nobody") << QStringList{"log"};
        QTest::newRow("settings of two") << QStringList{"settings", "a1", "b1"};
        QTest::newRow("stop of a unit") << QStringList{"stop", "a1"};
        QTest::newRow("pace of a kill") << QStringList{"kill", "a1", "--at-most", "2"};
        QTest::newRow("bad address") << QStringList{"status", "--at", "nowhere"};
        QTest::newRow("bad time limit") << QStringList{"wait-safe", "--timeout", "-1"};
    }

    void refusesWhatMakesNoSense() {
        QFETCH(QStringList, words);
        const Ended ended = runCtl(words);
        QCOMPARE(ended.code, 2);
        QCOMPARE(ended.errors.count('\n'), 1);
    }

    void followsTheJournal() {
        ScriptedServer agent([](const Request&) { return ScriptedServer::answer(Value::simple("OK")); });
        QProcess process;
        process.start(QString(ORRERY_BINARY_DIR) + "/orreryctl", at(agent, {"events", "--follow"}));
        QTRY_COMPARE_WITH_TIMEOUT(agent.requests().size(), std::size_t(1), 10000);
        QCOMPARE(agent.requests().at(0), (Request{"GRID", "SUBSCRIBE"}));
        model::GridEvent event;
        event.number = 5;
        event.actor = "controller";
        event.text = "Unit a1 is ready.";
        agent.push(model::encodePush(event));
        QByteArray output;
        QTRY_VERIFY_WITH_TIMEOUT((output += process.readAllStandardOutput()).contains("Unit a1 is ready."),
                                 10000);
        process.kill();
        process.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(TestOrreryctl)
#include "tst_orreryctl.moc"
