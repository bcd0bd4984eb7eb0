// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RespConnection always tells the truth about delivery, and nothing in it grows without bound.
#include <QSignalSpy>
#include <QTest>

#include <array>

#include "cluster/runtime/client/resp_connection.h"
#include "tests/support/scripted_server.h"

using orrery::resp::Value;
using orrery::runtime::ConnectionOptions;
using orrery::runtime::Delivery;
using orrery::runtime::RespConnection;
using orrery::test::ScriptedServer;

namespace {

struct Ending { Delivery delivery; Value reply; };

/// Sends one word and appends how it ended.
bool sendWord(RespConnection& connection, std::string_view word, std::vector<Ending>& endings) {
    const std::array<std::string_view, 1> arguments{word};
    return connection.send(arguments, [&endings](Delivery delivery, Value reply) {
        endings.push_back({delivery, std::move(reply)});
    });
}

ConnectionOptions optionsFor(const ScriptedServer& server) {
    ConnectionOptions options;
    options.endpoint = server.endpoint();
    return options;
}

ScriptedServer::Reaction echo(const ScriptedServer::Request& request) {
    return ScriptedServer::answer(Value::bulk(request[0]));
}

}  // namespace

class TestRespConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersInTheOrderOfSending() {
        ScriptedServer server(echo);
        RespConnection connection(optionsFor(server));
        std::vector<Ending> endings;
        for (const char* word : {"one", "two", "three"}) {
            QVERIFY(sendWord(connection, word, endings));
        }
        QTRY_COMPARE(endings.size(), std::size_t(3));
        QCOMPARE(endings[0].reply, Value::bulk("one"));
        QCOMPARE(endings[2].reply, Value::bulk("three"));
        QCOMPARE(server.connectionCount(), 1);
    }

    void saysNotSentWhenNobodyListens() {
        ScriptedServer server;
        const ConnectionOptions options = optionsFor(server);
        server.die();
        RespConnection connection(options);
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].delivery, Delivery::NotSent);
        QVERIFY(!connection.lastError().empty());
    }

    void saysLostWhenTheServerHangsUpBeforeTheAnswer() {
        ScriptedServer server([](const auto&) { return ScriptedServer::hangup(); });
        RespConnection connection(optionsFor(server));
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].delivery, Delivery::Lost);
    }

    void saysLostWhenTheAnswerDoesNotComeInTime() {
        ScriptedServer server([](const auto&) { return ScriptedServer::silence(); });
        ConnectionOptions options = optionsFor(server);
        options.replyTimeout = orrery::milliseconds(60);
        RespConnection connection(options);
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].delivery, Delivery::Lost);
    }

    void opensAgainAfterItBroke() {
        ScriptedServer server([](const ScriptedServer::Request& request) {
            return request[0] == "die" ? ScriptedServer::hangup() : echo(request);
        });
        RespConnection connection(optionsFor(server));
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "die", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QVERIFY(sendWord(connection, "again", endings));
        QTRY_COMPARE(endings.size(), std::size_t(2));
        QCOMPARE(endings[1].reply, Value::bulk("again"));
    }

    void mayBeUsedFromWithinTheHandlerOfALoss() {
        ScriptedServer server([](const ScriptedServer::Request& request) {
            return request[0] == "die" ? ScriptedServer::hangup() : echo(request);
        });
        RespConnection connection(optionsFor(server));
        std::vector<Ending> endings;
        const std::array<std::string_view, 1> die{"die"};
        QVERIFY(connection.send(die, [&](Delivery, const Value&) {
            QVERIFY(sendWord(connection, "again", endings));
        }));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].reply, Value::bulk("again"));
    }

    void sendsNothingBeforeThePasswordIsAccepted() {
        ScriptedServer server(echo);
        server.setPassword("secret");
        RespConnection connection(optionsFor(server));
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].delivery, Delivery::NotSent);
        QVERIFY(server.requests().empty());
        QVERIFY(connection.lastError().find("WRONGPASS") != std::string::npos);
    }

    void bringsThePassword() {
        ScriptedServer server(echo);
        server.setPassword("secret");
        ConnectionOptions options = optionsFor(server);
        options.password = "secret";
        RespConnection connection(options);
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].delivery, Delivery::Replied);
    }

    void refusesMoreThanItsLimitInFlight() {
        ScriptedServer server([](const auto&) { return ScriptedServer::silence(); });
        ConnectionOptions options = optionsFor(server);
        options.inFlightLimit = 2;
        RespConnection connection(options);
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QVERIFY(sendWord(connection, "two", endings));
        QVERIFY(!sendWord(connection, "three", endings));
        connection.close();
        QCOMPARE(endings.size(), std::size_t(2));
        QCOMPARE(endings[0].delivery, Delivery::NotSent);
    }

    void handsPushesToTheirHandlerAndNotToARequest() {
        ScriptedServer server(echo);
        RespConnection connection(optionsFor(server));
        std::vector<Value> pushes;
        connection.setPushHandler([&pushes](const Value& push) { pushes.push_back(push); });
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        server.push(Value::push({Value::bulk("grid")}));
        QTRY_COMPARE(pushes.size(), std::size_t(1));
        QVERIFY(sendWord(connection, "two", endings));
        QTRY_COMPARE(endings.size(), std::size_t(2));
        QCOMPARE(endings[1].reply, Value::bulk("two"));
    }

    void endsTheConnectionWhenAReplyComesUnasked() {
        ScriptedServer server(echo);
        RespConnection connection(optionsFor(server));
        QSignalSpy lost(&connection, &RespConnection::lost);
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        server.push(Value::bulk("nobody asked"));
        QTRY_COMPARE(lost.size(), 1);
        QVERIFY(!connection.isReady());
    }
};

QTEST_GUILESS_MAIN(TestRespConnection)
#include "tst_resp_connection.moc"
