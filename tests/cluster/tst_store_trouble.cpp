// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The SQLite store when its disk or its file is in trouble, what it says at opening, and the thread that
// it works on.
#include <QtTest/QtTest>

#include <unistd.h>

#include "cluster/store/sqlite_store.h"
#include "cluster/store/store_thread.h"
#include "tests/support/store_words.h"

using namespace orrery;
using namespace orrery::core;
using namespace orrery::store;
using namespace orrery::test;

namespace {

constexpr PartitionId first{1};

StoreOptions optionsFor(const QString& path) {
    return {StoreKind::Sqlite, path.toStdString(), milliseconds(300)};
}

Error errorOfOpening(const QString& path) {
    auto store = SqliteStore::open(optionsFor(path), 1);
    return store.ok() ? Error{ErrorCode::NotFound, "it opened"} : store.error();
}

StoreEvent answerOf(SqliteStore& store, const StoreRequest& request) {
    std::vector<StoreEvent> answers;
    store.carryOut(request, [&answers](StoreEvent&& event) { answers.push_back(std::move(event)); });
    return answers.at(0);
}

void writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

void change(const QString& path, const QString& statement) {
    const auto connection = SqliteConnection::open(path);
    QVERIFY(connection.ok());
    QVERIFY(!connection.value()->run(statement).isValid());
}

/// A batch of `count` rows of a kilobyte each.
StoreBatch largeBatch(std::uint64_t id, std::uint64_t count) {
    std::vector<StoreRow> rows;
    for (std::uint64_t number = 1; number <= count; ++number) {
        rows.push_back(storeRow(first, "blob:" + std::to_string(id) + ":" + std::to_string(number),
                                std::string(1024, 'x'), at(5, number)));
    }
    return storeBatch(id, first, at(5, count), std::move(rows));
}

/// Keeps what a StoreThread answers.
struct Answers {
    explicit Answers(StoreThread& thread) {
        QObject::connect(&thread, &StoreThread::answered, &thread, [this](StoreEvent& event) {
            answeredOn = QThread::currentThread();
            events.push_back(std::move(event));
        });
    }
    std::vector<StoreEvent> events;
    QThread* answeredOn = nullptr;
};

}  // namespace

class StoreTroubleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_folder.reset(); }
    void optionsAreUnderstood_data();
    void optionsAreUnderstood();
    void aMissingFolderIsNamed();
    void aFolderInPlaceOfTheFileIsNamed();
    void anUnwritableFolderIsNamed();
    void anUnwritableFileIsNamed();
    void aFileThatIsNoDatabaseIsCorrupt();
    void aDamagedStoreIsCorrupt();
    void somebodyElsesDatabaseIsLeftAlone();
    void aNewerStoreIsRefusedAndLeftAlone();
    void aFullDiskLosesNothing();
    void aStoreThatComesBackIsOpenedAgain();
    void damageWhileRunningIsAnswered();
    void theThreadAnswersInOrderOnTheOwnersThread();
    void theThreadSaysWhyItCannotStart();
    void theThreadBoundsItsQueue();
    void largeLoadsPassThroughTheThread();
    void theThreadEndsWhileRequestsWait();
    void theThreadEndsWhileTheFileIsLocked();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void StoreTroubleTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath("grid.db");
}

void StoreTroubleTest::optionsAreUnderstood_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("error");
    QTest::newRow("file") << "sqlite:/var/lib/grid.db" << "/var/lib/grid.db" << "";
    QTest::newRow("relative file") << "sqlite:grid.db" << "grid.db" << "";
    QTest::newRow("none") << "none" << "" << "";
    QTest::newRow("no file") << "sqlite:" << "" << "names no file";
    QTest::newRow("PostgreSQL") << "postgresql://host/db" << "" << "PostgreSQL is not supported";
    QTest::newRow("something else") << "mysql:x" << "" << "is not understood";
    QTest::newRow("nothing") << "" << "" << "is not understood";
}

void StoreTroubleTest::optionsAreUnderstood() {
    QFETCH(QString, text);
    QFETCH(QString, path);
    QFETCH(QString, error);
    const auto options = parseStoreOptions(text.toStdString());
    QCOMPARE(options.ok(), error.isEmpty());
    if (options.ok()) {
        QCOMPARE(QString::fromStdString(options.value().path), path);
        QCOMPARE(options.value().kind, path.isEmpty() ? StoreKind::None : StoreKind::Sqlite);
    } else {
        QVERIFY(QString::fromStdString(options.error().detail).contains(error));
    }
}

void StoreTroubleTest::aMissingFolderIsNamed() {
    const Error error = errorOfOpening(m_folder->filePath("missing/grid.db"));
    QCOMPARE(error.code, ErrorCode::System);
    QVERIFY(error.detail.find("missing' does not exist; create it") != std::string::npos);
}

void StoreTroubleTest::aFolderInPlaceOfTheFileIsNamed() {
    QVERIFY(errorOfOpening(m_folder->path()).detail.find("this is a folder") != std::string::npos);
}

void StoreTroubleTest::anUnwritableFolderIsNamed() {
    // Nobody, root included, can make a file there.
    const Error error = errorOfOpening("/proc/self/grid.db");
    QCOMPARE(error.code, ErrorCode::System);
    QVERIFY(error.detail.find("/proc/self/grid.db") != std::string::npos);
    QVERIFY(error.detail.find('\n') == std::string::npos);
    if (geteuid() != 0) {
        QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner);
        QVERIFY(errorOfOpening(m_path).detail.find("is not writable") != std::string::npos);
        QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
}

void StoreTroubleTest::anUnwritableFileIsNamed() {
    if (geteuid() == 0) {
        QSKIP("root may write every file");
    }
    QVERIFY(SqliteStore::open(optionsFor(m_path), 1).ok());
    QFile::setPermissions(m_path, QFile::ReadOwner);
    QVERIFY(errorOfOpening(m_path).detail.find("the file is not writable") != std::string::npos);
}

void StoreTroubleTest::aFileThatIsNoDatabaseIsCorrupt() {
    const QByteArray bytes = QByteArray("this is a letter, not a database. ").repeated(100);
    writeFile(m_path, bytes);
    const Error error = errorOfOpening(m_path);
    QCOMPARE(error.code, ErrorCode::Corrupt);
    QVERIFY(error.detail.find("damaged") != std::string::npos);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
}

void StoreTroubleTest::aDamagedStoreIsCorrupt() {
    {
        const auto store = SqliteStore::open(optionsFor(m_path), 1).take();
        answerOf(*store, storeClaim(1, first, 5));
    }
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(100);
    file.write(QByteArray(3000, '\x55'));
    file.close();
    QCOMPARE(errorOfOpening(m_path).code, ErrorCode::Corrupt);
}

void StoreTroubleTest::somebodyElsesDatabaseIsLeftAlone() {
    change(m_path, "DROP TABLE meta");
    change(m_folder->filePath("other.db"), "SELECT 1");
    const Error error = errorOfOpening(m_path);
    QCOMPARE(error.code, ErrorCode::Corrupt);
    QVERIFY(error.detail.find("is no store of a grid") != std::string::npos);
}

void StoreTroubleTest::aNewerStoreIsRefusedAndLeftAlone() {
    change(m_path, "UPDATE meta SET value = '2' WHERE name = 'schema_version'");
    for (int times = 0; times < 2; ++times) {
        const Error error = errorOfOpening(m_path);
        QCOMPARE(error.code, ErrorCode::Unsupported);
        QVERIFY(error.detail.find("has version 2 and this program knows version 1") != std::string::npos);
    }
}

void StoreTroubleTest::aFullDiskLosesNothing() {
    const auto store = SqliteStore::open(optionsFor(m_path), 1).take();
    const QString name = QSqlDatabase::connectionNames().constLast();
    answerOf(*store, storeClaim(1, first, 5));
    QSqlQuery(QSqlDatabase::database(name)).exec("PRAGMA max_page_count = 60");
    const StoreEvent answer = answerOf(*store, largeBatch(2, 400));
    QVERIFY(std::holds_alternative<StoreFailed>(answer));
    QCOMPARE(std::get<StoreFailed>(answer).kind, StoreFailureKind::Full);
    QVERIFY(!std::get<StoreFailed>(answer).text.empty());
    QCOMPARE(std::get<StoreClaimed>(answerOf(*store, storeClaim(3, first, 5))).watermark, Position{});
    QSqlQuery(QSqlDatabase::database(name)).exec("PRAGMA max_page_count = 100000");
    QVERIFY(std::holds_alternative<StoreCommitted>(answerOf(*store, largeBatch(4, 400))));
}

void StoreTroubleTest::aStoreThatComesBackIsOpenedAgain() {
    const auto store = SqliteStore::open(optionsFor(m_path), 1).take();
    answerOf(*store, storeClaim(1, first, 5));
    change(m_path, "ALTER TABLE fences RENAME TO away");
    QCOMPARE(std::get<StoreFailed>(answerOf(*store, storeClaim(2, first, 5))).kind,
             StoreFailureKind::Unavailable);
    QCOMPARE(std::get<StoreFailed>(answerOf(*store, storeClaim(3, first, 5))).kind,
             StoreFailureKind::Unavailable);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "repair");
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec("ALTER TABLE away RENAME TO fences"));
    }
    QSqlDatabase::removeDatabase("repair");
    QVERIFY(std::holds_alternative<StoreClaimed>(answerOf(*store, storeClaim(4, first, 5))));
}

void StoreTroubleTest::damageWhileRunningIsAnswered() {
    const auto store = SqliteStore::open(optionsFor(m_path), 1).take();
    answerOf(*store, storeClaim(1, first, 5));
    answerOf(*store, largeBatch(2, 2000));
    answerOf(*store, largeBatch(3, 2000));
    change(m_path, "PRAGMA wal_checkpoint(TRUNCATE)");
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    for (qint64 page = 4096; page < size; page += 4096) {
        file.seek(page);
        file.write(QByteArray(64, '\x55'));
    }
    file.close();
    const StoreEvent answer = answerOf(*store, StoreLoad{StoreRequestId{4}, PartitionId{1}});
    QVERIFY(std::holds_alternative<StoreFailed>(answer) || !std::get<StoreLoaded>(answer).last);
}

void StoreTroubleTest::theThreadAnswersInOrderOnTheOwnersThread() {
    StoreThread thread(optionsFor(m_path), 1);
    QVERIFY(thread.start().ok());
    Answers answers(thread);
    thread.submit(storeClaim(1, first, 5));
    for (std::uint64_t number = 2; number <= 20; ++number) {
        thread.submit(largeBatch(number, 5));
    }
    thread.submit(StoreLoad{StoreRequestId{21}, first});
    QVERIFY(answers.events.empty());
    QTRY_COMPARE(answers.events.size(), std::size_t{21});
    QCOMPARE(answers.answeredOn, QThread::currentThread());
    for (std::uint64_t number = 1; number <= 21; ++number) {
        const StoreRequestId id =
            std::visit([](const auto& answer) { return answer.id; }, answers.events[number - 1]);
        QCOMPARE(id, StoreRequestId{number});
    }
    QCOMPARE(thread.waitingCount(), 0);
}

void StoreTroubleTest::theThreadSaysWhyItCannotStart() {
    StoreThread thread(optionsFor(m_folder->filePath("missing/grid.db")), 1);
    const Status status = thread.start();
    QVERIFY(!status.ok());
    QVERIFY(status.error().detail.find("missing") != std::string::npos);
}

void StoreTroubleTest::theThreadBoundsItsQueue() {
    StoreThread thread(optionsFor(m_path), 1);
    QVERIFY(thread.start().ok());
    Answers answers(thread);
    const std::size_t count = StoreThread::maximumWaiting + 10;
    for (std::size_t number = 1; number <= count; ++number) {
        thread.submit(storeClaim(number, first, 5));
    }
    QTRY_COMPARE_WITH_TIMEOUT(answers.events.size(), count, 60000);
    std::size_t refused = 0;
    for (const StoreEvent& event : answers.events) {
        const auto* failure = std::get_if<StoreFailed>(&event);
        refused += failure != nullptr && failure->kind == StoreFailureKind::Busy ? 1 : 0;
    }
    QCOMPARE(refused, std::size_t{10});
    QCOMPARE(thread.waitingCount(), 0);
}

void StoreTroubleTest::largeLoadsPassThroughTheThread() {
    StoreThread thread(optionsFor(m_path), 1);
    QVERIFY(thread.start().ok());
    Answers answers(thread);
    thread.submit(storeClaim(1, first, 5));
    thread.submit(largeBatch(2, 15500));
    QTRY_COMPARE_WITH_TIMEOUT(answers.events.size(), std::size_t{2}, 30000);
    thread.submit(StoreLoad{StoreRequestId{3}, first});
    QTRY_COMPARE_WITH_TIMEOUT(thread.waitingCount(), 0, 30000);
    std::size_t rows = 0;
    for (const StoreEvent& event : answers.events) {
        const auto* chunk = std::get_if<StoreLoaded>(&event);
        rows += chunk == nullptr ? 0 : chunk->rows.size();
    }
    QCOMPARE(rows, std::size_t{15500});
}

void StoreTroubleTest::theThreadEndsWhileRequestsWait() {
    auto thread = std::make_unique<StoreThread>(optionsFor(m_path), 1);
    QVERIFY(thread->start().ok());
    thread->submit(storeClaim(1, first, 5));
    thread->submit(largeBatch(2, 15500));
    for (std::uint64_t number = 3; number < 100; ++number) {
        thread->submit(StoreLoad{StoreRequestId{number}, first});
    }
    QElapsedTimer timer;
    timer.start();
    thread.reset();
    QVERIFY(timer.elapsed() < 10000);
    QVERIFY(QSqlDatabase::connectionNames().isEmpty());
}

void StoreTroubleTest::theThreadEndsWhileTheFileIsLocked() {
    StoreOptions options = optionsFor(m_path);
    options.busyLimit = seconds(60);
    auto thread = std::make_unique<StoreThread>(options, 1);
    QVERIFY(thread->start().ok());
    const auto other = SqliteConnection::open(m_path);
    QVERIFY(!other.value()->run("BEGIN IMMEDIATE").isValid());
    thread->submit(storeClaim(1, first, 5));
    QElapsedTimer timer;
    timer.start();
    thread.reset();
    QVERIFY(timer.elapsed() < 10000);
}

QTEST_GUILESS_MAIN(StoreTroubleTest)
#include "tst_store_trouble.moc"
