// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything that differs between databases: the text of the statements and the meaning of an error. The
// statements take their values in the order that is written beside each.
#pragma once

#include <QSqlError>
#include <QString>
#include <QStringList>

#include "cluster/core/store_request.h"

namespace orrery::store {

inline constexpr int schemaVersion = 1;

struct SqlDialect {
    QStringList schema;         ///< Makes all tables of a new store and writes its version.
    QString readVersion;        ///< -> version
    QString begin;              ///< A transaction that may write from the start.
    QString beginRead;          ///< A transaction that sees one state and writes nothing.
    QString commit;
    QString rollback;
    QString readFence;          ///< partition -> epoch, watermark_epoch, watermark_seq
    QString raiseFence;         ///< partition, epoch
    QString moveWatermark;      ///< watermark_epoch, watermark_seq, partition, epoch; changes one row or none
    QString upsert;             ///< The columns of `entries` in their order; older than the row: no effect
    QString load;               ///< partition -> space, key, type, value, epoch, seq, expires_at
    QString purgeTombstones;    ///< limit

    core::StoreFailureKind (*kindOf)(const QSqlError& error) = nullptr;
};

/// SQLite 3.24 or newer.
const SqlDialect& sqliteDialect();

}  // namespace orrery::store
