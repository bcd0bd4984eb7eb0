// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/store/store_inspection.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace orrery::store {
namespace {

const char* const connectionName = "orrery-store-inspection";

Result<std::map<PartitionId, Position>> readAll(QSqlDatabase& database) {
    std::map<PartitionId, Position> watermarks;
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec("SELECT partition, watermark_epoch, watermark_seq FROM fences")) {
        return Error{ErrorCode::System, query.lastError().text().toStdString()};
    }
    while (query.next()) {
        const PartitionId partition{static_cast<std::uint16_t>(query.value(0).toUInt())};
        watermarks[partition] = Position{Epoch{query.value(1).toULongLong()},
                                         Sequence{query.value(2).toULongLong()}};
    }
    return watermarks;
}

}  // namespace

Result<std::map<PartitionId, Position>> readWatermarks(const std::string& path) {
    const QString file = QString::fromStdString(path);
    if (!QFile::exists(file)) {
        return Error{ErrorCode::NotFound, "there is no store at '" + path + "'"};
    }
    Result<std::map<PartitionId, Position>> result = std::map<PartitionId, Position>();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", connectionName);
        database.setDatabaseName(file);
        database.setConnectOptions("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000");
        result = database.open() ? readAll(database)
                                 : Error{ErrorCode::System, database.lastError().text().toStdString()};
    }
    QSqlDatabase::removeDatabase(connectionName);
    return result;
}

}  // namespace orrery::store
