// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The peer is a real redis-server: the same stream of requests goes to it and to our table, and the
// bytes of every reply must be equal. Two things may differ: the order of a hash's fields (Redis
// has no order, ours is by name) and times that count from "now", by a few seconds.
#include <QDateTime>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

#include <sys/prctl.h>

#include <algorithm>
#include <csignal>

#include "cluster/core/commands/scan.h"
#include "tests/support/command_stream.h"

using namespace orrery;
using namespace orrery::core;

namespace {

constexpr int waitMillis = 20'000;
constexpr int batchSize = 25;

WallTime wallNow() { return WallTime{QDateTime::currentMSecsSinceEpoch()}; }

/// The length of the reply at `start`, or 0 when it is not complete.
std::size_t replyLength(std::string_view bytes, std::size_t start) {
    const std::size_t lineEnd = bytes.find("\r\n", start);
    if (lineEnd == std::string_view::npos) {
        return 0;
    }
    const std::size_t headLength = lineEnd + 2 - start;
    const char kind = bytes[start];
    const std::string number(bytes.substr(start + 1, lineEnd - start - 1));
    if (kind == '$') {
        const long long size = std::stoll(number);
        const std::size_t length = headLength + (size < 0 ? 0 : static_cast<std::size_t>(size) + 2);
        return start + length <= bytes.size() ? length : 0;
    }
    if (kind != '*' && kind != '%' && kind != '~') {
        return headLength;
    }
    std::size_t length = headLength;
    for (long long left = std::stoll(number) * (kind == '%' ? 2 : 1); left > 0; --left) {
        const std::size_t item = replyLength(bytes, start + length);
        if (item == 0) {
            return 0;
        }
        length += item;
    }
    return length;
}

/// The items of an aggregate, `stride` joined each, in order; first its header.
std::vector<std::string> sortedItems(std::string_view reply, int stride) {
    std::size_t at = reply.find("\r\n") + 2;
    std::vector<std::string> items;
    while (at < reply.size()) {
        std::string item;
        for (int part = 0; part < stride; ++part) {
            const std::size_t length = replyLength(reply, at);
            item.append(reply.substr(at, length));
            at += length;
        }
        items.push_back(item);
    }
    std::sort(items.begin(), items.end());
    items.insert(items.begin(), std::string(reply.substr(0, reply.find("\r\n"))));
    return items;
}

bool nearlyEqual(std::string_view left, std::string_view right, std::int64_t tolerance) {
    if (left.front() != ':' || right.front() != ':') {
        return false;
    }
    const std::int64_t difference =
        std::stoll(std::string(left.substr(1))) - std::stoll(std::string(right.substr(1)));
    return difference >= -tolerance && difference <= tolerance;
}

bool sameReply(std::string_view name, std::string_view redis, std::string_view ours) {
    if (redis == ours) {
        return true;
    }
    if (redis.front() == '-' || ours.front() == '-') {
        return false;
    }
    if (name == "hgetall") {
        return sortedItems(redis, 2) == sortedItems(ours, 2);
    }
    if (name == "hkeys" || name == "hvals") {
        return sortedItems(redis, 1) == sortedItems(ours, 1);
    }
    const bool inMillis = name == "pttl" || name == "pexpiretime";
    return (inMillis || name == "ttl" || name == "expiretime") &&
           nearlyEqual(redis, ours, inMillis ? 10'000 : 10);
}

std::string readable(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toPercentEncoding(" :*$-+%_'(){}")
        .toStdString();
}

std::string readable(const RequestWords& words) {
    std::string text;
    for (const std::string& word : words) {
        text.append(readable(word)).append(" | ");
    }
    return text;
}

}  // namespace

class CommandRedisTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void everyReplyEqualsRedis_data();
    void everyReplyEqualsRedis();
    void globsMatchAsInRedis();

private:
    void send(const RequestWords& words);
    std::string receive();
    std::string ask(const RequestWords& words) {
        send(words);
        return receive();
    }

    QProcess m_server;
    QTcpSocket m_socket;
    quint16 m_port = 0;
    std::string m_received;
};

void CommandRedisTest::initTestCase() {
    const QString program = QStandardPaths::findExecutable("redis-server");
    if (program.isEmpty()) {
        QSKIP("redis-server is not installed; it is the peer of this test");
    }
    QTcpServer portFinder;
    QVERIFY(portFinder.listen(QHostAddress::LocalHost, 0));
    m_port = portFinder.serverPort();
    portFinder.close();
    // The server must not outlive a test that crashes.
    m_server.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_server.start(program, {"--port", QString::number(m_port), "--bind", "127.0.0.1", "--save", "",
                             "--appendonly", "no", "--dir", "/tmp"});
    QVERIFY(m_server.waitForStarted(waitMillis));
}

void CommandRedisTest::init() {
    m_received.clear();
    QTRY_VERIFY_WITH_TIMEOUT(
        (m_socket.abort(), m_socket.connectToHost(QHostAddress::LocalHost, m_port),
         m_socket.waitForConnected(200)),
        waitMillis);
}

void CommandRedisTest::cleanupTestCase() {
    m_socket.abort();
    m_server.terminate();
    if (m_server.state() != QProcess::NotRunning && !m_server.waitForFinished(5000)) {
        m_server.kill();
        m_server.waitForFinished(5000);
    }
}

void CommandRedisTest::send(const RequestWords& words) {
    std::string request;
    resp::Writer writer(request, resp::Version::Resp2);
    writer.array(words.size());
    for (const std::string& word : words) {
        writer.bulk(word);
    }
    m_socket.write(request.data(), static_cast<qint64>(request.size()));
}

std::string CommandRedisTest::receive() {
    std::size_t length = 0;
    while ((length = replyLength(m_received, 0)) == 0) {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(waitMillis)) {
            return "no reply";
        }
        m_received.append(m_socket.readAll().toStdString());
    }
    const std::string reply = m_received.substr(0, length);
    m_received.erase(0, length);
    return reply;
}

void CommandRedisTest::everyReplyEqualsRedis_data() {
    QTest::addColumn<int>("version");
    QTest::addColumn<quint64>("seed");
    QTest::newRow("RESP2") << 2 << quint64{20261121};
    QTest::newRow("RESP3") << 3 << quint64{7};
}

void CommandRedisTest::everyReplyEqualsRedis() {
    QFETCH(int, version);
    QFETCH(quint64, seed);
    QVERIFY(!ask({"HELLO", std::to_string(version)}).starts_with("-"));
    QCOMPARE(ask({"FLUSHALL"}), std::string("+OK\r\n"));
    EntryStore store(Slot{0}, slotCount);
    CommandStream stream(seed, wallNow());
    for (std::uint64_t done = 0; done < 25'000; done += batchSize) {
        std::vector<RequestWords> requests;
        for (int index = 0; index < batchSize; ++index) {
            requests.push_back(stream.next());
            send(requests.back());
        }
        for (const RequestWords& words : requests) {
            const std::string ours = runRequest(store, words, static_cast<resp::Version>(version),
                                                wallNow(), Position{Epoch{1}, Sequence{done + 1}});
            const std::string redis = receive();
            const std::string name = QString::fromStdString(words[0]).toLower().toStdString();
            QVERIFY2(sameReply(name, redis, ours),
                     (readable(words) + "\n   Redis: " + readable(redis) +
                      "\n   ours:  " + readable(ours))
                         .c_str());
        }
    }
}

void CommandRedisTest::globsMatchAsInRedis() {
    QVERIFY(!ask({"HELLO", "2"}).starts_with("-"));
    Random random(99);
    const std::string letters = "ab-]^\\";
    const std::string signs = "ab-*?[]^\\*a";
    const auto word = [&](const std::string& alphabet, std::uint64_t sizeMax) {
        std::string text;
        for (std::uint64_t left = random.below(sizeMax); left > 0; --left) {
            text.push_back(alphabet[random.below(alphabet.size())]);
        }
        return text;
    };
    QCOMPARE(ask({"FLUSHALL"}), std::string("+OK\r\n"));
    EntryStore store(Slot{0}, slotCount);
    for (int index = 0; index < 300; ++index) {
        const RequestWords words{"SET", word(letters, 6) + (index % 50 == 0 ? "\xC3\xA9" : ""),
                                 "1"};
        QCOMPARE(ask(words), runRequest(store, words, resp::Version::Resp2, wallNow(), {}));
    }
    const std::vector<const EntryStore*> stores{&store};
    for (int index = 0; index < 3000; ++index) {
        const std::string pattern = word(signs, 9);
        std::string ours;
        resp::Writer writer(ours, resp::Version::Resp2);
        const std::vector<std::string> keys = keysMatching(stores, pattern, wallNow());
        writer.array(keys.size());
        for (const std::string& key : keys) {
            writer.bulk(key);
        }
        const std::string redis = ask({"KEYS", pattern});
        QVERIFY2(
            sortedItems(redis, 1) == sortedItems(ours, 1),
            (readable(pattern) + "\n   Redis: " + readable(redis) + "\n   ours:  " + readable(ours))
                .c_str());
    }
}

QTEST_GUILESS_MAIN(CommandRedisTest)
#include "tst_command_redis.moc"
