// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows per second through StoreThread, one batch in flight as the pump does it, beside the same batches
// through SQLite's own C API with the same tables, statements and settings. Prints both and their ratio
// (1.00: as fast as the C API). Turns are taken, and the middle of five rounds counts.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "cluster/store/sql_dialect.h"
#include "cluster/store/store_thread.h"
#include "shared/base/random.h"

using namespace orrery;

namespace {

constexpr std::size_t batchCount = 60;
constexpr std::size_t rowsPerBatch = 500;
constexpr std::uint64_t keyCount = 50000;
constexpr int rounds = 5;
constexpr PartitionId partition{1};
constexpr Epoch epoch{1};

std::vector<core::StoreBatch> makeBatches() {
    Random random(42);
    std::vector<core::StoreBatch> batches;
    std::uint64_t sequence = 0;
    for (std::uint64_t number = 1; number <= batchCount; ++number) {
        core::StorePiece piece{partition, epoch, {}, {}};
        for (std::size_t row = 0; row < rowsPerBatch; ++row) {
            const std::string key = "order:" + std::to_string(random.below(keyCount));
            piece.rows.push_back({"order", key, partition, false, "string", std::string(100, 'v'), {},
                                  {epoch, Sequence{++sequence}}});
        }
        piece.watermark = {epoch, Sequence{sequence}};
        batches.push_back({core::StoreRequestId{number}, {std::move(piece)}});
    }
    return batches;
}

void check(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "store_benchmark: %s\n", what);
        std::exit(1);
    }
}

/// Seconds for all batches through the thread.
double throughStoreThread(const std::vector<core::StoreBatch>& batches, const QString& path) {
    store::StoreThread thread({store::StoreKind::Sqlite, path.toStdString(), seconds(5)}, 1);
    check(thread.start().ok(), "the store does not open");
    QEventLoop loop;
    std::size_t next = 0;
    QElapsedTimer timer;
    QObject::connect(&thread, &store::StoreThread::answered, &loop, [&](core::StoreEvent& event) {
        check(!std::holds_alternative<core::StoreFailed>(event), "a batch failed");
        if (next == batches.size()) {
            loop.quit();
        } else {
            thread.submit(batches[next++]);
        }
    });
    timer.start();
    thread.submit(core::StoreClaim{core::StoreRequestId{999}, partition, epoch});
    loop.exec();
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

/// A prepared statement of the C API.
class Statement {
public:
    Statement(sqlite3* database, const QString& text) {
        const int code = sqlite3_prepare_v2(database, text.toUtf8().constData(), -1, &m_statement, nullptr);
        check(code == SQLITE_OK, "a statement does not compile");
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void integer(int place, std::uint64_t value) {
        sqlite3_bind_int64(m_statement, place, static_cast<sqlite3_int64>(value));
    }
    void text(int place, const std::string& value) {
        sqlite3_bind_text(m_statement, place, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    }
    void run() {
        check(sqlite3_step(m_statement) == SQLITE_DONE, "a statement fails");
        sqlite3_reset(m_statement);
    }

private:
    sqlite3_stmt* m_statement = nullptr;
};

void execute(sqlite3* database, const QString& text) {
    check(sqlite3_exec(database, text.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK,
          "a statement fails");
}

void writeRow(Statement& upsert, const core::StoreRow& row) {
    upsert.text(1, row.space);
    upsert.text(2, row.key);
    upsert.integer(3, row.partition.value);
    upsert.text(4, row.type);
    upsert.text(5, row.value);
    upsert.integer(6, row.position.epoch.value);
    upsert.integer(7, row.position.sequence.value);
    upsert.integer(8, 0);
    upsert.integer(9, 0);
    upsert.integer(10, 0);
    upsert.run();
}

/// Seconds for all batches through the C API.
double throughApi(const std::vector<core::StoreBatch>& batches, const QString& path) {
    const store::SqlDialect& dialect = store::sqliteDialect();
    sqlite3* database = nullptr;
    check(sqlite3_open(path.toUtf8().constData(), &database) == SQLITE_OK, "the file does not open");
    execute(database, QStringLiteral("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"));
    for (const QString& statement : dialect.schema) {
        execute(database, statement);
    }
    QElapsedTimer timer;
    {
        Statement raise(database, dialect.raiseFence);
        Statement move(database, dialect.moveWatermark);
        Statement upsert(database, dialect.upsert);
        timer.start();
        raise.integer(1, partition.value);
        raise.integer(2, epoch.value);
        raise.run();
        for (const core::StoreBatch& batch : batches) {
            const core::StorePiece& piece = batch.pieces.front();
            execute(database, dialect.begin);
            move.integer(1, piece.watermark.epoch.value);
            move.integer(2, piece.watermark.sequence.value);
            move.integer(3, partition.value);
            move.integer(4, epoch.value);
            move.run();
            for (const core::StoreRow& row : piece.rows) {
                writeRow(upsert, row);
            }
            execute(database, dialect.commit);
        }
    }
    const double took = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    sqlite3_close(database);
    return took;
}

double middleOf(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto batches = makeBatches();
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = 0; round < rounds; ++round) {
        const QTemporaryDir folder;
        theirs.push_back(throughApi(batches, folder.filePath("api.db")));
        ours.push_back(throughStoreThread(batches, folder.filePath("store.db")));
    }
    constexpr double rows = batchCount * rowsPerBatch;
    const double our = rows / middleOf(ours);
    const double their = rows / middleOf(theirs);
    std::printf("%zu batches of %zu rows over %llu keys\n", batchCount, rowsPerBatch,
                static_cast<unsigned long long>(keyCount));
    std::printf("SQLite C API   %9.0f rows/s\n", their);
    std::printf("StoreThread    %9.0f rows/s\n", our);
    std::printf("ratio          %9.2f\n", our / their);
    return 0;
}
