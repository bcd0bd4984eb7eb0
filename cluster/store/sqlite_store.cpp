// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/store/sqlite_store.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QThread>

#include <utility>

#include "cluster/store/column.h"

namespace orrery::store {

namespace {

using core::StoreFailed;
using core::StoreFailureKind;

constexpr std::size_t chunkRows = 1000;
constexpr std::size_t chunkBytes = 4U << 20;
constexpr unsigned batchesBetweenPurges = 256;
constexpr int purgeRows = 2000;
constexpr std::uint64_t longestPauseMillis = 25;

// SQLite's integers are signed; epochs and sequences stay far below 2^63.
QVariant integer(std::uint64_t value) { return QVariant(static_cast<qlonglong>(value)); }
QVariant integer(std::int64_t value) { return QVariant(static_cast<qlonglong>(value)); }
std::uint64_t unsignedOf(const QSqlQuery& query, int column) {
    return static_cast<std::uint64_t>(query.value(column).toLongLong());
}

core::StoreRow rowOf(const QSqlQuery& query, PartitionId partition) {
    core::StoreRow row;
    row.partition = partition;
    row.space = bytesOf(query.value(0));
    row.key = bytesOf(query.value(1));
    row.type = bytesOf(query.value(2));
    row.value = bytesOf(query.value(3));
    row.position = Position{Epoch{unsignedOf(query, 4)}, Sequence{unsignedOf(query, 5)}};
    row.expiresAt = WallTime{query.value(6).toLongLong()};
    return row;
}

}  // namespace

SqliteStore::SqliteStore(StoreOptions options, std::uint64_t seed,
                         std::unique_ptr<SqliteConnection> connection)
    : m_options(std::move(options)), m_random(seed), m_connection(std::move(connection)) {}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const StoreOptions& options, std::uint64_t seed) {
    auto connection = SqliteConnection::open(QString::fromStdString(options.path));
    if (!connection.ok()) {
        return connection.error();
    }
    return std::unique_ptr<SqliteStore>(new SqliteStore(options, seed, connection.take()));
}

void SqliteStore::carryOut(const core::StoreRequest& request, const Answer& answer) {
    const core::StoreRequestId id = std::visit([](const auto& what) { return what.id; }, request);
    QElapsedTimer timer;
    timer.start();
    Trouble trouble = m_connection ? std::nullopt : reopen();
    core::StoreClaimed claimed;
    const auto* load = std::get_if<core::StoreLoad>(&request);
    const auto* claim = std::get_if<core::StoreClaim>(&request);
    if (!trouble) {
        trouble = load != nullptr ? this->load(*load, answer)
            : claim != nullptr    ? this->claim(*claim, claimed)
                                  : write(std::get<core::StoreBatch>(request));
    }
    if (m_broken) {
        m_connection.reset();
        m_broken = false;
    }
    if (trouble) {
        trouble->id = id;
        answer(std::move(*trouble));
    } else if (claim != nullptr) {
        answer(std::move(claimed));
    } else if (load == nullptr) {
        answer(core::StoreCommitted{id, microseconds(timer.nsecsElapsed() / 1000)});
        purgeNowAndThen();
    }
}

SqliteStore::Trouble SqliteStore::claim(const core::StoreClaim& request, core::StoreClaimed& claimed) {
    if (Trouble trouble = begin()) {
        return trouble;
    }
    Epoch fence;
    claimed = core::StoreClaimed{request.id, request.partition, {}};
    if (Trouble trouble = readFence(request.partition, fence, claimed.watermark)) {
        rollBack();
        return trouble;
    }
    if (fence > request.epoch) {
        rollBack();
        return StoreFailed{{}, StoreFailureKind::Fenced, request.partition,
                           "the partition was claimed at the later epoch " + std::to_string(fence.value)};
    }
    QSqlQuery& raise = m_connection->raiseFence();
    raise.addBindValue(integer(std::uint64_t{request.partition.value}));
    raise.addBindValue(integer(request.epoch.value));
    if (!raise.exec()) {
        Trouble trouble = troubleOf(raise.lastError());
        rollBack();
        return trouble;
    }
    return commit();
}

SqliteStore::Trouble SqliteStore::write(const core::StoreBatch& request) {
    if (Trouble trouble = begin()) {
        return trouble;
    }
    if (Trouble trouble = writePieces(request)) {
        rollBack();
        return trouble;
    }
    return commit();
}

SqliteStore::Trouble SqliteStore::writePieces(const core::StoreBatch& request) {
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    // All fences first: a batch that is too late should not write 500 rows to find out.
    for (const core::StorePiece& piece : request.pieces) {
        if (Trouble trouble = moveWatermark(piece)) {
            return trouble;
        }
    }
    for (const core::StorePiece& piece : request.pieces) {
        for (const core::StoreRow& row : piece.rows) {
            if (Trouble trouble = writeRow(row, now)) {
                return trouble;
            }
        }
    }
    return std::nullopt;
}

SqliteStore::Trouble SqliteStore::moveWatermark(const core::StorePiece& piece) {
    QSqlQuery& move = m_connection->moveWatermark();
    move.addBindValue(integer(piece.watermark.epoch.value));
    move.addBindValue(integer(piece.watermark.sequence.value));
    move.addBindValue(integer(std::uint64_t{piece.partition.value}));
    move.addBindValue(integer(piece.fence.value));
    if (!move.exec()) {
        return troubleOf(move.lastError());
    }
    if (move.numRowsAffected() != 1) {
        return StoreFailed{{}, StoreFailureKind::Fenced, piece.partition,
                           "the fence of the partition is not at epoch " + std::to_string(piece.fence.value)};
    }
    return std::nullopt;
}

SqliteStore::Trouble SqliteStore::writeRow(const core::StoreRow& row, std::int64_t now) {
    QSqlQuery& upsert = m_connection->upsert();
    upsert.addBindValue(columnOf(row.space));
    upsert.addBindValue(columnOf(row.key));
    upsert.addBindValue(integer(std::uint64_t{row.partition.value}));
    upsert.addBindValue(columnOf(row.type));
    upsert.addBindValue(row.type == "string" || row.deleted ? columnOf(row.value) : blobOf(row.value));
    upsert.addBindValue(integer(row.position.epoch.value));
    upsert.addBindValue(integer(row.position.sequence.value));
    upsert.addBindValue(integer(row.expiresAt.millis));
    upsert.addBindValue(integer(now));
    upsert.addBindValue(integer(std::uint64_t{row.deleted ? 1U : 0U}));
    if (upsert.exec()) {
        return std::nullopt;
    }
    Trouble trouble = troubleOf(upsert.lastError());
    trouble->partition = row.partition;
    return trouble;
}

SqliteStore::Trouble SqliteStore::load(const core::StoreLoad& request, const Answer& answer) {
    // Watermark and rows are of one moment, whatever another process writes meanwhile.
    const QSqlError error = m_connection->run(m_connection->dialect().beginRead);
    if (error.isValid()) {
        return troubleOf(error);
    }
    Epoch fence;
    Position watermark;
    Trouble trouble = readFence(request.partition, fence, watermark);
    if (!trouble) {
        trouble = sendRows(request, watermark, answer);
    }
    rollBack();
    return trouble;
}

SqliteStore::Trouble SqliteStore::sendRows(const core::StoreLoad& request, Position watermark,
                                           const Answer& answer) {
    QSqlQuery& query = m_connection->load();
    query.addBindValue(integer(std::uint64_t{request.partition.value}));
    if (!query.exec()) {
        return troubleOf(query.lastError());
    }
    core::StoreLoaded chunk{request.id, request.partition, {}, false, watermark};
    std::size_t bytes = 0;
    while (query.next()) {
        chunk.rows.push_back(rowOf(query, request.partition));
        bytes += chunk.rows.back().key.size() + chunk.rows.back().value.size();
        if (chunk.rows.size() >= chunkRows || bytes >= chunkBytes) {
            answer(std::exchange(chunk, {request.id, request.partition, {}, false, watermark}));
            bytes = 0;
        }
    }
    const QSqlError error = query.lastError();
    query.finish();
    if (error.isValid()) {
        return troubleOf(error);
    }
    chunk.last = true;
    answer(std::move(chunk));
    return std::nullopt;
}

SqliteStore::Trouble SqliteStore::readFence(PartitionId partition, Epoch& epoch, Position& watermark) {
    QSqlQuery& query = m_connection->readFence();
    query.addBindValue(integer(std::uint64_t{partition.value}));
    if (!query.exec()) {
        return troubleOf(query.lastError());
    }
    if (query.next()) {
        epoch = Epoch{unsignedOf(query, 0)};
        watermark = Position{Epoch{unsignedOf(query, 1)}, Sequence{unsignedOf(query, 2)}};
    }
    const QSqlError error = query.lastError();
    query.finish();
    return error.isValid() ? troubleOf(error) : std::nullopt;
}

SqliteStore::Trouble SqliteStore::begin() {
    QElapsedTimer timer;
    timer.start();
    while (true) {
        const QSqlError error = m_connection->run(m_connection->dialect().begin);
        if (!error.isValid()) {
            return std::nullopt;
        }
        Trouble trouble = troubleOf(error);
        const bool timeLeft = timer.elapsed() < m_options.busyLimit.millis() && !m_interrupted;
        if (trouble->kind != StoreFailureKind::Busy || !timeLeft) {
            return trouble;
        }
        QThread::msleep(static_cast<unsigned long>(1 + m_random.below(longestPauseMillis)));
    }
}

SqliteStore::Trouble SqliteStore::commit() {
    const QSqlError error = m_connection->run(m_connection->dialect().commit);
    if (!error.isValid()) {
        return std::nullopt;
    }
    Trouble trouble = troubleOf(error);
    rollBack();
    return trouble;
}

/// Some failures have rolled back already; then this one fails, which changes nothing.
void SqliteStore::rollBack() {
    m_connection->run(m_connection->dialect().rollback);
}

SqliteStore::Trouble SqliteStore::troubleOf(const QSqlError& error) {
    SqlFailure failure = m_connection->failureOf(error);
    m_broken = m_broken || failure.kind == StoreFailureKind::Unavailable
        || failure.kind == StoreFailureKind::Corrupt;
    return StoreFailed{{}, failure.kind, {}, std::move(failure.text)};
}

SqliteStore::Trouble SqliteStore::reopen() {
    auto connection = SqliteConnection::open(QString::fromStdString(m_options.path));
    if (connection.ok()) {
        m_connection = connection.take();
        return std::nullopt;
    }
    const auto kind = connection.error().code == ErrorCode::Corrupt ? StoreFailureKind::Corrupt
                                                                    : StoreFailureKind::Unavailable;
    return StoreFailed{{}, kind, {}, connection.error().detail};
}

/// Tombstones guard against older batches; at or below the watermark there are none any more, because the
/// fence keeps earlier reigns out. Trouble here is left to the next request to find.
void SqliteStore::purgeNowAndThen() {
    if (++m_batchesSincePurge < batchesBetweenPurges || !m_connection) {
        return;
    }
    m_batchesSincePurge = 0;
    if (begin()) {
        return;
    }
    QSqlQuery& purge = m_connection->purgeTombstones();
    purge.addBindValue(purgeRows);
    if (purge.exec()) {
        commit();
    } else {
        rollBack();
    }
}

}  // namespace orrery::store
