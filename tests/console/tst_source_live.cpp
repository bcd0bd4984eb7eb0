// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A live source against pretended agents: redirects, silence, death, return, plans, actions.
#include <atomic>
#include <semaphore>
#include <thread>

#include <QSignalSpy>
#include <QTest>

#include "console/actions/action_controller.h"
#include "console/source/command_session.h"
#include "console/source/discovery_listener.h"
#include "console/source/live_source.h"
#include "console/source/recording_format.h"
#include "console/state/snapshot_store.h"
#include "support/fake_agent.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;
using fixture::FakeAgent;

namespace {

model::GridState gridState() {
    const auto messages = fixture::scenarioMessages({.partitions = 8, .length = milliseconds(1)});
    return std::get<model::GridState>(*messages.front().message);
}

LiveOptions quick(std::vector<model::Endpoint> seeds) {
    LiveOptions options;
    options.seeds = std::move(seeds);
    options.connectTimeout = milliseconds(500);
    options.silence = milliseconds(600);
    options.answerTimeout = milliseconds(800);
    options.shortestWait = milliseconds(50);
    options.longestWait = milliseconds(200);
    return options;
}

/// A port on which nobody listens.
model::Endpoint deadEndpoint() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return {"127.0.0.1", server.serverPort()};
}

model::Plan drainPlan() {
    model::Plan plan;
    plan.action.kind = model::ActionKind::DrainUnit;
    plan.action.unit = "b1";
    plan.epoch = Epoch{412};
    plan.title = "Drain unit b1";
    plan.button = "Drain b1, move 43 primaries";
    plan.pauseMedian = milliseconds(22);
    plan.writesAtRisk = 0;
    return plan;
}

FakeAgent::Answer servingWith(const model::GridState& state, const std::string& plan,
                              const std::string& action) {
    const auto serve = FakeAgent::serving(state);
    return [=](const std::vector<std::string>& command) {
        if (command.front() == "PLAN") {
            return plan;
        }
        return command.front() == "UNIT" ? action : serve(command);
    };
}

struct Watched {
    explicit Watched(LiveOptions options) : source(std::move(options)) {
        QObject::connect(&source, &GridSource::batchReceived, &store, &SnapshotStore::accept,
                         Qt::DirectConnection);
        source.start();
    }
    SnapshotStore store;
    LiveSource source;
};

/// A peer on a thread of its own that subscribes whoever comes first, and then says short pushes as fast as they are
/// taken until its guest leaves.
class EndlessTalker {
public:
    EndlessTalker() : m_thread([this] { talk(); }) { m_listens.acquire(); }
    ~EndlessTalker() { m_thread.join(); }
    model::Endpoint endpoint() const { return {"127.0.0.1", m_port}; }
    /// Bytes that were taken off it, at least.
    qint64 said() const { return m_said; }

private:
    void talk() {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        m_listens.release();
        if (!server.waitForNewConnection(10'000)) {
            return;
        }
        const std::unique_ptr<QTcpSocket> guest(server.nextPendingConnection());
        const FakeAgent::Answer serve = FakeAgent::serving(gridState());
        QByteArray heard;
        for (const std::vector<std::string>& command : {std::vector<std::string>{"HELLO", "3"}, {"GRID", "SUBSCRIBE"}}) {
            while (!heard.contains(command.back().c_str()) && guest->waitForReadyRead(10'000)) {
                heard += guest->readAll();
            }
            guest->write(QByteArray::fromStdString(serve(command)));
        }
        QByteArray words;
        for (int count = 0; count < 4000; ++count) {
            words += ">2\r\n+weather\r\n+fine\r\n";
        }
        while (guest->write(words) > 0 && guest->waitForBytesWritten(10'000)) {
            m_said += words.size();
        }
    }

    std::uint16_t m_port = 0;
    std::atomic<qint64> m_said = 0;
    std::binary_semaphore m_listens{0};
    std::thread m_thread;
};

}  // namespace

class LiveSourceTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void theStateArrivesFromTheFirstSeedThatAnswers() {
        FakeAgent agent(FakeAgent::serving(gridState()));
        Watched watched(quick({deadEndpoint(), agent.endpoint()}));
        QTRY_VERIFY(watched.store.latest()->hasState);
        const SnapshotPointer snapshot = watched.store.latest();
        QCOMPARE(snapshot->contact.state, ContactState::Live);
        QCOMPARE(snapshot->contact.peer, textOf(agent.endpoint()));
        QCOMPARE(snapshot->state->units.size(), std::size_t{6});
        QCOMPARE(agent.commands().front(), std::string("HELLO 3"));
    }

    void aRedirectIsFollowedToTheController() {
        FakeAgent controller(FakeAgent::serving(gridState()));
        const std::string there = textOf(controller.endpoint()).toStdString();
        FakeAgent follower([there](const std::vector<std::string>& command) {
            return command.front() == "HELLO" ? std::string("%0\r\n")
                                              : FakeAgent::error("NOTCONTROLLER " + there);
        });
        Watched watched(quick({follower.endpoint()}));
        QTRY_VERIFY(watched.store.latest()->hasState);
        QCOMPARE(watched.store.latest()->contact.peer, textOf(controller.endpoint()));
    }

    void redirectsInACircleEndInAWaitNotInALoop() {
        FakeAgent* other = nullptr;
        const auto answer = [&other](const std::vector<std::string>& command) {
            return command.front() == "HELLO"
                       ? std::string("%0\r\n")
                       : FakeAgent::error("NOTCONTROLLER " +
                                          textOf(other->endpoint()).toStdString());
        };
        FakeAgent agent(answer);
        other = &agent;
        LiveOptions options = quick({agent.endpoint()});
        options.shortestWait = seconds(30);
        options.longestWait = seconds(30);
        Watched watched(options);
        QTRY_VERIFY(watched.store.latest()->contact.why.contains("NOTCONTROLLER"));
        QVERIFY(agent.commands().size() <= 12);
    }

    void silenceIsLostContactAndTheLastPictureStays() {
        FakeAgent agent(FakeAgent::serving(gridState()));
        Watched watched(quick({agent.endpoint()}));
        QTRY_COMPARE(watched.store.latest()->contact.state, ContactState::Live);
        QTRY_COMPARE(watched.store.latest()->contact.state, ContactState::Lost);
        const SnapshotPointer snapshot = watched.store.latest();
        QVERIFY(snapshot->contact.why.contains("no word"));
        QCOMPARE(snapshot->state->units.size(), std::size_t{6});
        QCOMPARE(snapshot->tableFreshness, Freshness::Stale);
        QVERIFY(snapshot->alarms.empty());
    }

    void anAgentThatClosesIsLostAtOnceAndNotOnlyWhenItIsSilent() {
        FakeAgent agent(FakeAgent::serving(gridState()));
        LiveOptions options = quick({agent.endpoint()});
        options.silence = seconds(3600);
        Watched watched(options);
        QTRY_VERIFY(watched.store.latest()->hasState);
        agent.die();
        QTRY_COMPARE(watched.store.latest()->contact.state, ContactState::Lost);
        QVERIFY(!watched.store.latest()->contact.why.isEmpty());
    }

    void aPeerThatNeverStopsTalkingLetsTheSourceEnd() {
        EndlessTalker talker;
        Watched watched(quick({talker.endpoint()}));
        QTRY_VERIFY(watched.store.latest()->hasState);
        QTRY_VERIFY(talker.said() > 4'000'000);
        watched.source.stop();   // Waits for the batch in hand and not for the end of the talk, which never comes.
    }

    void anAgentThatReturnsIsFoundAgainAndOnlyNewEventsAreAskedFor() {
        FakeAgent agent(FakeAgent::serving(gridState()));
        Watched watched(quick({agent.endpoint()}));
        QTRY_VERIFY(watched.store.latest()->hasState);
        model::GridEvent event;
        event.number = 41;
        agent.pushMessage(event);
        QTRY_COMPARE(watched.store.latest()->events.size(), std::size_t{1});
        agent.die();
        QTRY_COMPARE(watched.store.latest()->contact.state, ContactState::Lost);
        QVERIFY(agent.rise());
        QTRY_COMPARE(watched.store.latest()->contact.state, ContactState::Live);
        QTRY_VERIFY(std::count(agent.commands().begin(), agent.commands().end(),
                               "GRID SUBSCRIBE FROM 42") > 0);
        QCOMPARE(watched.store.latest()->events.size(), std::size_t{1});
    }

    void agentsLearnedFromTheGridAreTriedToo() {
        FakeAgent second(FakeAgent::serving(gridState()));
        model::GridState state = gridState();
        state.agents[1].client = second.endpoint();
        FakeAgent first(FakeAgent::serving(state));
        Watched watched(quick({first.endpoint()}));
        QTRY_VERIFY(watched.store.latest()->hasState);
        first.die();
        QTRY_COMPARE(watched.store.latest()->contact.peer, textOf(second.endpoint()));
        QTRY_COMPARE(watched.store.latest()->contact.state, ContactState::Live);
    }

    void nonsenseFromTheWireIsNamedAndNothingBreaks() {
        FakeAgent agent(FakeAgent::serving(gridState()));
        Watched watched(quick({agent.endpoint()}));
        QTRY_VERIFY(watched.store.latest()->hasState);
        agent.push("?what is this\r\n");
        QTRY_VERIFY(watched.store.latest()->contact.state != ContactState::Live ||
                    agent.commands().size() > 2);
        QTRY_COMPARE(watched.store.latest()->contact.state, ContactState::Live);
    }

    void wordsOfANewerGridAreLeftOutAndSaidAndTheRestIsShown() {
        FakeAgent agent(FakeAgent::serving(gridState()));
        Watched watched(quick({agent.endpoint()}));
        QTRY_VERIFY(watched.store.latest()->hasState);
        const std::size_t asked = agent.commands().size();
        const auto replaced = [](model::GridEvent event, const std::string& word, const std::string& by) {
            std::string bytes = pushBytes(event);
            const auto place = bytes.find(word);
            return bytes.replace(place, word.size(), by);
        };
        model::GridEvent event;
        event.number = 7;
        event.kind = model::EventKind::UnitReady;
        agent.push(replaced(event, "$10\r\nunit-ready", "$10\r\nunit-slept"));
        agent.push(replaced(event, "$4\r\nkind", "$5\r\ncolor"));  // A field that is not known: no trouble.
        event.number = 8;
        agent.push(pushBytes(event));
        QTRY_VERIFY(!watched.store.latest()->events.empty());
        QTRY_COMPARE(watched.store.latest()->events.last().event->number, std::uint64_t{8});
        QTRY_VERIFY(watched.store.latest()->contact.why.contains(QStringLiteral("event.kind")));
        QCOMPARE(watched.store.latest()->contact.state, ContactState::Live);
        QCOMPARE(agent.commands().size(), asked);
    }

    void aWrongPasswordIsSaidInTheGridsWords() {
        FakeAgent agent([](const std::vector<std::string>&) {
            return FakeAgent::error(
                "WRONGPASS invalid username-password pair or user is disabled.");
        });
        LiveOptions options = quick({agent.endpoint()});
        options.password = QStringLiteral("guess");
        Watched watched(options);
        QTRY_VERIFY(watched.store.latest()->contact.why.contains("WRONGPASS"));
        QCOMPARE(agent.commands().front(), std::string("HELLO 3 AUTH default guess"));
        QCOMPARE(watched.store.latest()->contact.state, ContactState::Connecting);
    }

    void planAndActionReachTheControllerWithTheirEpoch() {
        FakeAgent agent(servingWith(
            gridState(), FakeAgent::value(model::encode(drainPlan())),
            FakeAgent::value(resp::Value::map().with("epoch", resp::Value::number64(413)))));
        Watched watched(quick({agent.endpoint()}));
        QTRY_VERIFY(watched.store.latest()->hasState);
        ActionController controller;
        controller.setSource(&watched.source);
        controller.setOperator("ana");
        controller.setSnapshot(watched.store.latest());
        QVERIFY(controller.propose(drainPlan().action));
        QTRY_COMPARE(controller.stage(), ActionStage::Planned);
        QCOMPARE(controller.plan()->buttonText(), QStringLiteral("Drain b1, move 43 primaries"));
        QVERIFY(controller.confirm({"kernel update", {}}));
        QTRY_COMPARE(controller.stage(), ActionStage::Finished);
        QCOMPARE(controller.records().back().answer->outcome, ActionOutcome::Done);
        QCOMPARE(controller.records().back().answer->epoch.value, std::uint64_t{413});
        QCOMPARE(agent.commands().back(),
                 std::string("UNIT DRAIN b1 BY ana REASON kernel update IF-EPOCH 412"));
    }

    void anActionNamesThePlanItCarriesOut() {
        model::Plan plan = drainPlan();
        plan.digest = "09af33c1";
        QCOMPARE(actCommand(plan, QStringLiteral("ana"), QString()).back(), plan.digest);
        plan.digest.clear();   // Of a grid that gives none: it would not know the word.
        QCOMPARE(actCommand(plan, QStringLiteral("ana"), QString()).back(), std::string("412"));
    }

    void answersOfActions_data() {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<ActionOutcome>("outcome");
        QTest::newRow("refused") << QByteArray("-REFUSED b1 is the last unit\r\n")
                                 << ActionOutcome::Refused;
        QTest::newRow("stale") << QByteArray("-STALEPLAN the table is at 415\r\n")
                               << ActionOutcome::StalePlan;
        QTest::newRow("unknown") << QByteArray("-UNKNOWN the controller lost its role\r\n")
                                 << ActionOutcome::Unknown;
        QTest::newRow("silence") << QByteArray() << ActionOutcome::Unknown;
        QTest::newRow("no epoch") << QByteArray("+OK\r\n") << ActionOutcome::Unknown;
    }

    void answersOfActions() {
        QFETCH(QByteArray, reply);
        FakeAgent agent(servingWith(gridState(), {}, reply.toStdString()));
        LiveSource source(quick({agent.endpoint()}));
        source.start();
        QSignalSpy spy(&source, &GridSource::actionAnswered);
        const RequestNumber number = source.carryOut(drainPlan(), "ana", {});
        QTRY_COMPARE(spy.count(), 1);
        QCOMPARE(spy[0][0].toULongLong(), number);
        QTEST(spy[0][1].value<ActionAnswer>().outcome, "outcome");
    }

    void whatCouldNotBeSentWasNotDone() {
        LiveSource source(quick({deadEndpoint()}));
        source.start();
        QSignalSpy acted(&source, &GridSource::actionAnswered);
        QSignalSpy planned(&source, &GridSource::planAnswered);
        source.carryOut(drainPlan(), "ana", {});
        source.requestPlan(drainPlan().action);
        QTRY_COMPARE(acted.count() + planned.count(), 2);
        QCOMPARE(acted[0][1].value<ActionAnswer>().outcome, ActionOutcome::NotSent);
        QCOMPARE(planned[0][1].value<PlanAnswer>().outcome, PlanOutcome::Unavailable);
    }

    void stoppingNeverHangsAndAnswersWhatWaits() {
        FakeAgent agent(servingWith(gridState(), {}, {}));
        LiveSource source(quick({agent.endpoint()}));
        source.start();
        QSignalSpy spy(&source, &GridSource::actionAnswered);
        source.carryOut(drainPlan(), "ana", {});
        QTRY_VERIFY(agent.commands().size() >= 2);
        source.stop();
        QTRY_COMPARE(spy.count(), 1);
    }

    void beaconsAreReadAndOtherDatagramsAreNot() {
        const auto beacon = beaconFrom(R"({"orrery":1,"grid":"shop","gridId":"x","host":"a",)"
                                       R"("client":"127.0.0.1:7100","controller":true})",
                                       "10.0.0.9");
        QVERIFY(beacon.has_value());
        QVERIFY(*beacon == (Beacon{"shop", "x", "a", {"127.0.0.1", 7100}, true}));
        const auto open =
            beaconFrom(R"({"orrery":1,"grid":"shop","client":"0.0.0.0:7100"})", "10.0.0.9");
        QCOMPARE(open->client.address, std::string("10.0.0.9"));
        QVERIFY(
            !beaconFrom(R"({"orrery":2,"grid":"shop","client":"127.0.0.1:7100"})", "").has_value());
        QVERIFY(
            !beaconFrom(R"({"orrery":1,"grid":"shop","client":"127.0.0.1:0"})", "").has_value());
        QVERIFY(!beaconFrom("not json", "").has_value());
        QVERIFY(!beaconFrom(std::string(3000, ' '), "").has_value());
    }

    void aBeaconOnLoopbackIsHeard() {
        QUdpSocket probe;
        QVERIFY(probe.bind(QHostAddress::LocalHost));
        const auto port = static_cast<std::uint16_t>(probe.localPort() ^ 1);
        DiscoveryListener listener;
        if (!listener.start(port).ok()) {
            QSKIP("The neighbouring port is taken.");
        }
        const QByteArray datagram =
            R"({"orrery":1,"grid":"shop","gridId":"x","host":"b","client":"127.0.0.1:7200"})";
        probe.writeDatagram(datagram, QHostAddress::LocalHost, port);
        QTRY_COMPARE(listener.grids().size(), std::size_t{1});
        QCOMPARE(listener.grids().front().agents.front().host, std::string("b"));
    }
};

QTEST_GUILESS_MAIN(LiveSourceTest)
#include "tst_source_live.moc"
