// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/store/sql_dialect.h"

namespace orrery::store {

namespace {

using core::StoreFailureKind;

/// The primary result codes of https://sqlite.org/rescode.html; the driver reports extended ones, whose
/// low byte is the primary code.
StoreFailureKind kindOfSqliteError(const QSqlError& error) {
    switch (error.nativeErrorCode().toInt() & 0xff) {
        case 5:    // SQLITE_BUSY
        case 6:    // SQLITE_LOCKED
            return StoreFailureKind::Busy;
        case 13:   // SQLITE_FULL
            return StoreFailureKind::Full;
        case 11:   // SQLITE_CORRUPT
        case 26:   // SQLITE_NOTADB
            return StoreFailureKind::Corrupt;
        case 18:   // SQLITE_TOOBIG
        case 19:   // SQLITE_CONSTRAINT
        case 20:   // SQLITE_MISMATCH
            return StoreFailureKind::Rejected;
        default:
            return StoreFailureKind::Unavailable;
    }
}

/// Keys and values that are UTF-8 are kept as text, others as blobs (see column.h): the columns have no
/// type of their own. `entries` is read by people too.
QStringList schemaOfSqlite() {
    return {
        QStringLiteral("CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"),
        QStringLiteral("INSERT INTO meta(name, value) VALUES('schema_version', '%1')").arg(schemaVersion),
        QStringLiteral("CREATE TABLE fences(partition INTEGER PRIMARY KEY, epoch INTEGER NOT NULL,"
                       " watermark_epoch INTEGER NOT NULL, watermark_seq INTEGER NOT NULL)"),
        QStringLiteral("CREATE TABLE entries(space NOT NULL, key NOT NULL, partition INTEGER NOT NULL,"
                       " type TEXT NOT NULL, value NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,"
                       " expires_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, deleted INTEGER NOT NULL,"
                       " PRIMARY KEY(space, key))"),
        QStringLiteral("CREATE INDEX entries_by_partition ON entries(partition)"),
        QStringLiteral("CREATE INDEX tombstones ON entries(partition) WHERE deleted = 1"),
    };
}

SqlDialect makeSqliteDialect() {
    SqlDialect dialect;
    dialect.schema = schemaOfSqlite();
    dialect.readVersion = QStringLiteral("SELECT value FROM meta WHERE name = 'schema_version'");
    // A plain BEGIN fails at once with BUSY_SNAPSHOT when another process has written since the first read;
    // only IMMEDIATE waits for its turn.
    dialect.begin = QStringLiteral("BEGIN IMMEDIATE");
    dialect.beginRead = QStringLiteral("BEGIN");
    dialect.commit = QStringLiteral("COMMIT");
    dialect.rollback = QStringLiteral("ROLLBACK");
    dialect.readFence = QStringLiteral(
        "SELECT epoch, watermark_epoch, watermark_seq FROM fences WHERE partition = ?");
    dialect.raiseFence = QStringLiteral(
        "INSERT INTO fences(partition, epoch, watermark_epoch, watermark_seq) VALUES(?, ?, 0, 0)"
        " ON CONFLICT(partition) DO UPDATE SET epoch = excluded.epoch WHERE excluded.epoch > epoch");
    // A batch that is sent again in smaller parts, because its answer was lost, must not take the watermark
    // back: tombstones below it may be gone.
    dialect.moveWatermark = QStringLiteral(
        "UPDATE fences SET watermark_epoch = ?, watermark_seq = max(watermark_seq, ?)"
        " WHERE partition = ? AND epoch = ?");
    dialect.upsert = QStringLiteral(
        "INSERT INTO entries(space, key, partition, type, value, epoch, seq, expires_at, updated_at, deleted)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(space, key) DO UPDATE SET partition = excluded.partition, type = excluded.type,"
        " value = excluded.value, epoch = excluded.epoch, seq = excluded.seq,"
        " expires_at = excluded.expires_at, updated_at = excluded.updated_at, deleted = excluded.deleted"
        " WHERE (excluded.epoch, excluded.seq) > (entries.epoch, entries.seq)");
    dialect.load = QStringLiteral(
        "SELECT space, key, type, value, epoch, seq, expires_at FROM entries"
        " WHERE partition = ? AND deleted = 0");
    dialect.purgeTombstones = QStringLiteral(
        "DELETE FROM entries WHERE rowid IN (SELECT e.rowid FROM fences f CROSS JOIN entries e"
        " ON e.partition = f.partition AND e.deleted = 1"
        " WHERE e.epoch <= f.watermark_epoch AND e.seq <= f.watermark_seq LIMIT ?)");
    dialect.kindOf = kindOfSqliteError;
    return dialect;
}

}  // namespace

const SqlDialect& sqliteDialect() {
    static const SqlDialect dialect = makeSqliteDialect();
    return dialect;
}

}  // namespace orrery::store
