// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The store in a SQLite file. It carries requests out one after the other in the thread that opened it and
// decides nothing but whether a fence holds. Several processes may write the same file: SQLite lets one
// write at a time, and a store that finds the file locked tries again at uneven times.
//
// Guarantees
//   - What was answered Committed or Claimed is on disk (WAL, synchronous=FULL).
//   - A batch is one transaction: all of it or nothing, and nothing when one of its fences does not hold.
//   - A row only gives way to a newer position: batches may come twice, or late.
#pragma once

#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "cluster/core/store_request.h"
#include "cluster/store/sqlite_connection.h"
#include "cluster/store/store_options.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

namespace orrery::store {

class SqliteStore {
public:
    using Answer = std::function<void(core::StoreEvent&&)>;

    /// `seed` spreads the retries of stores that share a file. Errors as SqliteConnection::open().
    static Result<std::unique_ptr<SqliteStore>> open(const StoreOptions& options, std::uint64_t seed);

    /// Carries `request` out and calls `answer`: once, or for a load once per chunk of at most 1,000 rows. When
    /// the database cannot be reached it is opened again first; what then fails is answered Unavailable.
    void carryOut(const core::StoreRequest& request, const Answer& answer);

    /// From any thread: ends waiting for a locked file; the request under way is answered Busy.
    void interrupt() { m_interrupted = true; }

private:
    SqliteStore(StoreOptions options, std::uint64_t seed, std::unique_ptr<SqliteConnection> connection);

    /// What went wrong, its request id still to be filled in; none when all went well.
    using Trouble = std::optional<core::StoreFailed>;

    Trouble claim(const core::StoreClaim& request, core::StoreClaimed& claimed);
    Trouble write(const core::StoreBatch& request);
    Trouble writePieces(const core::StoreBatch& request);
    Trouble writeRow(const core::StoreRow& row, std::int64_t now);
    Trouble moveWatermark(const core::StorePiece& piece);
    Trouble load(const core::StoreLoad& request, const Answer& answer);
    Trouble sendRows(const core::StoreLoad& request, Position watermark, const Answer& answer);
    Trouble readFence(PartitionId partition, Epoch& epoch, Position& watermark);
    Trouble begin();
    Trouble commit();
    Trouble troubleOf(const QSqlError& error);
    Trouble reopen();
    void rollBack();
    void purgeNowAndThen();

    StoreOptions m_options;
    Random m_random;
    std::unique_ptr<SqliteConnection> m_connection;   ///< None: to be opened again.
    bool m_broken = false;         ///< The connection is to be given up after this request.
    std::atomic<bool> m_interrupted{false};
    unsigned m_batchesSincePurge = 0;
};

}  // namespace orrery::store
