// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The entries of one slot in the order of their keys' hashes (and of the keys, where two hashes are
// equal). It is an array that is sorted and a hash table at once: an entry belongs at the place
// that the leading bits of its hash name, or as soon behind it as the entries before it allow.
//
// Why not a B-tree: nearly every search touches one cache line before the entry itself; a B-tree's
// touches five or six, and memory, not arithmetic, is what a search costs. Why not a usual hash
// table: its order depends on its history and changes when it grows. Here the order is that of the
// hashes alone, so walks, cursors and snapshots mean the same on every copy. The price: growing
// copies the slot's places (16 bytes an entry) at once, and keys chosen so that their hashes share
// their leading bits make searches in that slot linear in the number of such keys.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "cluster/core/space/entry_store.h"

namespace orrery::core {

/// An entry with what the store keeps about it.
struct EntryNode {
    Entry entry;
    std::uint64_t hash = 0;  ///< keyHash(entry.key)
    std::size_t bytes = 0;   ///< Estimated memory. Invariant: a function of the entry's content.
};

class SlotTable {
public:
    /// The entry of `key`, whose hash is `hash`, or null. It stays where it is until it is erased.
    EntryNode* find(std::uint64_t hash, std::string_view key) const;
    /// Takes an entry in. Pre: there is none of its key yet.
    EntryNode& insert(std::unique_ptr<EntryNode> node);
    /// Removes an entry. Pre: it is in this table.
    void erase(const EntryNode& node);
    std::size_t size() const { return m_size; }

    /// Walks in order: the first entry whose hash is at least `hash`, and the one behind a place.
    struct Place {
        std::size_t index = 0;
        const EntryNode* node = nullptr;  ///< Null: behind the last entry.
    };
    Place lowerBound(std::uint64_t hash) const;
    Place next(Place place) const { return entryFrom(place.index + 1); }

private:
    struct Cell {
        std::uint64_t hash = 0;
        std::unique_ptr<EntryNode> node;  ///< Null: the cell is empty.
        bool comesBefore(std::uint64_t otherHash, std::string_view otherKey) const {
            return hash != otherHash ? hash < otherHash : node->entry.key < otherKey;
        }
    };

    std::size_t home(std::uint64_t hash) const {
        return static_cast<std::size_t>(hash >> (64 - m_bits));
    }
    Place entryFrom(std::size_t index) const;
    void resize(int bits);

    /// 2^m_bits homes and a tail for what is pushed behind the last of them; none at all while
    /// empty. Invariants: entries are in order; none stands before its home; no empty cell lies
    /// between an entry and its home; the last cell is empty, so that no search needs to look for
    /// the end.
    std::vector<Cell> m_cells;
    std::size_t m_size = 0;
    int m_bits = 0;
};

}  // namespace orrery::core
