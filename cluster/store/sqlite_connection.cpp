// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/store/sqlite_connection.h"

#include <QFileInfo>
#include <QMutex>
#include <QSqlError>

#include <array>
#include <atomic>
#include <utility>

namespace orrery::store {

namespace {

/// How long SQLite itself waits for a lock; beyond it the store tries again at times of its own.
constexpr int busyTimeoutMillis = 200;
constexpr int openTries = 5;

QString nextName() {
    static std::atomic<int> number{0};
    return QStringLiteral("orrery-store-%1").arg(++number);
}

Error refusal(ErrorCode code, const QString& path, const QString& why) {
    return Error{code, QStringLiteral("store '%1': %2").arg(path, why).toStdString()};
}

/// SQLite says "unable to open database file" to all of these; a person wants to know which.
Status checkPath(const QString& path) {
    const QFileInfo file(path);
    const QFileInfo folder(file.absolutePath());
    if (!folder.isDir()) {
        return refusal(ErrorCode::System, path,
                       QStringLiteral("the folder '%1' does not exist; create it").arg(folder.filePath()));
    }
    if (file.isDir()) {
        return refusal(ErrorCode::System, path, QStringLiteral("this is a folder; name a file in it"));
    }
    if (!folder.isWritable()) {
        return refusal(ErrorCode::System, path,
                       QStringLiteral("the folder '%1' is not writable; change its owner or its mode")
                           .arg(folder.filePath()));
    }
    if (file.exists() && !(file.isReadable() && file.isWritable())) {
        return refusal(ErrorCode::System, path,
                       QStringLiteral("the file is not writable; change its owner or its mode"));
    }
    return Done{};
}

}  // namespace

SqliteConnection::SqliteConnection() : m_dialect(sqliteDialect()), m_name(nextName()) {}

SqliteConnection::~SqliteConnection() {
    for (auto* statement : {&m_readFence, &m_raiseFence, &m_moveWatermark, &m_upsert, &m_load,
                            &m_purgeTombstones}) {
        statement->reset();
    }
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const QString& path) {
    if (auto usable = checkPath(path); !usable.ok()) {
        return usable.error();
    }
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection);
    if (auto connected = connection->connectTo(path); !connected.ok()) {
        return connected.error();
    }
    if (auto checked = connection->checkSchema(path); !checked.ok()) {
        return checked.error();
    }
    if (auto prepared = connection->prepareAll(path); !prepared.ok()) {
        return prepared.error();
    }
    return connection;
}

Status SqliteConnection::connectTo(const QString& path) {
    {
        // Qt's table of drivers is filled at the first use without a lock of its own (QTBUG-112961).
        static QMutex driverTable;
        const QMutexLocker locker(&driverTable);
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    }
    if (!m_database.isValid()) {
        return refusal(ErrorCode::System, path,
                       QStringLiteral("Qt's SQLite driver is missing; install libqt6sql6-sqlite"));
    }
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeoutMillis));
    if (!m_database.open()) {
        return errorOf(path, m_database.lastError());
    }
    const std::array settings{QStringLiteral("PRAGMA journal_mode = WAL"),
                              QStringLiteral("PRAGMA synchronous = FULL"),
                              QStringLiteral("PRAGMA journal_size_limit = 67108864")};
    for (const QString& setting : settings) {
        QSqlError error = run(setting);
        for (int tries = 1; error.isValid() && tries < openTries
             && m_dialect.kindOf(error) == core::StoreFailureKind::Busy; ++tries) {
            error = run(setting);
        }
        if (error.isValid()) {
            return errorOf(path, error);
        }
    }
    return Done{};
}

/// An empty file becomes a store; a file with other tables is somebody else's.
Status SqliteConnection::checkSchema(const QString& path) {
    const QStringList tables = m_database.tables();
    if (tables.isEmpty()) {
        const auto made = makeSchema(path);
        if (!made.ok()) {
            return made.error();
        }
    }
    QSqlQuery version(m_database);
    if (!version.exec(m_dialect.readVersion)) {
        const SqlFailure failure = failureOf(version.lastError());
        if (failure.kind == core::StoreFailureKind::Unavailable) {
            return refusal(ErrorCode::Corrupt, path,
                           QStringLiteral("the database is no store of a grid; name another file"));
        }
        return errorOf(path, version.lastError());
    }
    if (!version.next()) {
        return refusal(ErrorCode::Corrupt, path, QStringLiteral("the version of the store is missing"));
    }
    const QString found = version.value(0).toString();
    if (found.toInt() != schemaVersion) {
        return refusal(ErrorCode::Unsupported, path,
                       QStringLiteral("the store has version %1 and this program knows version %2; "
                                      "use a program that knows it, or another file")
                           .arg(found).arg(schemaVersion));
    }
    return Done{};
}

/// Several units may meet an empty file at the same time: the tables are looked for again under the lock.
Status SqliteConnection::makeSchema(const QString& path) {
    QSqlError error = run(m_dialect.begin);
    for (int tries = 1; error.isValid() && tries < openTries; ++tries) {
        error = run(m_dialect.begin);
    }
    if (error.isValid()) {
        return errorOf(path, error);
    }
    if (m_database.tables().isEmpty()) {
        for (const QString& statement : m_dialect.schema) {
            error = run(statement);
            if (error.isValid()) {
                run(m_dialect.rollback);
                return errorOf(path, error);
            }
        }
    }
    error = run(m_dialect.commit);
    if (error.isValid()) {
        return errorOf(path, error);
    }
    return Done{};
}

Status SqliteConnection::prepareAll(const QString& path) {
    const std::array<std::pair<std::unique_ptr<QSqlQuery>*, QString>, 6> statements{{
        {&m_readFence, m_dialect.readFence},
        {&m_raiseFence, m_dialect.raiseFence},
        {&m_moveWatermark, m_dialect.moveWatermark},
        {&m_upsert, m_dialect.upsert},
        {&m_load, m_dialect.load},
        {&m_purgeTombstones, m_dialect.purgeTombstones},
    }};
    for (const auto& [query, text] : statements) {
        *query = std::make_unique<QSqlQuery>(m_database);
        (*query)->setForwardOnly(true);
        if (!(*query)->prepare(text)) {
            return errorOf(path, (*query)->lastError());
        }
    }
    return Done{};
}

QSqlError SqliteConnection::run(const QString& statement) {
    QSqlQuery query(m_database);
    query.exec(statement);
    return query.lastError();
}

SqlFailure SqliteConnection::failureOf(const QSqlError& error) const {
    const QString words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return SqlFailure{m_dialect.kindOf(error), words.toStdString()};
}

Error SqliteConnection::errorOf(const QString& path, const QSqlError& error) const {
    const SqlFailure failure = failureOf(error);
    const QString words = QString::fromStdString(failure.text);
    switch (failure.kind) {
        case core::StoreFailureKind::Corrupt:
            return refusal(ErrorCode::Corrupt, path,
                           QStringLiteral("the file is damaged (%1); put a good copy in its place").arg(words));
        case core::StoreFailureKind::Full:
            return refusal(ErrorCode::System, path,
                           QStringLiteral("the disk is full (%1); make room").arg(words));
        case core::StoreFailureKind::Busy:
            return refusal(ErrorCode::Unavailable, path,
                           QStringLiteral("another program holds it locked (%1); end that program").arg(words));
        default:
            return refusal(ErrorCode::System, path,
                           QStringLiteral("cannot be opened (%1); see to its folder and mode").arg(words));
    }
}

}  // namespace orrery::store
