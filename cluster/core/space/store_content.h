// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inside of an EntryStore: tables, accounts, the application of changes. Private to this room.
//
// Every change passes through the same three moments: the entry's old digest and bytes leave the
// accounts, the content changes, the new digest and bytes enter. The inverse is written down before
// content is lost, out of the very strings that are replaced.
#pragma once

#include <vector>

#include "cluster/core/space/expiry_index.h"
#include "cluster/core/space/slot_table.h"
#include "shared/base/assert.h"

namespace orrery::core {

struct EntryStore::Content {
    struct SlotState {
        SlotTable table;
        std::uint64_t digest = 0;  ///< Invariant: XOR of the digests of the table's entries.
    };

    Content(Slot firstSlot, std::uint16_t count) : first(firstSlot), slots(count) {}

    bool holds(Slot slot) const {
        return slot.value >= first.value &&
               slot.value - first.value < static_cast<int>(slots.size());
    }
    SlotState& state(Slot slot) {
        ORRERY_ASSERT(holds(slot));
        return slots[static_cast<std::size_t>(slot.value - first.value)];
    }
    const SlotState& state(Slot slot) const {
        ORRERY_ASSERT(holds(slot));
        return slots[static_cast<std::size_t>(slot.value - first.value)];
    }

    void apply(Change&& change, Position position, std::vector<Change>* undo);

    Slot first;
    std::vector<SlotState> slots;
    ExpiryIndex expiries;  ///< Invariant: exactly the entries with expiresAt set.
    std::size_t entryCount = 0;
    std::size_t byteCount = 0;  ///< Invariant: sum of EntryNode::bytes.

private:
    /// One change on its way: where it applies and what it leaves behind.
    struct Step {
        SlotState& state;
        std::uint64_t hash = 0;
        EntryNode* node = nullptr;  ///< Null when there is no entry.
        Position position;
        std::vector<Change>* undo = nullptr;
    };

    void putString(Step& step, Change&& change);
    void putHash(Step& step, Change&& change);
    void setFields(Step& step, Change&& change);
    void removeFields(Step& step, Change&& change);
    void remove(Step& step, Change&& change);
    void setExpiry(Step& step, Change&& change);

    /// Makes room for whole new content: the entry is there, out of the accounts, its
    /// inverse noted.
    EntryNode& beginWhole(Step& step, std::string&& key);
    /// Puts the entry with its new content and expiry into the accounts.
    void endWhole(Step& step, WallTime expiresAt);
    void leaveAccounts(Step& step);
    void enterAccounts(Step& step);
    void moveExpiry(EntryNode& node, WallTime expiresAt);
    void drop(Step& step);
};

}  // namespace orrery::core
