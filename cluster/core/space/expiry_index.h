// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The entries that will expire, ordered by time. Ties are ordered by hash and key, not by address:
// the primary removes expired entries in this order, and a run must be repeatable.
#pragma once

#include <absl/container/btree_set.h>

#include <string>
#include <vector>

#include "cluster/core/space/slot_table.h"

namespace orrery::core {

class ExpiryIndex {
public:
    /// `node` has expiresAt set and stays where it is until it is removed from here.
    void add(const EntryNode& node) { m_byTime.insert(place(node)); }
    /// `node` still has the expiresAt with which it was added.
    void remove(const EntryNode& node) { m_byTime.erase(place(node)); }
    /// Keys that expire at or before `now`, at most `limit`, earliest first.
    std::vector<std::string> expired(WallTime now, std::size_t limit) const;
    void clear() { m_byTime.clear(); }

private:
    struct Expiring {
        WallTime time;
        std::uint64_t hash = 0;
        const EntryNode* node = nullptr;
        bool operator<(const Expiring& other) const {
            if (time != other.time) {
                return time < other.time;
            }
            return hash != other.hash ? hash < other.hash : node->entry.key < other.node->entry.key;
        }
    };

    static Expiring place(const EntryNode& node) {
        return {node.entry.expiresAt, node.hash, &node};
    }

    absl::btree_set<Expiring> m_byTime;
};

}  // namespace orrery::core
