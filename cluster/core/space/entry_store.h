// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The entries of one partition: 64 slots (or however many a partition has), each a table in the
// order of the hashes of its keys (slot_table.h).
//
// Why ordered by hash: iteration is the same on every machine and run, SCAN cursors and snapshot
// positions survive inserts and failovers, and a slot can be walked on its own.
//
// A store knows nothing of replication or clocks. Expired entries are invisible to find() but stay
// until a change removes them: the primary decides that and replicates it.
#pragma once

#include <absl/container/btree_map.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cluster/core/space/change.h"
#include "shared/base/ids.h"
#include "shared/base/slot.h"
#include "shared/base/time.h"

namespace orrery::core {

/// Fields of a hash entry, ordered by name: deterministic and ready for prefix walks.
using HashFields = absl::btree_map<std::string, std::string, std::less<>>;

struct Entry {
    std::string key;
    std::variant<std::string, HashFields> content;
    WallTime expiresAt;        ///< 0: never.
    Sequence lastSequence;     ///< Last change of this entry in its partition.
    Epoch lastEpoch;           ///< Epoch of that change.
    std::uint64_t digest = 0;  ///< Of key, content and expiry; kept current by EntryStore.

    bool isString() const { return std::holds_alternative<std::string>(content); }
    bool isExpired(WallTime now) const { return expiresAt.millis != 0 && expiresAt <= now; }
};

/// A walk visits all entries together whose hashes share these many leading bits, so that a
/// position and its slot fit into a SCAN cursor of 64 bits.
inline constexpr int walkHashBits = 50;

/// Where a walk through a partition stands: everything before (slot, hash) was visited.
struct WalkPosition {
    std::uint16_t slot = 0;    ///< Absolute slot number.
    std::uint64_t hash = 0;    ///< Its bits beyond walkHashBits are zero.
    bool done = false;
    friend bool operator==(const WalkPosition&, const WalkPosition&) = default;
};

class EntryStore {
public:
    /// An empty store for the slots [first, first + count).
    EntryStore(Slot first, std::uint16_t count);
    ~EntryStore();
    EntryStore(EntryStore&&) noexcept;
    EntryStore& operator=(EntryStore&&) noexcept;

    /// The entry of `key`, or null when there is none or it has expired at `now`. The pointer holds
    /// until the next apply(). `slot` must be slotOf(key) and belong to this store.
    const Entry* find(Slot slot, std::string_view key, WallTime now) const;
    /// As find(), but sees expired entries too.
    const Entry* findRaw(Slot slot, std::string_view key) const;

    /// Applies a change and stamps the entry with `position`. When `undo` is given, appends the
    /// changes that take it back, to be applied in reverse order of appending. `change` may be
    /// consumed (its strings moved from). A change that finds nothing to do is fine.
    /// Pre: the key's slot belongs to this store (see holds()). Commands see to it that SetFields
    /// and RemoveFields meet a hash or nothing; should they meet a string all the same, every copy
    /// does the same: SetFields replaces it, RemoveFields leaves it.
    void apply(Change&& change, Position position, std::vector<Change>* undo);
    void apply(const Change& change, Position position, std::vector<Change>* undo);

    /// Visits entries from `from` on in (slot, hash) order until `visit` has been called `limit`
    /// times (all entries of one group of hashes together, see walkHashBits), expired ones
    /// included. Returns where to go on. `visit` must not change the store.
    WalkPosition walk(WalkPosition from, std::size_t limit,
                      const std::function<void(const Entry&)>& visit) const;

    /// Keys whose expiry is at or before `now`, at most `limit`, earliest first.
    std::vector<std::string> expiredKeys(WallTime now, std::size_t limit) const;

    /// XOR of the digests of a slot's entries: equal content, equal digest, whatever the history.
    std::uint64_t slotDigest(Slot slot) const;
    /// XOR-free mix of all slot digests of the partition.
    std::uint64_t digest() const;

    std::size_t entryCount() const;
    /// Estimated bytes of all entries with their overhead.
    std::size_t byteCount() const;
    Slot firstSlot() const;
    std::uint16_t slotsHeld() const;
    /// True when `slot` is one of this store's.
    bool holds(Slot slot) const;
    void clear();

private:
    struct Content;
    std::unique_ptr<Content> m_content;
};

/// The change that recreates `entry` (PutString or PutHash).
Change recreate(const Entry& entry);

}  // namespace orrery::core
