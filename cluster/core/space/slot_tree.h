// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The entries of one slot: a B-tree ordered by the hash of the key, and by the key itself where two
// hashes are equal. The hash stands in the tree beside the pointer, so that a search touches an entry
// only when it has found it; the entry itself never moves.
#pragma once

#include <absl/container/btree_set.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "cluster/core/space/entry_store.h"

namespace orrery::core {

/// An entry with what the store keeps about it.
struct EntryNode {
    Entry entry;
    std::uint64_t hash = 0;    ///< keyHash(entry.key)
    std::size_t bytes = 0;     ///< Estimated memory. Invariant: a function of the entry's content.
};

/// An element of the tree; owns its entry.
struct OwnedEntry {
    std::uint64_t hash = 0;
    std::unique_ptr<EntryNode> node;
    std::string_view key() const { return node->entry.key; }
};

/// What a search looks for. The empty key comes before every other of its hash.
struct SoughtEntry {
    std::uint64_t hash = 0;
    std::string_view text;
    std::string_view key() const { return text; }
};

struct EntryOrder {
    using is_transparent = void;
    template <typename Left, typename Right>
    bool operator()(const Left& left, const Right& right) const {
        return left.hash != right.hash ? left.hash < right.hash : left.key() < right.key();
    }
};

using SlotTree = absl::btree_set<OwnedEntry, EntryOrder>;

}  // namespace orrery::core
