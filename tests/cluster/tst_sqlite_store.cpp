// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The SQLite store on real files: fences, guards, restarts, loads, purges, and two stores on one file.
#include <QtTest/QtTest>

#include <QSqlDatabase>
#include <QSqlQuery>

#include <thread>

#include "cluster/store/sqlite_store.h"
#include "shared/base/random.h"
#include "tests/support/store_words.h"

using namespace orrery;
using namespace orrery::core;
using namespace orrery::store;
using namespace orrery::test;

namespace {

constexpr PartitionId first{1};
constexpr PartitionId second{2};

std::unique_ptr<SqliteStore> openStore(const QString& path) {
    auto store = SqliteStore::open({StoreKind::Sqlite, path.toStdString(), milliseconds(400)}, 1);
    if (!store.ok()) {
        qFatal("%s", store.error().detail.c_str());
    }
    return store.take();
}

std::vector<StoreEvent> answersOf(SqliteStore& store, const StoreRequest& request) {
    std::vector<StoreEvent> answers;
    store.carryOut(request, [&answers](StoreEvent&& event) { answers.push_back(std::move(event)); });
    return answers;
}

StoreEvent answerOf(SqliteStore& store, const StoreRequest& request) {
    return answersOf(store, request).at(0);
}

bool isCommitted(const StoreEvent& event) { return std::holds_alternative<StoreCommitted>(event); }
/// The failure's kind; Corrupt stands for "no failure", which no test here expects.
StoreFailureKind kindOf(const StoreEvent& event) {
    const auto* failure = std::get_if<StoreFailed>(&event);
    return failure == nullptr ? StoreFailureKind::Corrupt : failure->kind;
}

std::map<std::string, StoreRow> loadAll(SqliteStore& store, PartitionId partition) {
    std::map<std::string, StoreRow> rows;
    for (const StoreEvent& event : answersOf(store, StoreLoad{StoreRequestId{99}, partition})) {
        for (const StoreRow& row : std::get<StoreLoaded>(event).rows) {
            rows[row.key] = row;
        }
    }
    return rows;
}

/// The first column of the first row, asked on a connection of its own.
QVariant ask(const QString& path, const QString& statement) {
    QVariant answer;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "ask");
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(database);
        if (query.exec(statement) && query.next()) {
            answer = query.value(0);
        }
    }
    QSqlDatabase::removeDatabase("ask");
    return answer;
}

}  // namespace

class SqliteStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_folder.reset(); }
    void aClaimRaisesTheFenceAndReadsTheWatermark();
    void anOlderClaimIsFenced();
    void aBatchWithoutAClaimIsFenced();
    void aZombieBatchFailsAsAWhole();
    void rowsOnlyGiveWayToNewerOnes();
    void replaysAreHarmless();
    void theWatermarkNeverGoesBack();
    void aFileSurvivesARestart();
    void durabilitySettingsAreOn();
    void bytesOfEveryKindComeBack_data();
    void bytesOfEveryKindComeBack();
    void plainTextCanBeAskedForInSql();
    void loadsComeInChunksWithTheWatermark();
    void loadsLeaveTombstonesOut();
    void tombstonesBelowTheWatermarkArePurged();
    void aRefusedRowIsNamedByTheDatabasesWords();
    void aLockedFileIsBusyAfterTheLimit();
    void twoThreadsShareAFile();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void SqliteStoreTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath("grid.db");
}

void SqliteStoreTest::aClaimRaisesTheFenceAndReadsTheWatermark() {
    const auto store = openStore(m_path);
    const StoreEvent fresh = answerOf(*store, storeClaim(1, first, 5));
    QCOMPARE(std::get<StoreClaimed>(fresh).watermark, Position{});
    QCOMPARE(std::get<StoreClaimed>(fresh).id, StoreRequestId{1});
    QVERIFY(isCommitted(answerOf(*store, storeBatch(2, first, at(5, 9), {}))));
    const StoreEvent next = answerOf(*store, storeClaim(3, first, 6));
    QCOMPARE(std::get<StoreClaimed>(next).watermark, at(5, 9));
    const StoreEvent again = answerOf(*store, storeClaim(4, first, 6));
    QCOMPARE(std::get<StoreClaimed>(again).watermark, at(5, 9));
}

void SqliteStoreTest::anOlderClaimIsFenced() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    const StoreEvent answer = answerOf(*store, storeClaim(2, first, 4));
    QCOMPARE(kindOf(answer), StoreFailureKind::Fenced);
    QCOMPARE(std::get<StoreFailed>(answer).partition, first);
    QVERIFY(isCommitted(answerOf(*store, storeBatch(3, first, at(5, 1), {}))));
}

void SqliteStoreTest::aBatchWithoutAClaimIsFenced() {
    const auto store = openStore(m_path);
    QCOMPARE(kindOf(answerOf(*store, storeBatch(1, first, at(5, 1), {}))), StoreFailureKind::Fenced);
}

void SqliteStoreTest::aZombieBatchFailsAsAWhole() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    answerOf(*store, storeClaim(2, second, 5));
    answerOf(*store, storeClaim(3, second, 7));
    StoreBatch batch = storeBatch(4, first, at(5, 1), {storeRow(first, "order:1", "a", at(5, 1))});
    batch.pieces.push_back(
        {second, Epoch{5}, at(5, 1), {storeRow(second, "order:2", "b", at(5, 1))}});
    const StoreEvent answer = answerOf(*store, batch);
    QCOMPARE(kindOf(answer), StoreFailureKind::Fenced);
    QCOMPARE(std::get<StoreFailed>(answer).partition, second);
    QVERIFY(loadAll(*store, first).empty());
    QCOMPARE(std::get<StoreClaimed>(answerOf(*store, storeClaim(5, first, 5))).watermark, Position{});
}

void SqliteStoreTest::rowsOnlyGiveWayToNewerOnes() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    const auto write = [&](const std::string& value, Position position) {
        answerOf(*store, storeBatch(2, first, at(5, 9), {storeRow(first, "order:1", value, position)}));
        return loadAll(*store, first).at("order:1").value;
    };
    QCOMPARE(write("a", at(5, 3)), std::string("a"));
    QCOMPARE(write("b", at(5, 2)), std::string("a"));
    QCOMPARE(write("c", at(5, 3)), std::string("a"));
    QCOMPARE(write("d", at(4, 9)), std::string("a"));
    QCOMPARE(write("e", at(6, 1)), std::string("e"));
    answerOf(*store, storeBatch(3, first, at(5, 9), {storeTombstone(first, "order:1", at(6, 2))}));
    QVERIFY(loadAll(*store, first).empty());
    answerOf(*store, storeBatch(4, first, at(5, 9), {storeRow(first, "order:1", "f", at(6, 1))}));
    QVERIFY(loadAll(*store, first).empty());
}

void SqliteStoreTest::replaysAreHarmless() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    const StoreBatch batch = storeBatch(2, first, at(5, 2), {storeRow(first, "order:1", "a", at(5, 1)),
                                                             storeTombstone(first, "order:2", at(5, 2))});
    for (int times = 0; times < 3; ++times) {
        QVERIFY(isCommitted(answerOf(*store, batch)));
    }
    QCOMPARE(loadAll(*store, first).size(), std::size_t{1});
    QCOMPARE(ask(m_path, "SELECT count(*) FROM entries").toInt(), 2);
}

void SqliteStoreTest::theWatermarkNeverGoesBack() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    answerOf(*store, storeBatch(2, first, at(5, 40), {}));
    QVERIFY(isCommitted(answerOf(*store, storeBatch(3, first, at(5, 10), {}))));
    QCOMPARE(std::get<StoreClaimed>(answerOf(*store, storeClaim(4, first, 5))).watermark, at(5, 40));
}

void SqliteStoreTest::aFileSurvivesARestart() {
    const StoreRow row = storeRow(first, "order:1", "a", at(5, 1));
    {
        const auto store = openStore(m_path);
        answerOf(*store, storeClaim(1, first, 5));
        answerOf(*store, storeBatch(2, first, at(5, 1), {row}));
    }
    const auto store = openStore(m_path);
    QCOMPARE(loadAll(*store, first).at("order:1"), row);
    QCOMPARE(kindOf(answerOf(*store, storeClaim(3, first, 4))), StoreFailureKind::Fenced);
}

void SqliteStoreTest::durabilitySettingsAreOn() {
    const auto connection = SqliteConnection::open(m_path);
    QVERIFY(connection.ok());
    const auto pragma = [](const QString& name) {
        QSqlQuery query(QSqlDatabase::database(QSqlDatabase::connectionNames().at(0)));
        query.exec("PRAGMA " + name);
        query.next();
        return query.value(0).toString();
    };
    QCOMPARE(pragma("journal_mode"), QString("wal"));
    QCOMPARE(pragma("synchronous"), QString("2"));
}

void SqliteStoreTest::bytesOfEveryKindComeBack_data() {
    QTest::addColumn<QByteArray>("bytes");
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte) {
        all.append(char(byte));
    }
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("letters") << QByteArray("plain text 123");
    QTest::newRow("UTF-8") << QByteArray("gr\xc3\xbc\xc3\x9f \xf0\x9f\xaa\x90");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf""text");
    QTest::newRow("U+FFFE") << QByteArray("\xef\xbf\xbe");
    QTest::newRow("U+FFFF") << QByteArray("a\xef\xbf\xbf");
    QTest::newRow("U+FFFD") << QByteArray("a\xef\xbf\xbd");
    QTest::newRow("broken UTF-8") << QByteArray("\xc3(\xff\xfe");
    QTest::newRow("surrogate in UTF-8") << QByteArray("\xed\xa0\x80");
    QTest::newRow("a zero byte") << QByteArray("a\0b", 3);
    QTest::newRow("one zero byte") << QByteArray("\0", 1);
    QTest::newRow("every byte") << all;
    QTest::newRow("a number") << QByteArray("0012.50");
    QTest::newRow("a megabyte") << QByteArray(1 << 20, '\xfe');
}

void SqliteStoreTest::bytesOfEveryKindComeBack() {
    QFETCH(QByteArray, bytes);
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    StoreRow text = storeRow(first, "key:" + bytes.toStdString(), bytes.toStdString(), at(5, 1));
    StoreRow hash = storeRow(first, "hash:" + bytes.toStdString(), bytes.toStdString(), at(5, 2));
    hash.type = "hash";
    hash.expiresAt = WallTime{1700000000000};
    QVERIFY(isCommitted(answerOf(*store, storeBatch(2, first, at(5, 2), {text, hash}))));
    QVERIFY(isCommitted(answerOf(*store, storeBatch(3, first, at(5, 2), {text, hash}))));
    const auto rows = loadAll(*store, first);
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows.at(text.key), text);
    QCOMPARE(rows.at(hash.key), hash);
}

void SqliteStoreTest::plainTextCanBeAskedForInSql() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    answerOf(*store, storeBatch(2, first, at(5, 1), {storeRow(first, "user:7", "J\xc3\xb6rg", at(5, 1))}));
    QCOMPARE(ask(m_path, "SELECT value FROM entries WHERE space = 'user' AND key = 'user:7'").toString(),
             QString::fromUtf8("J\xc3\xb6rg"));
}

void SqliteStoreTest::loadsComeInChunksWithTheWatermark() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    answerOf(*store, storeClaim(2, second, 5));
    std::vector<StoreRow> rows;
    for (std::uint64_t number = 1; number <= 2500; ++number) {
        rows.push_back(storeRow(first, "item:" + std::to_string(number), "v", at(5, number)));
    }
    answerOf(*store, storeBatch(3, first, at(5, 2500), rows));
    answerOf(*store, storeBatch(4, second, at(5, 1), {storeRow(second, "order:2", "v", at(5, 1))}));
    const auto answers = answersOf(*store, StoreLoad{StoreRequestId{5}, first});
    QCOMPARE(answers.size(), std::size_t{3});
    std::size_t count = 0;
    for (const StoreEvent& event : answers) {
        const auto& chunk = std::get<StoreLoaded>(event);
        QCOMPARE(chunk.watermark, at(5, 2500));
        QCOMPARE(chunk.last, &event == &answers.back());
        QVERIFY(chunk.rows.size() <= 1000);
        count += chunk.rows.size();
    }
    QCOMPARE(count, std::size_t{2500});
    const auto none = answersOf(*store, StoreLoad{StoreRequestId{6}, PartitionId{77}});
    QCOMPARE(none.size(), std::size_t{1});
    QVERIFY(std::get<StoreLoaded>(none[0]).last);
}

void SqliteStoreTest::loadsLeaveTombstonesOut() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    answerOf(*store, storeBatch(2, first, at(5, 2), {storeRow(first, "order:1", "a", at(5, 1)),
                                                     storeTombstone(first, "order:2", at(5, 2))}));
    QCOMPARE(loadAll(*store, first).size(), std::size_t{1});
}

void SqliteStoreTest::tombstonesBelowTheWatermarkArePurged() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    answerOf(*store, storeBatch(2, first, at(5, 5), {storeTombstone(first, "order:1", at(5, 5)),
                                                     storeTombstone(first, "order:2", at(5, 6)),
                                                     storeRow(first, "order:3", "v", at(5, 1))}));
    for (std::uint64_t number = 0; number < 256; ++number) {
        answerOf(*store, storeBatch(3 + number, first, at(5, 5), {}));
    }
    QCOMPARE(ask(m_path, "SELECT group_concat(key) FROM (SELECT key FROM entries ORDER BY key)").toString(),
             QString("order:2,order:3"));
}

void SqliteStoreTest::aRefusedRowIsNamedByTheDatabasesWords() {
    const auto store = openStore(m_path);
    ask(m_path, "CREATE TRIGGER refuse BEFORE INSERT ON entries WHEN NEW.key = 'order:2'"
                " BEGIN SELECT RAISE(ABORT, 'no second order'); END");
    answerOf(*store, storeClaim(1, first, 5));
    const StoreEvent answer =
        answerOf(*store, storeBatch(2, first, at(5, 2), {storeRow(first, "order:1", "a", at(5, 1)),
                                                         storeRow(first, "order:2", "b", at(5, 2))}));
    QCOMPARE(kindOf(answer), StoreFailureKind::Rejected);
    QCOMPARE(std::get<StoreFailed>(answer).text, std::string("no second order"));
    QVERIFY(loadAll(*store, first).empty());
    QVERIFY(isCommitted(
        answerOf(*store, storeBatch(3, first, at(5, 1), {storeRow(first, "order:1", "a", at(5, 1))}))));
}

void SqliteStoreTest::aLockedFileIsBusyAfterTheLimit() {
    const auto store = openStore(m_path);
    answerOf(*store, storeClaim(1, first, 5));
    const auto other = SqliteConnection::open(m_path);
    QVERIFY(!other.value()->run("BEGIN IMMEDIATE").isValid());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(kindOf(answerOf(*store, storeBatch(2, first, at(5, 1), {}))), StoreFailureKind::Busy);
    QVERIFY(timer.elapsed() >= 400);
    other.value()->run("COMMIT");
    QVERIFY(isCommitted(answerOf(*store, storeBatch(3, first, at(5, 1), {}))));
}

void SqliteStoreTest::twoThreadsShareAFile() {
    constexpr int batches = 60;
    const auto work = [this](PartitionId partition, int& committed) {
        auto opened = SqliteStore::open({StoreKind::Sqlite, m_path.toStdString(), seconds(20)},
                                        partition.value);
        if (!opened.ok()) {
            return;
        }
        const auto store = opened.take();
        answerOf(*store, storeClaim(1, partition, 5));
        for (std::uint64_t number = 1; number <= batches; ++number) {
            const std::string key = "p" + std::to_string(partition.value) + ":" + std::to_string(number);
            committed += isCommitted(answerOf(
                *store, storeBatch(number + 1, partition, at(5, number),
                                   {storeRow(partition, key, "v", at(5, number))})));
        }
    };
    int byFirst = 0;
    int bySecond = 0;
    std::thread one(work, first, std::ref(byFirst));
    std::thread two(work, second, std::ref(bySecond));
    one.join();
    two.join();
    QCOMPARE(byFirst, batches);
    QCOMPARE(bySecond, batches);
    QCOMPARE(ask(m_path, "SELECT count(*) FROM entries").toInt(), 2 * batches);
}

QTEST_GUILESS_MAIN(SqliteStoreTest)
#include "tst_sqlite_store.moc"
