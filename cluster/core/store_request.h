// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the core asks of the store and what comes back. The store carries out; it decides nothing but
// whether a fence holds. Every request is answered by exactly one event with the same request id.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::core {

using StoreRequestId = StrongId<struct StoreRequestTag, std::uint64_t>;

/// One entry as the store keeps it.
struct StoreRow {
    std::string space;
    std::string key;
    PartitionId partition;
    bool deleted = false;      ///< A tombstone: type and value are empty.
    std::string type;          ///< "string" or "hash".
    std::string value;         ///< string: the bytes. hash: encodeFields() of cluster/core/pump.
    WallTime expiresAt;        ///< 0: never.
    Position position;         ///< Of the entry's newest change in this row.
    friend bool operator==(const StoreRow&, const StoreRow&) = default;
};

/// Raise the partition's fence to `epoch` and read its watermark. Fenced when the fence is higher.
struct StoreClaim { StoreRequestId id; PartitionId partition; Epoch epoch; };

/// A partition's part of a batch: guarded by its fence, moves its watermark.
struct StorePiece {
    PartitionId partition;
    Epoch fence;               ///< Must equal the fence row, else the whole batch is rolled back.
    Position watermark;        ///< Every change up to here is in the store once the batch commits.
    std::vector<StoreRow> rows;  ///< Upserted where their position is newer than the row's.
};

/// One transaction: all pieces or nothing.
struct StoreBatch { StoreRequestId id; std::vector<StorePiece> pieces; };

/// Read all rows of a partition that are not tombstones.
struct StoreLoad { StoreRequestId id; PartitionId partition; };

using StoreRequest = std::variant<StoreClaim, StoreBatch, StoreLoad>;

struct StoreClaimed { StoreRequestId id; PartitionId partition; Position watermark; };
struct StoreCommitted { StoreRequestId id; Duration took; };
/// Several per load; the last has `last` set and is the answer.
struct StoreLoaded { StoreRequestId id; PartitionId partition; std::vector<StoreRow> rows; bool last = false;
                     Position watermark; };

enum class StoreFailureKind : std::uint8_t {
    Fenced,        ///< A newer primary has claimed `partition`. Do not try again.
    Busy,          ///< Locked by another writer past the time limit. Try again.
    Unavailable,   ///< Cannot be opened or reached. Try again with backoff.
    Full,          ///< Disk full. Try again with backoff.
    Rejected,      ///< The database refused a row (constraint, type): the batch holds a poison row.
    Corrupt,       ///< The database says its file is damaged.
};

struct StoreFailed { StoreRequestId id; StoreFailureKind kind = StoreFailureKind::Unavailable;
                     PartitionId partition; std::string text; };

using StoreEvent = std::variant<StoreClaimed, StoreCommitted, StoreLoaded, StoreFailed>;

}  // namespace orrery::core
