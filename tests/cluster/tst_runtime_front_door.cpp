// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The front door against real sockets, with a small handler in place of a core.
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <QtTest>

#include <map>

#include "cluster/runtime/resp_server.h"

using namespace orrery;
using runtime::FileDescriptor;
using runtime::RespServer;

namespace {

/// Answers ECHO with its argument, LATER only when told, BIG n with n bytes, QUIT by closing.
class FakeHandler final : public runtime::RequestHandler {
public:
    struct Open {
        core::ClientId client;
        core::Ticket ticket;
        std::string text;
    };

    void turnBegins() override { ++turns; }
    void turnEnds() override {
        handOver();
        server->flush();
    }
    void handOver() {
        for (const Open& answer : m_answers) {
            server->reply(answer.client, answer.ticket, answer.text);
        }
        m_answers.clear();
    }
    void clientOpened(core::ClientId client, std::string_view address) override {
        clients[client.value] = std::string(address);
    }
    void clientClosed(core::ClientId client) override { clients.erase(client.value); }
    void request(core::ClientId client, core::Ticket ticket,
                 core::RequestArguments arguments) override {
        ++requests;
        largestArgument = std::max(largestArgument, arguments.back().size());
        const std::string_view word = arguments[0];
        if (word == "LATER") {
            later.push_back({client, ticket, "+" + std::string(arguments[1]) + "\r\n"});
        } else if (word == "BIG") {
            const auto size = static_cast<std::size_t>(std::stoul(std::string(arguments[1])));
            m_answers.push_back({client, ticket, "+" + std::string(size, 'x') + "\r\n"});
            handOver();
        } else if (word == "QUIT") {
            m_answers.push_back({client, ticket, "+OK\r\n"});
            server->closeAfterReplies(client);
        } else {
            m_answers.push_back({client, ticket, "+" + std::string(arguments.back()) + "\r\n"});
        }
    }
    void answerLater(std::size_t index) {
        server->reply(later[index].client, later[index].ticket, later[index].text);
        server->flush();
    }

    RespServer* server = nullptr;
    std::vector<Open> later;
    std::map<std::uint32_t, std::string> clients;
    std::size_t requests = 0;
    std::size_t turns = 0;
    std::size_t largestArgument = 0;

private:
    std::vector<Open> m_answers;
};

/// A client on a plain non-blocking socket.
class Client {
public:
    explicit Client(std::uint16_t port, int receiveBuffer = 0)
        : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        if (receiveBuffer > 0) {
            setsockopt(m_socket.get(), SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        }
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected =
            ::connect(m_socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        fcntl(m_socket.get(), F_SETFL, O_NONBLOCK);
    }
    /// Sends what fits; gives the count.
    std::size_t send(std::string_view bytes) {
        const ssize_t count = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        return count < 0 ? 0 : static_cast<std::size_t>(count);
    }
    /// Everything received so far.
    const std::string& received() {
        char buffer[65536];
        ssize_t count = 0;
        while ((count = recv(m_socket.get(), buffer, sizeof buffer, 0)) > 0) {
            m_received.append(buffer, static_cast<std::size_t>(count));
        }
        closed = closed || count == 0 || (count < 0 && errno == ECONNRESET);
        return m_received;
    }
    bool isClosed() {
        received();
        return closed;
    }
    void finishSending() { shutdown(m_socket.get(), SHUT_WR); }

    bool connected = false;
    bool closed = false;

private:
    FileDescriptor m_socket;
    std::string m_received;
};

std::string commandOf(std::initializer_list<std::string_view> words) {
    std::string bytes = "*" + std::to_string(words.size()) + "\r\n";
    for (const std::string_view word : words) {
        bytes += "$" + std::to_string(word.size()) + "\r\n" + std::string(word) + "\r\n";
    }
    return bytes;
}

struct Door {
    explicit Door(runtime::RespLimits limits = {}) : server(handler, limits) {
        handler.server = &server;
        opened = server.listen({"127.0.0.1", 0}).ok();
    }
    FakeHandler handler;
    RespServer server;
    bool opened = false;
};

}  // namespace

class FrontDoorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersPipelinedRequestsInOrderWithinFewTurns();
    void understandsARequestCutAtEveryByte();
    void understandsInlineCommandsAndSkipsBlankLines();
    void answersAProtocolErrorAndCloses();
    void sendsLateRepliesInOrderOfTheirRequests();
    void sendsPushesBetweenReplies();
    void closesAfterTheLastReplyWhenToldTo();
    void answersAClientThatHasFinishedSending();
    void takesNoMoreRequestsOfAClientThatDoesNotRead();
    void closesASlowConsumerOfPushes();
    void limitsOpenRequestsOfOneClient();
    void neverGivesAnOldReplyToANewClientOfTheSameNumber();
    void refusesMoreClientsThanAllowed();
    void servesAThousandConnections();
    void survivesRunningOutOfFileDescriptors();
    void takesALargeValue();
};

void FrontDoorTest::answersPipelinedRequestsInOrderWithinFewTurns() {
    Door door;
    Client client(door.server.port());
    std::string bytes;
    std::string expected;
    for (int number = 0; number < 200; ++number) {
        bytes += commandOf({"ECHO", std::to_string(number)});
        expected += "+" + std::to_string(number) + "\r\n";
    }
    QCOMPARE(client.send(bytes), bytes.size());
    QTRY_COMPARE(client.received(), expected);
    QVERIFY2(door.handler.turns <= 3, "the pipeline was not taken in batches");
}

void FrontDoorTest::understandsARequestCutAtEveryByte() {
    Door door;
    const std::string bytes = commandOf({"ECHO", "hello"});
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        Client client(door.server.port());
        client.send(bytes.substr(0, cut));
        const std::size_t before = door.handler.requests;
        QTRY_COMPARE(door.server.clientCount(), std::size_t{1});
        QTest::qWait(1);
        QCOMPARE(door.handler.requests, before);
        client.send(bytes.substr(cut));
        QTRY_COMPARE(client.received(), std::string("+hello\r\n"));
        client.finishSending();
        QTRY_COMPARE(door.server.clientCount(), std::size_t{0});
    }
}

void FrontDoorTest::understandsInlineCommandsAndSkipsBlankLines() {
    Door door;
    Client client(door.server.port());
    client.send("\r\nECHO one\r\n*0\r\nECHO two\r\n");
    QTRY_COMPARE(client.received(), std::string("+one\r\n+two\r\n"));
}

void FrontDoorTest::answersAProtocolErrorAndCloses() {
    Door door;
    Client client(door.server.port());
    client.send(commandOf({"ECHO", "fine"}) + "*1\r\n$-5\r\nECHO never\r\n");
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received().starts_with("+fine\r\n-ERR Protocol error"));
    QCOMPARE(door.handler.requests, std::size_t{1});
    QCOMPARE(door.handler.clients.size(), std::size_t{0});
}

void FrontDoorTest::sendsLateRepliesInOrderOfTheirRequests() {
    Door door;
    Client client(door.server.port());
    client.send(commandOf({"LATER", "a"}) + commandOf({"ECHO", "b"}) + commandOf({"LATER", "c"}) +
                commandOf({"ECHO", "d"}));
    QTRY_COMPARE(door.handler.later.size(), std::size_t{2});
    door.handler.answerLater(1);
    QTest::qWait(5);
    QCOMPARE(client.received(), std::string());
    door.handler.answerLater(0);
    QTRY_COMPARE(client.received(), std::string("+a\r\n+b\r\n+c\r\n+d\r\n"));
}

void FrontDoorTest::sendsPushesBetweenReplies() {
    Door door;
    Client client(door.server.port());
    client.send(commandOf({"LATER", "a"}) + commandOf({"ECHO", "b"}));
    QTRY_COMPARE(door.handler.later.size(), std::size_t{1});
    door.server.reply(door.handler.later[0].client, core::Ticket{0}, ">push\r\n");
    door.server.flush();
    QTRY_COMPARE(client.received(), std::string(">push\r\n"));
    door.handler.answerLater(0);
    QTRY_COMPARE(client.received(), std::string(">push\r\n+a\r\n+b\r\n"));
}

void FrontDoorTest::closesAfterTheLastReplyWhenToldTo() {
    Door door;
    Client client(door.server.port());
    client.send(commandOf({"LATER", "a"}) + commandOf({"QUIT"}) + commandOf({"ECHO", "never"}));
    QTRY_COMPARE(door.handler.later.size(), std::size_t{1});
    QVERIFY(!client.isClosed());
    door.handler.answerLater(0);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.received(), std::string("+a\r\n+OK\r\n"));
}

void FrontDoorTest::answersAClientThatHasFinishedSending() {
    Door door;
    Client client(door.server.port());
    client.send(commandOf({"LATER", "a"}));
    client.finishSending();
    QTRY_COMPARE(door.handler.later.size(), std::size_t{1});
    QTest::qWait(5);
    door.handler.answerLater(0);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.received(), std::string("+a\r\n"));
}

void FrontDoorTest::takesNoMoreRequestsOfAClientThatDoesNotRead() {
    Door door;
    Client client(door.server.port(), 4096);
    std::string bytes;
    for (int number = 0; number < 150; ++number) {
        bytes += commandOf({"BIG", "1000000"});
    }
    std::size_t sent = client.send(bytes);
    QTest::qWait(100);
    QVERIFY(door.handler.requests < 20);
    std::size_t total = 0;
    QTRY_VERIFY_WITH_TIMEOUT((sent += client.send(std::string_view(bytes).substr(sent)),
                              total = client.received().size(), total == 150 * 1000003ULL),
                             30000);
    QCOMPARE(door.server.clientCount(), std::size_t{1});
}

void FrontDoorTest::closesASlowConsumerOfPushes() {
    Door door;
    Client client(door.server.port(), 4096);
    QTRY_COMPARE(door.handler.clients.size(), std::size_t{1});
    const core::ClientId id{door.handler.clients.begin()->first};
    const std::string push(64 * 1024, 'p');
    std::size_t pushed = 0;
    while (door.server.clientCount() == 1 && pushed < (64U << 20)) {
        door.server.reply(id, core::Ticket{0}, push);
        door.server.flush();
        pushed += push.size();
    }
    QVERIFY2(pushed < (20U << 20), "pushes pile up without bound");
    QCOMPARE(door.handler.clients.size(), std::size_t{0});
}

void FrontDoorTest::limitsOpenRequestsOfOneClient() {
    runtime::RespLimits limits;
    limits.openRequests = 100;
    Door door(limits);
    Client client(door.server.port());
    std::string bytes;
    for (int number = 0; number < 300; ++number) {
        bytes += commandOf({"LATER", "x"});
    }
    client.send(bytes);
    QTRY_COMPARE(door.handler.later.size(), std::size_t{100});
    QTest::qWait(10);
    QCOMPARE(door.handler.later.size(), std::size_t{100});
    for (std::size_t index = 0; index < 300; ++index) {
        QTRY_VERIFY(door.handler.later.size() > index);
        door.handler.answerLater(index);
    }
    QTRY_COMPARE(client.received().size(), std::size_t{300 * 4});
}

void FrontDoorTest::neverGivesAnOldReplyToANewClientOfTheSameNumber() {
    Door door;
    {
        Client first(door.server.port());
        first.send(commandOf({"LATER", "old"}));
        QTRY_COMPARE(door.handler.later.size(), std::size_t{1});
    }
    door.handler.answerLater(0);  // The first write finds the client gone, or is lost with it.
    QTRY_COMPARE(door.server.clientCount(), std::size_t{0});
    Client second(door.server.port());
    second.send(commandOf({"LATER", "new"}));
    QTRY_COMPARE(door.handler.later.size(), std::size_t{2});
    QCOMPARE(door.handler.later[0].client, door.handler.later[1].client);
    door.handler.answerLater(0);
    door.handler.answerLater(1);
    QTRY_COMPARE(second.received(), std::string("+new\r\n"));
}

void FrontDoorTest::refusesMoreClientsThanAllowed() {
    runtime::RespLimits limits;
    limits.maximumClients = 2;
    Door door(limits);
    Client one(door.server.port());
    Client two(door.server.port());
    QTRY_COMPARE(door.server.clientCount(), std::size_t{2});
    Client three(door.server.port());
    QTRY_VERIFY(three.isClosed());
    QCOMPARE(three.received(), std::string("-ERR max number of clients reached\r\n"));
    one.send(commandOf({"ECHO", "still"}));
    QTRY_COMPARE(one.received(), std::string("+still\r\n"));
}

void FrontDoorTest::servesAThousandConnections() {
    Door door;
    std::vector<std::unique_ptr<Client>> clients;
    for (int number = 0; number < 1000; ++number) {
        clients.push_back(std::make_unique<Client>(door.server.port()));
        QVERIFY(clients.back()->connected);
        if (number % 200 == 0) {
            QCoreApplication::processEvents();
        }
    }
    QTRY_COMPARE(door.server.clientCount(), std::size_t{1000});
    for (std::size_t number = 0; number < clients.size(); ++number) {
        clients[number]->send(commandOf({"ECHO", std::to_string(number)}));
    }
    QTRY_COMPARE(door.handler.requests, std::size_t{1000});
    for (std::size_t number = 0; number < clients.size(); ++number) {
        QTRY_COMPARE(clients[number]->received(), "+" + std::to_string(number) + "\r\n");
    }
    clients.clear();
    QTRY_COMPARE(door.server.clientCount(), std::size_t{0});
}

void FrontDoorTest::survivesRunningOutOfFileDescriptors() {
    Door door;
    Client first(door.server.port());
    QTRY_COMPARE(door.server.clientCount(), std::size_t{1});
    std::vector<FileDescriptor> waiting;  // Connects after the limit is reached.
    for (int number = 0; number < 3; ++number) {
        waiting.emplace_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    }
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    const int next = open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(next);
    rlimit tight{static_cast<rlim_t>(next), before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &tight);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(door.server.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (const FileDescriptor& descriptor : waiting) {
        ::connect(descriptor.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    QTest::qWait(250);
    first.send(commandOf({"ECHO", "alive"}));
    const bool alive = QTest::qWaitFor([&] { return first.received() == "+alive\r\n"; });
    setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(alive);
    Client late(door.server.port());
    late.send(commandOf({"ECHO", "late"}));
    QTRY_COMPARE(late.received(), std::string("+late\r\n"));
}

void FrontDoorTest::takesALargeValue() {
    Door door;
    Client client(door.server.port());
    const std::string bytes = commandOf({"SET", std::string(8 << 20, 'v'), "end"});
    std::size_t sent = 0;
    QTRY_VERIFY((sent += client.send(std::string_view(bytes).substr(sent)), sent == bytes.size()));
    QTRY_COMPARE(client.received(), std::string("+end\r\n"));
}

QTEST_GUILESS_MAIN(FrontDoorTest)
#include "tst_runtime_front_door.moc"
