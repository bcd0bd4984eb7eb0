// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Wrong input on a real unit: the first word of each error is that of Redis, the connection is closed
// or kept as Redis does, the unit goes on serving and its memory stays bounded.
#include <QTest>

#include <memory>

#include "shared/base/random.h"
#include "tests/support/blocking_client.h"
#include "tests/support/local_grid.h"

using namespace orrery;
using namespace orrery::test;

namespace {

enum class After { Kept, Closed };

QString firstWord(const std::optional<resp::Value>& reply) {
    return reply && reply->isError() ? QString::fromStdString(reply->text).section(' ', 0, 0)
                                     : QString("no error");
}

}  // namespace

class TestBadInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_grid = std::make_unique<LocalGrid>(
            LocalGridOptions{.hosts = 1, .unitsPerHost = 2, .backups = 0, .store = GridStore::None});
        QVERIFY(m_grid->start());
        m_unit = *m_grid->primaryOf("a");
    }

    void cleanupTestCase() { m_grid.reset(); }

    /// After whatever a case did, the unit is the same process and serves.
    void cleanup() {
        BlockingClient client(m_unit.client);
        QCOMPARE(client.call({"SET", "a", "1"}), std::optional(resp::Value::simple("OK")));
        QCOMPARE(m_grid->unit(m_unit.name)->incarnation, m_unit.incarnation);
    }

    void answersAsRedisDoes_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("closed");
        const auto row = [](const char* name, const QByteArray& bytes, const char* word, After after) {
            QTest::newRow(name) << bytes << QString(word) << (after == After::Closed);
        };
        row("unknown command", "NOSUCH\r\n", "ERR", After::Kept);
        row("too few arguments", "GET\r\n", "ERR", After::Kept);
        row("too many arguments", "GET a b\r\n", "ERR", After::Kept);
        row("wrong type", "APPEND bad{a}hash x\r\n", "WRONGTYPE", After::Kept);
        row("not an integer", "INCR bad{a}text\r\n", "ERR", After::Kept);
        row("keys of two slots", "MSET a 1 b 2\r\n", "CROSSSLOT", After::Kept);
        row("unknown option", "SET a 1 WHAT\r\n", "ERR", After::Kept);
        row("unknown protocol version", "HELLO 9\r\n", "NOPROTO", After::Kept);
        row("another database", "SELECT 1\r\n", "ERR", After::Kept);
        row("unknown subcommand", "CLUSTER WHAT\r\n", "ERR", After::Kept);
        row("unbalanced quotes", "SET a \"x\r\n", "ERR", After::Closed);
        row("bulk without length", "*1\r\nPING\r\n", "ERR", After::Closed);
        row("negative bulk length", "*1\r\n$-5\r\n", "ERR", After::Closed);
        row("bulk length not a number", "*1\r\n$x\r\n", "ERR", After::Closed);
        row("enormous bulk length", "*2\r\n$3\r\nGET\r\n$99999999999\r\n", "ERR", After::Closed);
        row("enormous argument count", "*99999999999\r\n", "ERR", After::Closed);
        row("argument count not a number", "*x\r\n", "ERR", After::Closed);
        row("line without end", QByteArray(70000, 'x'), "ERR", After::Closed);
    }

    void answersAsRedisDoes() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        QFETCH(bool, closed);
        BlockingClient(m_unit.client).call({"HSET", "bad{a}hash", "f", "v"});
        BlockingClient(m_unit.client).call({"SET", "bad{a}text", "text"});
        BlockingClient client(m_unit.client);
        client.send(bytes.toStdString());
        QCOMPARE(firstWord(client.receive()), word);
        if (closed) {
            QVERIFY(client.closedByServer());
        } else {
            QCOMPARE(client.call({"PING"}), std::optional(resp::Value::simple("PONG")));
        }
    }

    void pointsToTheUnitOfAnotherPartition() {
        for (int number = 0; number < 64; ++number) {
            const std::string key = "elsewhere:" + std::to_string(number);
            const auto owner = m_grid->primaryOf(key);
            if (owner->id != m_unit.id) {
                BlockingClient client(m_unit.client);
                const auto reply = client.call({"GET", key});
                QCOMPARE(firstWord(reply), QString("MOVED"));
                QVERIFY(QString::fromStdString(reply->text).endsWith(QString::number(owner->client.port)));
                return;
            }
        }
        QFAIL("every key is on one unit");
    }

    void survivesHalfFrames() {
        for (const char* half : {"*", "*2\r\n", "*2\r\n$3\r\nGE", "*2\r\n$3\r\nGET\r\n$100\r\nabc", "PI"}) {
            BlockingClient client(m_unit.client);
            client.send(half);
        }
    }

    void survivesNoise() {
        Random random(7);
        const std::string alphabet = "*$+-:_#,(%~>\r\n\r\n0123456789GETSET \"'\\x";
        for (int connection = 0; connection < 300; ++connection) {
            BlockingClient client(m_unit.client);
            std::string bytes;
            for (std::uint64_t left = random.below(400); left > 0; --left) {
                bytes += random.chance(1, 8) ? static_cast<char>(random.below(256))
                                             : alphabet[random.below(alphabet.size())];
            }
            client.send(bytes);
        }
    }

    void keepsItsMemoryWhenManyAnnounceMuch() {
        const auto residentKibibytes = [this] {
            QFile status(QString("/proc/%1/statm").arg(m_unit.processId));
            return status.open(QIODevice::ReadOnly) ? status.readAll().split(' ').value(1).toLongLong() * 4
                                                    : -1;
        };
        const qint64 before = residentKibibytes();
        std::vector<std::unique_ptr<BlockingClient>> clients;
        for (int number = 0; number < 100; ++number) {
            clients.push_back(std::make_unique<BlockingClient>(m_unit.client));
            clients.back()->send("*1000000\r\n$3\r\nSET\r\n$60000000\r\nx");
        }
        QCOMPARE(BlockingClient(m_unit.client).call({"PING"}), std::optional(resp::Value::simple("PONG")));
        const qint64 grown = residentKibibytes() - before;
        QVERIFY2(before > 0 && grown < 100 * 1024, qPrintable(QString("%1 KiB").arg(grown)));
    }

private:
    std::unique_ptr<LocalGrid> m_grid;
    model::UnitDescription m_unit;
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
