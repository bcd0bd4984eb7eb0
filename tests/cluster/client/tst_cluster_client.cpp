// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ClusterClient stays with a call until its outcome is known, and never gives a wrong one.
#include <QTest>

#include <optional>

#include "cluster/runtime/client/cluster_client.h"
#include "tests/support/scripted_server.h"

using orrery::resp::Value;
using orrery::client::Call;
using orrery::client::CallAccess;
using orrery::client::ClusterClient;
using orrery::client::ClusterClientOptions;
using orrery::client::Outcome;
using orrery::client::OutcomeKind;
using orrery::test::ScriptedServer;
using Request = ScriptedServer::Request;

namespace {

Call writeCall(std::string requestId) {
    Call call;
    call.arguments = {"SET", "user:1", "x"};
    call.key = "user:1";
    call.requestId = std::move(requestId);
    call.deadline = orrery::milliseconds(3000);
    return call;
}

Value stood(std::int64_t epoch, std::int64_t sequence) {
    return Value::array({Value::simple("OK"), Value::number64(epoch), Value::number64(sequence)});
}

ClusterClientOptions optionsFor(const ScriptedServer& seed) {
    ClusterClientOptions options;
    options.seeds = {seed.endpoint()};
    options.attemptTimeout = orrery::milliseconds(200);
    return options;
}

/// Runs one call to its end.
std::optional<Outcome> run(ClusterClient& client, Call call) {
    std::optional<Outcome> outcome;
    client.call(std::move(call), [&outcome](const Outcome& ended) { outcome = ended; });
    (void)QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 6000);
    return outcome;
}

std::string movedTo(const ScriptedServer& server) {
    return "MOVED 10778 127.0.0.1:" + std::to_string(server.endpoint().port);
}

}  // namespace

class TestClusterClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheAnswerAndItsPosition() {
        ScriptedServer server([](const Request&) { return ScriptedServer::answer(stood(7, 42)); });
        ClusterClient client(optionsFor(server));
        const auto outcome = run(client, writeCall("r1"));
        QVERIFY(outcome);
        QCOMPARE(outcome->kind, OutcomeKind::Ok);
        QCOMPARE(outcome->reply, Value::simple("OK"));
        QCOMPARE(outcome->position.epoch.value, 7U);
        QCOMPARE(outcome->position.sequence.value, 42U);
        QCOMPARE(server.requests().at(0), (Request{"REQUEST", "r1", "SET", "user:1", "x"}));
    }

    void followsMovedAndRemembersIt() {
        ScriptedServer primary([](const Request&) { return ScriptedServer::answer(stood(1, 1)); });
        ScriptedServer old;
        old.setScript([&](const Request&) {
            old.setOwner(primary.endpoint());
            return ScriptedServer::answer(Value::error(movedTo(primary)));
        });
        ClusterClient client(optionsFor(old));
        QCOMPARE(run(client, writeCall("r1"))->kind, OutcomeKind::Ok);
        QCOMPARE(run(client, writeCall("r2"))->kind, OutcomeKind::Ok);
        QCOMPARE(old.requests().size(), std::size_t(1));
        QCOMPARE(primary.requests().size(), std::size_t(2));
    }

    void followsAskForThisOnceWithAsking() {
        ScriptedServer target([](const Request& request) {
            return ScriptedServer::answer(request[0] == "ASKING" ? Value::simple("OK") : stood(1, 1));
        });
        ScriptedServer owner([&](const Request&) {
            const std::string port = std::to_string(target.endpoint().port);
            return ScriptedServer::answer(Value::error("ASK 10778 127.0.0.1:" + port));
        });
        ClusterClient client(optionsFor(owner));
        QCOMPARE(run(client, writeCall("r1"))->kind, OutcomeKind::Ok);
        QCOMPARE(target.requests().at(0), Request{"ASKING"});
        QCOMPARE(run(client, writeCall("r2"))->kind, OutcomeKind::Ok);
        QCOMPARE(owner.requests().size(), std::size_t(2));
    }

    void waitsWhereTheGridSaysLater_data() {
        QTest::addColumn<QString>("error");
        for (const char* error : {"TRYAGAIN moving", "CLUSTERDOWN not placed", "NOREPLICAS few copies",
                                  "THROTTLED backlog full"}) {
            QTest::newRow(error) << error;
        }
    }

    void waitsWhereTheGridSaysLater() {
        QFETCH(QString, error);
        int refusals = 3;
        ScriptedServer server([&](const Request&) {
            return ScriptedServer::answer(refusals-- > 0 ? Value::error(error.toStdString())
                                                         : stood(1, 1));
        });
        ClusterClient client(optionsFor(server));
        const auto outcome = run(client, writeCall("r1"));
        QCOMPARE(outcome->kind, OutcomeKind::Ok);
        QCOMPARE(outcome->attempts, 4U);
        QVERIFY(!outcome->wasUncertain);
    }

    void endsAsNotAppliedWhenTheGridSaysLaterTooLong() {
        ScriptedServer server(
            [](const Request&) { return ScriptedServer::answer(Value::error("THROTTLED full")); });
        ClusterClient client(optionsFor(server));
        Call call = writeCall("r1");
        call.deadline = orrery::milliseconds(150);
        const auto outcome = run(client, call);
        QCOMPARE(outcome->kind, OutcomeKind::NotApplied);
        QCOMPARE(outcome->reason, std::string("THROTTLED full"));
    }

    void doesNotRepeatARefusal() {
        ScriptedServer server(
            [](const Request&) { return ScriptedServer::answer(Value::error("WRONGTYPE no")); });
        ClusterClient client(optionsFor(server));
        const auto outcome = run(client, writeCall("r1"));
        QCOMPARE(outcome->kind, OutcomeKind::NotApplied);
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void settlesALostAnswerWithTheSameRequestId() {
        int hangups = 2;
        ScriptedServer server([&](const Request&) {
            return hangups-- > 0 ? ScriptedServer::hangup() : ScriptedServer::answer(stood(3, 9));
        });
        ClusterClient client(optionsFor(server));
        const auto outcome = run(client, writeCall("r1"));
        QCOMPARE(outcome->kind, OutcomeKind::Ok);
        QVERIFY(outcome->wasUncertain);
        QCOMPARE(server.requests().size(), std::size_t(3));
        QCOMPARE(server.requests().front(), server.requests().back());
    }

    void settlesUnknownWithTheSameRequestId() {
        bool first = true;
        ScriptedServer server([&](const Request&) {
            return ScriptedServer::answer(std::exchange(first, false) ? Value::error("UNKNOWN role lost")
                                                                      : stood(3, 9));
        });
        ClusterClient client(optionsFor(server));
        const auto outcome = run(client, writeCall("r1"));
        QCOMPARE(outcome->kind, OutcomeKind::Ok);
        QVERIFY(outcome->wasUncertain);
    }

    void neverRepeatsAnUncertainWriteWithoutARequestId() {
        ScriptedServer server([](const Request&) { return ScriptedServer::hangup(); });
        ClusterClient client(optionsFor(server));
        const auto outcome = run(client, writeCall(""));
        QCOMPARE(outcome->kind, OutcomeKind::Unknown);
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void neverCallsAnUncertainWriteNotApplied() {
        bool first = true;
        ScriptedServer server([&](const Request&) {
            return std::exchange(first, false) ? ScriptedServer::hangup()
                                               : ScriptedServer::answer(Value::error("OOM full"));
        });
        ClusterClient client(optionsFor(server));
        Call call = writeCall("r1");
        call.deadline = orrery::milliseconds(200);
        QCOMPARE(run(client, call)->kind, OutcomeKind::Unknown);
    }

    void repeatsReadsFreely() {
        int hangups = 2;
        ScriptedServer server([&](const Request&) {
            return hangups-- > 0 ? ScriptedServer::hangup() : ScriptedServer::answer(Value::bulk("x"));
        });
        ClusterClient client(optionsFor(server));
        Call call = writeCall("");
        call.arguments = {"GET", "user:1"};
        call.access = CallAccess::Read;
        const auto outcome = run(client, call);
        QCOMPARE(outcome->kind, OutcomeKind::Ok);
        QCOMPARE(outcome->reply, Value::bulk("x"));
    }

    void goesToTheNewPrimaryWhenTheOldOneDies() {
        ScriptedServer survivor([](const Request&) { return ScriptedServer::answer(stood(2, 1)); });
        ScriptedServer dying([](const Request&) { return ScriptedServer::answer(stood(1, 1)); });
        survivor.setOwner(dying.endpoint());
        ClusterClientOptions options = optionsFor(survivor);
        ClusterClient client(options);
        QCOMPARE(run(client, writeCall("r1"))->position.epoch.value, 1U);
        dying.die();
        survivor.setOwner(survivor.endpoint());
        QCOMPARE(run(client, writeCall("r2"))->position.epoch.value, 2U);
    }

    void leavesAServerThatDoesNotAnswer() {
        ScriptedServer survivor([](const Request&) { return ScriptedServer::answer(stood(2, 1)); });
        ScriptedServer paused([&](const Request&) {
            survivor.setOwner(survivor.endpoint());
            return ScriptedServer::silence();
        });
        survivor.setOwner(paused.endpoint());
        paused.setOwner(survivor.endpoint());
        ClusterClient client(optionsFor(survivor));
        const auto outcome = run(client, writeCall("r1"));
        QCOMPARE(outcome->kind, OutcomeKind::Ok);
        QVERIFY(outcome->wasUncertain);
        QCOMPARE(outcome->position.epoch.value, 2U);
    }

    void endsAsNotAppliedWhenNobodyIsThere() {
        ScriptedServer server;
        ClusterClientOptions options = optionsFor(server);
        server.die();
        ClusterClient client(options);
        Call call = writeCall("r1");
        call.deadline = orrery::milliseconds(150);
        QCOMPARE(run(client, call)->kind, OutcomeKind::NotApplied);
    }

    void refusesCallsBeyondItsLimit() {
        ScriptedServer server([](const Request&) { return ScriptedServer::silence(); });
        ClusterClientOptions options = optionsFor(server);
        options.callLimit = 1;
        ClusterClient client(options);
        client.call(writeCall("r1"), [](const Outcome&) {});
        QCOMPARE(run(client, writeCall("r2"))->kind, OutcomeKind::NotApplied);
    }
};

QTEST_GUILESS_MAIN(TestClusterClient)
#include "tst_cluster_client.moc"
