// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Commands that look at all entries of a unit, not at keys: SCAN, KEYS, DBSIZE and RANDOMKEY. Pure
// pieces; the unit knows which partitions it holds and hands their stores in, ordered by slot.
//
// A cursor is a place in the order of entries, not an index into a table: 14 bits of slot and the
// first 50 bits of the key's hash. It stays valid across inserts, removals, restarts and failovers,
// and no state is kept for it. An entry that is there during a whole scan is seen exactly once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/core/commands/command_table.h"

namespace orrery::core {

/// The stores of a unit's partitions, ordered by slot, none null, none overlapping.
using Stores = std::span<const EntryStore* const>;

/// A cursor of 0 is the start when sent and the end when answered.
std::uint64_t cursorOf(WalkPosition position);
/// Any number is a valid place.
WalkPosition positionOf(std::uint64_t cursor);
/// The decimal text of a cursor, or nothing when `text` is none.
std::optional<std::uint64_t> parseCursor(std::string_view text);

/// Matches as Redis' KEYS and SCAN do: * ? [a-z] [^a] and \ before a character that stands for
/// itself. Time at most pattern times text. As in Redis, only an empty pattern matches an empty
/// text.
bool globMatches(std::string_view pattern, std::string_view text);

/// More entries are not visited in one step, whatever COUNT says: a step must not hold up the unit.
inline constexpr std::size_t scanCountMax = 10'000;

struct ScanRequest {
    std::uint64_t cursor = 0;
    std::size_t count = 10;                   ///< 1 .. scanCountMax
    std::optional<std::string_view> pattern;  ///< None: every key. A view into the arguments.
    std::optional<std::string_view> type;
};

/// Reads SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]; [0] is the command's name. Writes
/// the error and answers nothing when the arguments are wrong.
std::optional<ScanRequest> parseScan(Arguments arguments, resp::Writer& reply);

struct ScanResult {
    std::uint64_t cursor = 0;  ///< For the next step; 0: everything was visited.
    std::vector<std::string> keys;
};

/// Visits some `request.count` entries from the cursor on, and names those that are alive and
/// match. Slots that the unit does not hold are passed over.
ScanResult scanStep(Stores stores, const ScanRequest& request, WallTime now);
/// The reply of SCAN.
void replyScan(const ScanResult& result, resp::Writer& reply);

/// The keys that match `pattern`, in order of slot and hash. Visits every entry.
std::vector<std::string> keysMatching(Stores stores, std::string_view pattern, WallTime now);

/// Entries in all stores. Expired ones count until they are removed, as in Redis.
std::size_t entryCount(Stores stores);

/// A living key near the place that `chance` (64 random bits) points at. Nothing when there is
/// none, or when a hundred entries in a row have expired. Not uniform: a key behind a gap is more
/// likely.
std::optional<std::string> someKey(Stores stores, std::uint64_t chance, WallTime now);

}  // namespace orrery::core
