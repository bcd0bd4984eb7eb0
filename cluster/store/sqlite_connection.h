// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An open SQLite file of the right version: the connection, its settings and its prepared statements.
// It belongs to the thread that opened it.
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <memory>

#include "cluster/store/sql_dialect.h"
#include "shared/base/result.h"

namespace orrery::store {

/// What a statement that failed means, with the database's words.
struct SqlFailure {
    core::StoreFailureKind kind = core::StoreFailureKind::Unavailable;
    std::string text;
};

class SqliteConnection {
public:
    /// Opens the file, makes it when it is not there, sets WAL and synchronous=FULL and checks the version. The
    /// error is one line: what, where, what to do. Waits for a locked file for about a second.
    /// Unsupported: a newer version's store. Corrupt: damaged, or no store at all. System: cannot be opened.
    static Result<std::unique_ptr<SqliteConnection>> open(const QString& path);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    /// Runs a statement without values. The error is empty when all went well.
    QSqlError run(const QString& statement);
    SqlFailure failureOf(const QSqlError& error) const;

    /// The prepared statements, each used by one caller at a time and finished by it.
    QSqlQuery& readFence() { return *m_readFence; }
    QSqlQuery& raiseFence() { return *m_raiseFence; }
    QSqlQuery& moveWatermark() { return *m_moveWatermark; }
    QSqlQuery& upsert() { return *m_upsert; }
    QSqlQuery& load() { return *m_load; }
    QSqlQuery& purgeTombstones() { return *m_purgeTombstones; }
    const SqlDialect& dialect() const { return m_dialect; }

private:
    SqliteConnection();
    Status connectTo(const QString& path);
    Status checkSchema(const QString& path);
    Status makeSchema(const QString& path);
    Status prepareAll(const QString& path);
    Error errorOf(const QString& path, const QSqlError& error) const;

    const SqlDialect& m_dialect;
    QString m_name;              ///< Of the connection; unique in the process.
    QSqlDatabase m_database;
    std::unique_ptr<QSqlQuery> m_readFence;
    std::unique_ptr<QSqlQuery> m_raiseFence;
    std::unique_ptr<QSqlQuery> m_moveWatermark;
    std::unique_ptr<QSqlQuery> m_upsert;
    std::unique_ptr<QSqlQuery> m_load;
    std::unique_ptr<QSqlQuery> m_purgeTombstones;
};

}  // namespace orrery::store
