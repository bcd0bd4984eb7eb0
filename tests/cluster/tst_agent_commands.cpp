// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an agent answers, and what subscribers get: AgentCore driven directly, its disk at once.
#include <QTest>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "shared/model/codec.h"
#include "tests/support/agent_bench.h"

using namespace orrery;
using namespace orrery::core;

namespace {

std::string kindOf(const std::string& push) {
    const resp::Value value = AgentBench::valueOf(push);
    return value.items.size() == 3 ? value.items[1].text : std::string("?");
}

/// The unit started last says its sample with that number.
void report(AgentBench& bench, std::uint64_t number) {
    auto sample = std::make_shared<model::UnitTelemetry>();
    sample->unit = bench.started.back().unit;
    sample->incarnation = bench.started.back().incarnation;
    sample->number = number;
    bench.receive(nodeOf(sample->unit), Report{sample, {}});
}

std::vector<std::uint64_t> sampleNumbersIn(const std::vector<std::string>& pushes) {
    std::vector<std::uint64_t> numbers;
    for (const std::string& push : pushes) {
        const Result<model::StreamMessage> message = model::decodePush(AgentBench::valueOf(push));
        if (message && std::holds_alternative<model::UnitTelemetry>(message.value())) {
            numbers.push_back(std::get<model::UnitTelemetry>(message.value()).number);
        }
    }
    return numbers;
}

}  // namespace

class AgentCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewGridStartsTheUnitsOfItsHost() {
        AgentBench bench(optionsOf(voter));
        QCOMPARE(bench.started.size(), std::size_t{1});
        QCOMPARE(bench.started.front().name, std::string("a1"));
        QCOMPARE(bench.log.front().index, std::uint64_t{1});
        QVERIFY(bench.core.isController());
        bench.registerUnit();
        bench.tick(seconds(1));
        QCOMPARE(model::findUnit(bench.core.state(), "a1")->state, model::UnitState::Ready);
        QVERIFY(bench.core.state().partitions.front().primary.has_value());
    }

    void aNonControllerNamesTheController() {
        AgentBench bench(optionsOf(follower));
        QCOMPARE(bench.ask({"GRID", "SNAPSHOT"}), std::string("-TRYAGAIN This agent has not found the controller yet\r\n"));
        AgentBench controller(optionsOf(voter));
        bench.linkUp(nodeOf(voter));
        bench.receive(nodeOf(voter), TableWhole{std::make_shared<model::GridState>(controller.core.state())});
        for (const std::string_view family : {"GRID", "UNIT", "PARTITION", "PLAN"}) {
            QCOMPARE(bench.ask({family, "whatever"}), std::string("-NOTCONTROLLER 10.0.0.1:7000\r\n"));
        }
        QVERIFY(bench.ask({"GRID", "HELP"}).starts_with("*"));
    }

    void aFollowerIsToldTheTableAndTheJournalItLacks() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.linkUp(nodeOf(follower));
        AgentHello hello;
        hello.agent.id = follower;
        hello.agent.host = "b";
        hello.followedTo = 2;
        bench.receive(nodeOf(follower), hello);
        QVERIFY(bench.lastSent<TableWhole>(nodeOf(follower)) != nullptr);
        std::vector<std::uint64_t> told;
        for (const SendMessage& message : bench.sent) {
            if (const auto* journal = std::get_if<Journal>(&message.message); journal && message.to == nodeOf(follower)) {
                for (const model::GridEvent& event : journal->events) {
                    told.push_back(event.number);
                }
            }
        }
        QCOMPARE(told.front(), std::uint64_t{3});
        QVERIFY(std::is_sorted(told.begin(), told.end()));
    }

    void aHelloInAnothersNameIsIgnored() {
        AgentBench bench(optionsOf(voter));
        bench.linkUp(nodeOf(AgentId{9}));
        AgentHello hello;
        hello.agent.id = voter;
        hello.agent.host = "a";
        bench.receive(nodeOf(AgentId{9}), hello);   // Says that a1 does not run.
        QCOMPARE(model::findUnit(bench.core.state(), "a1")->state, model::UnitState::Starting);
    }

    void subscribersGetTheStateFirst() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        QVERIFY(bench.ask({"HELLO", "3"}).starts_with("%7\r\n$6\r\nserver\r\n"));
        QCOMPARE(bench.ask({"GRID", "SUBSCRIBE"}), std::string("+OK\r\n"));
        QVERIFY(bench.pushes.size() >= 3);
        QCOMPARE(kindOf(bench.pushes.front()), std::string("state"));
        QCOMPARE(kindOf(bench.pushes.back()), std::string("event"));
        bench.pushes.clear();
        bench.ask({"UNIT", "ADD", "BY", "ada"});
        QCOMPARE(kindOf(bench.pushes.front()), std::string("change"));
        QCOMPARE(bench.ask({"GRID", "SUBSCRIBE"}), std::string("-ERR this connection is subscribed already\r\n"));
    }

    void subscribersThatComeBackGetTheEventsTheyLack() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.ask({"HELLO", "3"});
        bench.ask({"GRID", "SUBSCRIBE", "FROM", "3"});
        for (const std::string& push : bench.pushes) {
            const Result<model::StreamMessage> message = model::decodePush(AgentBench::valueOf(push));
            if (const auto* event = std::get_if<model::GridEvent>(&message.value())) {
                QVERIFY(event->number >= 3);
            }
        }
    }

    void whoWantsFewerSamplesGetsTheFirstOfEachSlotAndEveryEvent() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.ask({"HELLO", "3"});
        bench.ask({"GRID", "SUBSCRIBE"});
        report(bench, 1);
        QCOMPARE(bench.ask({"GRID", "SAMPLES", "EVERY", "1000"}), std::string("+OK\r\n"));
        bench.pushes.clear();
        for (std::uint64_t number = 2; number <= 41; ++number) {
            bench.tick(milliseconds(100));
            report(bench, number);
        }
        std::vector<std::uint64_t> numbers = sampleNumbersIn(bench.pushes);
        QCOMPARE(numbers.size(), std::size_t{4});   // Of forty in four seconds,
        for (std::size_t index = 1; index < numbers.size(); ++index) {
            QCOMPARE(numbers[index] - numbers[index - 1], std::uint64_t{10});   // a second apart.
        }
        bench.pushes.clear();
        bench.ask({"UNIT", "ADD", "BY", "ada"});
        QCOMPARE(kindOf(bench.pushes.front()), std::string("change"));
        bench.pushes.clear();
        QCOMPARE(bench.ask({"GRID", "SAMPLES", "ALL"}), std::string("+OK\r\n"));
        report(bench, 42);
        report(bench, 43);
        QCOMPARE(sampleNumbersIn(bench.pushes), (std::vector<std::uint64_t>{41, 42, 43}));   // The newest at once.
    }

    void theFirstSampleOfANewLifeGoesToEverySubscriber() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.ask({"HELLO", "3"});
        bench.ask({"GRID", "SUBSCRIBE"});
        bench.ask({"GRID", "SAMPLES", "EVERY", "60000"});
        report(bench, 7);
        bench.pushes.clear();
        const UnitId unit = bench.started.back().unit;
        const Incarnation ended = bench.started.back().incarnation;
        bench.core.processExited({unit, ended, false, "signal 9 (SIGKILL)"}, bench.now, bench.effects);
        bench.carryOut();
        bench.tick(seconds(1));
        QVERIFY(bench.started.size() >= 2);
        bench.registerUnit();
        report(bench, 1);
        report(bench, 2);
        QCOMPARE(sampleNumbersIn(bench.pushes), (std::vector<std::uint64_t>{1}));
    }

    void samplesAreChosenInWordsThatMeanSomething_data() {
        QTest::addColumn<QList<QByteArray>>("words");
        QTest::newRow("nothing") << QList<QByteArray>{};
        QTest::newRow("a length alone") << QList<QByteArray>{"1000"};
        QTest::newRow("below zero") << QList<QByteArray>{"EVERY", "-1"};
        QTest::newRow("too long") << QList<QByteArray>{"EVERY", "60001"};
        QTest::newRow("no number") << QList<QByteArray>{"EVERY", "second"};
        QTest::newRow("all of what") << QList<QByteArray>{"ALL", "1000"};
    }

    void samplesAreChosenInWordsThatMeanSomething() {
        QFETCH(QList<QByteArray>, words);
        AgentBench bench(optionsOf(voter));
        bench.ask({"HELLO", "3"});
        std::vector<std::string_view> command{"GRID", "SAMPLES"};
        for (const QByteArray& word : words) {
            command.emplace_back(word.constData(), static_cast<std::size_t>(word.size()));
        }
        QVERIFY(bench.ask(command).starts_with("-ERR GRID SAMPLES takes ALL, or EVERY"));
        QVERIFY(bench.ask({"GRID", "SAMPLES", "ALL"}).starts_with("-ERR this connection is not subscribed"));
    }

    void subscribingNeedsResp3() {
        AgentBench bench(optionsOf(voter));
        QCOMPARE(bench.ask({"GRID", "SUBSCRIBE"}), std::string("-ERR GRID SUBSCRIBE needs RESP3; say HELLO 3 first\r\n"));
        QVERIFY(bench.pushes.empty());
    }

    void anActionIsAnsweredWhenTheLogHoldsIt() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.diskWorks = false;
        QCOMPARE(bench.ask({"UNIT", "ADD", "BY", "ada"}), std::string());
        bench.core.controlPersisted(bench.log.back().index, bench.now, bench.effects);
        bench.carryOut();
        const resp::Value answer = AgentBench::valueOf(bench.answers.rbegin()->second);
        QCOMPARE(answer.find("epoch")->integer, static_cast<std::int64_t>(bench.log.back().index));
        QCOMPARE(answer.find("unit")->text, std::string("a2"));
    }

    void anAnswerDoesNotGoToTheNextClientOfTheSameNumber() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.diskWorks = false;
        bench.ask({"UNIT", "ADD"});
        bench.core.clientClosed(client);
        bench.core.clientOpened(client, "127.0.0.1:6", bench.now);
        bench.core.controlPersisted(bench.log.back().index, bench.now, bench.effects);
        bench.carryOut();
        QCOMPARE(bench.answers.rbegin()->second, std::string());
    }

    void refusalsSayWhy_data() {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char* words, const char* answer) {
            QTest::newRow(words) << QByteArray(words) << QByteArray(answer) + "\r\n";
        };
        row("UNIT DRAIN x9", "-REFUSED there is no unit x9");
        row("UNIT DRAIN a1", "-REFUSED no other unit is ready to take the partitions of a1");
        row("UNIT RESTART a1", "-REFUSED a1 is ready; only a stopped, dead or draining unit can be started again");
        row("UNIT ADD HOST z", "-REFUSED there is no host z");
        row("PARTITION FAILOVER 4", "-REFUSED there is no such partition; they are numbered 0 to 3");
        row("PARTITION FAILOVER 0", "-REFUSED partition 0 has no in-sync backup that could take over");
        row("PARTITION RESTORE ALL", "-REFUSED no such partition is lost");
        row("UNIT DRAIN a1 IF-EPOCH 1", "-STALEPLAN the table has changed: the plan was made at 1, it is at *");
        row("UNIT DRAIN", "-ERR name the unit, e.g. UNIT DRAIN b1. Try UNIT HELP.");
        row("UNIT MARRY a1", "-ERR unknown subcommand 'MARRY'. Try UNIT HELP.");
        row("PUMP RESUME a1", "-REFUSED the pump of a1 is not paused");
        row("PUMP PAUSE", "-ERR name the unit, e.g. PUMP PAUSE b1. Try PUMP HELP.");
        row("PUMP SHOW x9", "-ERR there is no unit x9");
        row("PARTITION MOVE 1", "-ERR say where: PARTITION MOVE 137 TO b1. Try PARTITION HELP.");
        row("PARTITION MOVE -1 TO a1", "-ERR name the partition by its number, e.g. PARTITION FAILOVER 137. Try PARTITION HELP.");
        row("UNIT KILL a1 BECAUSE fun", "-ERR 'BECAUSE' is not understood here; options are BY name, REASON text, IF-EPOCH epoch, PLAN digest, AT MOST number. Try UNIT HELP.");
        row("UNIT KILL a1 PLAN 12", "-ERR PLAN takes the digest of a plan: eight hexadecimal digits. Try UNIT HELP.");
        row("UNIT DRAIN a1 AT MOST 0", "-ERR AT MOST takes a number from 1 to 64: copies built and primaries handed over at a time. Try UNIT HELP.");
        row("UNIT DRAIN a1 AT MOST 65", "-ERR AT MOST takes a number from 1 to 64: copies built and primaries handed over at a time. Try UNIT HELP.");
        row("UNIT DRAIN a1 AT LEAST 1", "-ERR AT MOST takes a number from 1 to 64: copies built and primaries handed over at a time. Try UNIT HELP.");
        row("UNIT KILL a1 AT MOST 1", "-ERR AT MOST goes with UNIT DRAIN, UNIT ADD, UNIT RESTART and GRID BALANCE. Try UNIT HELP.");
        row("GRID STOP", "-ERR name the operation by the number of its line in the journal, e.g. GRID STOP 137. Try GRID HELP.");
        row("GRID STOP 4711", "-REFUSED operation 4711 is not under way");
        row("GRID BALANCE", "-REFUSED copies and primaries are spread evenly already");
        row("UNIT", "-ERR wrong number of arguments for 'UNIT' command");
        row("GRID DANCE", "-ERR unknown subcommand 'DANCE'. Try GRID HELP.");
        row("GET x", "-ERR unknown command 'GET', with args beginning with: 'x' ");
    }

    void refusalsSayWhy() {
        QFETCH(QByteArray, words);
        QFETCH(QByteArray, answer);
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.tick(seconds(1));
        const QList<QByteArray> parts = words.split(' ');
        std::vector<std::string_view> views;
        for (const QByteArray& part : parts) {
            views.emplace_back(part.constData(), static_cast<std::size_t>(part.size()));
        }
        const QByteArray got = QByteArray::fromStdString(bench.ask(views));
        const qsizetype star = answer.indexOf('*');
        QCOMPARE(star < 0 ? got : got.left(star), star < 0 ? answer : answer.left(star));
    }

    void operationsUnderWayAreListedUntilTheyAreStopped() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.tick(seconds(1));
        QVERIFY(bench.askValue({"GRID", "OPERATIONS"}).items.empty());
        const std::int64_t number = bench.askValue({"UNIT", "ADD", "BY", "ada", "AT", "MOST", "2"})
                                        .find("operation")->integer;
        const resp::Value one = bench.askValue({"GRID", "OPERATIONS"}).items.at(0);
        QCOMPARE(one.find("number")->integer, number);
        QCOMPARE(one.find("kind")->text, std::string("add-unit"));
        QCOMPARE(one.find("by")->text, std::string("ada"));
        QVERIFY(one.find("stopped-by") == nullptr);
        const std::string named = std::to_string(number);
        const Result<model::Plan> plan = model::decodePlan(bench.askValue({"PLAN", "GRID", "STOP", named}));
        QVERIFY(plan.ok() && plan.value().blockers.empty());
        QCOMPARE(bench.askValue({"GRID", "STOP", named, "BY", "bob"}).find("unit")->text, std::string("a2"));
        QCOMPARE(bench.askValue({"GRID", "OPERATIONS"}).items.at(0).find("stopped-by")->text, std::string("bob"));
    }

    void aPlanChangesNothing() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.tick(seconds(1));
        const std::size_t before = bench.log.size();
        const Result<model::Plan> plan = model::decodePlan(bench.askValue({"PLAN", "UNIT", "KILL", "a1"}));
        QVERIFY2(plan.ok(), plan.ok() ? "" : plan.error().detail.c_str());
        QCOMPARE(plan.value().tier, model::RiskTier::DataLoss);   // It holds the only copies.
        QCOMPARE(plan.value().epoch, bench.core.state().epoch);
        QCOMPARE(bench.log.size(), before);
        QVERIFY(bench.killed.empty());
    }

    void theJournalNamesThePlanAndTheClientOfAnAction() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.tick(seconds(1));
        const Result<model::Plan> plan = model::decodePlan(bench.askValue({"PLAN", "UNIT", "KILL", "a1"}));
        QVERIFY(plan.ok());
        const std::string epoch = std::to_string(plan.value().epoch.value);
        bench.ask({"UNIT", "KILL", "a1", "BY", "ada", "REASON", "drill", "IF-EPOCH", epoch, "PLAN", plan.value().digest});
        const resp::Value events = bench.askValue({"GRID", "EVENTS"});
        const Result<model::GridEvent> action = model::decodeGridEvent(events.items.back());
        QVERIFY(action.ok());
        QCOMPARE(action.value().kind, model::EventKind::OperatorAction);
        QCOMPARE(action.value().plan, plan.value().digest);
        QCOMPARE(action.value().planEpoch, std::optional(plan.value().epoch));
        QCOMPARE(action.value().client, std::string("127.0.0.1:5"));
        QCOMPARE(action.value().reason, std::string("drill"));
    }

    void aKillEndsTheProcessAndItsEndIsTheProof() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.ask({"UNIT", "KILL", "a1", "BY", "ada", "REASON", "drill"});
        QCOMPARE(bench.killed.size(), std::size_t{1});
        bench.core.processExited({bench.killed.front().unit, bench.killed.front().incarnation, false, "signal 9 (SIGKILL)"},
                                 bench.now, bench.effects);
        bench.carryOut();
        QCOMPARE(model::findUnit(bench.core.state(), "a1")->state, model::UnitState::Stopped);
        QCOMPARE(model::findUnit(bench.core.state(), "a1")->reason, std::string("killed by ada"));
    }

    void aGridIsSafeOnlyWithAllCopiesAndAnEmptyBacklog() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.tick(seconds(1));
        const resp::Value answer = bench.askValue({"GRID", "SAFE"});
        QCOMPARE(answer.find("safe")->integer, std::int64_t{0});
        QCOMPARE(answer.find("reasons")->items.front().text, std::string("4 partitions have fewer than 2 copies in sync"));
        QCOMPARE(answer.find("reasons")->items.back().text, std::string("unit a1 has not reported lately"));
    }

    void aPausedPumpKeepsAGridFromBeingSafe() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.tick(seconds(1));
        QCOMPARE(bench.ask({"PUMP", "PAUSE", "a1", "BY", "ada"}).front(), '*');
        QVERIFY(model::findUnit(bench.core.state(), "a1")->pumpPaused);
        bool isNamed = false;
        const resp::Value safety = bench.askValue({"GRID", "SAFE"});
        for (const resp::Value& reason : safety.find("reasons")->items) {
            isNamed = isNamed || reason.text == "the pump of unit a1 is paused";
        }
        QVERIFY(isNamed);
        QVERIFY(bench.askValue({"PUMP", "SHOW", "a1"}).items.front().find("paused")->integer == 1);
        bench.ask({"PUMP", "RESUME", "a1"});
        QVERIFY(!model::findUnit(bench.core.state(), "a1")->pumpPaused);
    }

    void thePumpsFiguresComeFromTheLastReport() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.tick(seconds(1));
        QVERIFY(bench.askValue({"PUMP", "SHOW"}).items.front().find("figures") == nullptr);   // Not known, not 0.
        auto sample = std::make_shared<model::UnitTelemetry>();
        sample->unit = bench.started.back().unit;
        sample->incarnation = bench.started.back().incarnation;
        sample->pump.queued = 12;
        sample->pump.accepted = 100;
        model::PartitionTelemetry one;
        one.partition = PartitionId{2};
        one.role = model::Role::Primary;
        one.commitSequence = Sequence{9};
        one.pumpedSequence = Sequence{5};
        sample->partitions = {one};
        bench.receive(nodeOf(sample->unit), Report{sample, {}});
        bench.tick(milliseconds(500));
        auto next = std::make_shared<model::UnitTelemetry>(*sample);
        next->pump.accepted = 150;
        bench.receive(nodeOf(sample->unit), Report{next, {}});
        const resp::Value shown = bench.askValue({"PUMP", "SHOW", "a1"});
        const resp::Value& pump = shown.items.front();
        QCOMPARE(pump.find("figures")->find("queued")->integer, std::int64_t{12});
        QCOMPARE(pump.find("accepted-per-second")->integer, std::int64_t{100});
        QCOMPARE(pump.find("partitions")->items.front().find("queued")->integer, std::int64_t{4});
        QVERIFY(bench.ask({"PUMP", "SHOW", "a1", "PARTITION", "2"}).starts_with("-ASKUNIT "));
    }

    void theAuditHoldsWhatWasAskedAndHowItEnded() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        bench.ask({"UNIT", "KILL", "a1", "BY", "ada", "REASON", "drill"});
        bench.core.processExited({bench.killed.front().unit, bench.killed.front().incarnation, false, "signal 9 (SIGKILL)"},
                                 bench.now, bench.effects);
        bench.carryOut();
        bench.tick(milliseconds(10));
        const std::vector<resp::Value> lines = bench.askValue({"GRID", "AUDIT"}).items;
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].find("kind")->text, std::string("operator-action"));
        QCOMPARE(lines[1].find("kind")->text, std::string("operation-completed"));
        QCOMPARE(lines[1].find("cause")->integer, lines[0].find("number")->integer);
        const std::string from = std::to_string(lines[1].find("number")->integer);
        QCOMPARE(bench.askValue({"GRID", "AUDIT", "FROM", from}).items.size(), std::size_t{1});
        QCOMPARE(bench.askValue({"GRID", "AUDIT", "COUNT", "1"}).items.front().find("kind")->text,
                 std::string("operation-completed"));
        AgentBench anew(optionsOf(voter), bench.log);
        QCOMPARE(anew.askValue({"GRID", "AUDIT"}).items.size(), std::size_t{2});
    }

    void aBeatOfAnUnknownUnitIsNotAnswered() {
        AgentBench bench(optionsOf(voter));
        bench.registerUnit();
        const NodeId unit = nodeOf(bench.started.back().unit);
        bench.receive(unit, Beat{bench.started.back().incarnation, Instant{77}});
        const BeatReply* reply = bench.lastSent<BeatReply>(unit);
        QVERIFY(reply != nullptr);
        QCOMPARE(reply->sentAt, Instant{77});   // The lease runs from the unit's own clock.
        bench.linkUp(nodeOf(UnitId{99}));
        bench.receive(nodeOf(UnitId{99}), Beat{Incarnation{1}, Instant{78}});
        QVERIFY(bench.lastSent<BeatReply>(nodeOf(UnitId{99})) == nullptr);
    }

    void anAgentThatBeginsAnewGoesOnFromItsLog() {
        std::vector<PersistControl> log;
        model::GridState before;
        {
            AgentBench bench(optionsOf(voter));
            bench.registerUnit();
            bench.tick(seconds(1));
            log = bench.log;
            before = bench.core.state();
        }
        for (const PersistControl& record : log) {
            QVERIFY(checkControlRecord(record).ok());
        }
        QVERIFY(!checkControlRecord({1, "+OK\r\n"}).ok());
        AgentBench again(optionsOf(voter), log);
        QCOMPARE(again.core.state().gridId, before.gridId);
        QVERIFY(again.core.state().epoch > before.epoch);   // Its own unit is dead: it follows its agent.
        QCOMPARE(model::findUnit(again.core.state(), "a1")->state, model::UnitState::Dead);
        again.tick(milliseconds(10));
        QCOMPARE(again.started.size(), std::size_t{1});
        QVERIFY(again.started.front().incarnation > model::findUnit(before, "a1")->incarnation);
    }

    void anIncarnationIsStartedOnce() {
        AgentBench bench(optionsOf(follower));
        bench.linkUp(nodeOf(voter));
        const StartUnit order{UnitId{5}, "b1", Incarnation{8}};
        bench.receive(nodeOf(voter), order);
        bench.receive(nodeOf(voter), order);
        QCOMPARE(bench.started.size(), std::size_t{1});
        bench.core.processExited({UnitId{5}, Incarnation{8}, false, "exit code 1"}, bench.now, bench.effects);
        bench.carryOut();
        bench.sent.clear();
        bench.receive(nodeOf(voter), order);   // Its end was not heard: it is said again.
        QCOMPARE(bench.started.size(), std::size_t{1});
        QVERIFY(bench.lastSent<UnitExited>(nodeOf(voter)) != nullptr);
        bench.receive(nodeOf(AgentId{7}), StartUnit{UnitId{6}, "b2", Incarnation{9}});   // Not the controller.
        QCOMPARE(bench.started.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(AgentCommandsTest)
#include "tst_agent_commands.moc"
