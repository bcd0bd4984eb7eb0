// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ClientConnection always tells the truth about delivery, and nothing in it grows without bound.
#include <QSignalSpy>
#include <QTest>

#include <array>

#include "cluster/runtime/client/client_connection.h"
#include "tests/support/scripted_server.h"

using orrery::resp::Value;
using orrery::client::ConnectionOptions;
using orrery::client::Delivery;
using orrery::client::ClientConnection;
using orrery::test::ScriptedServer;

namespace {

struct Ending { Delivery delivery; Value reply; };

/// Sends one word and appends how it ended.
bool sendWord(ClientConnection& connection, std::string_view word, std::vector<Ending>& endings) {
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

class TestClientConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersInTheOrderOfSending() {
        ScriptedServer server(echo);
        ClientConnection connection(optionsFor(server));
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
        ClientConnection connection(options);
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].delivery, Delivery::NotSent);
        QVERIFY(!connection.lastError().empty());
    }

    void saysLostWhenTheServerHangsUpBeforeTheAnswer() {
        ScriptedServer server([](const auto&) { return ScriptedServer::hangup(); });
        ClientConnection connection(optionsFor(server));
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].delivery, Delivery::Lost);
    }

    void saysLostWhenTheAnswerDoesNotComeInTime() {
        ScriptedServer server([](const auto&) { return ScriptedServer::silence(); });
        ConnectionOptions options = optionsFor(server);
        options.replyTimeout = orrery::milliseconds(60);
        ClientConnection connection(options);
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].delivery, Delivery::Lost);
    }

    void opensAgainAfterItBroke() {
        ScriptedServer server([](const ScriptedServer::Request& request) {
            return request[0] == "die" ? ScriptedServer::hangup() : echo(request);
        });
        ClientConnection connection(optionsFor(server));
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
        ClientConnection connection(optionsFor(server));
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
        ClientConnection connection(optionsFor(server));
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
        ClientConnection connection(options);
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        QCOMPARE(endings[0].delivery, Delivery::Replied);
    }

    void refusesMoreThanItsLimitInFlight() {
        ScriptedServer server([](const auto&) { return ScriptedServer::silence(); });
        ConnectionOptions options = optionsFor(server);
        options.inFlightLimit = 2;
        ClientConnection connection(options);
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
        ClientConnection connection(optionsFor(server));
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
        ClientConnection connection(optionsFor(server));
        QSignalSpy lost(&connection, &ClientConnection::lost);
        std::vector<Ending> endings;
        QVERIFY(sendWord(connection, "one", endings));
        QTRY_COMPARE(endings.size(), std::size_t(1));
        server.push(Value::bulk("nobody asked"));
        QTRY_COMPARE(lost.size(), 1);
        QVERIFY(!connection.isReady());
    }
};

QTEST_GUILESS_MAIN(TestClientConnection)
#include "tst_client_connection.moc"
