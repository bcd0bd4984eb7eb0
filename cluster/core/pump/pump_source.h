// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the pump reads: one partition's committed changes, as rows for the store. A replica that is
// primary implements it over its log and its entries.
//
// The queue of the write-behind *is* the partition's log: the pump keeps no changes of its own, it asks
// again after every failure. So a source must hold every committed change after pumpedSequence().
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cluster/core/store_request.h"
#include "shared/base/ids.h"

namespace orrery::core {

/// How much one slice may hold.
struct SliceLimit {
    std::size_t rows = 0;    ///< At least 1.
    std::size_t bytes = 0;   ///< Of keys and values; may be passed by the entry that reaches it.
};

/// Committed changes that are to be stored.
struct PumpBacklog {
    std::uint64_t changes = 0;
    std::uint64_t bytes = 0;   ///< footprint() of those changes.
};

/// A run of committed changes (after, upTo], one row per key.
struct PumpSlice {
    /// One row per key that was changed in the run: the content as of the newest *committed* change of
    /// the key (which may lie after `upTo`), with the position of that change. Never uncommitted content.
    std::vector<StoreRow> rows;
    Sequence upTo;              ///< Last change covered; `after` when nothing is committed after it.
    PumpBacklog covered;        ///< Accepted changes in the run; rows.size() <= covered.changes.
    bool gap = false;           ///< The log begins later than after + 1: all else is meaningless.

    /// Empties it and keeps its memory.
    void clear() { rows.clear(); upTo = {}; covered = {}; gap = false; }
};

/// Changes of a space whose strategy is None are not accepted: they are in no row and no count, but
/// `upTo` passes over them. The same goes for entries of the log without a change. backlogAfter() and
/// rowsAfter() must agree with each other; when they no longer agree with what was told as committed (the
/// policy of a space has changed) the pump counts its queue anew.
class PumpSource {
public:
    virtual ~PumpSource() = default;

    /// Epoch of the reign and commit sequence.
    virtual Position committed() const = 0;

    /// What is accepted in (after, commit sequence], as far as the log still holds it.
    virtual PumpBacklog backlogAfter(Sequence after) const = 0;

    /// Fills `slice` (given cleared) with the longest run after `after` that fits the limit: it stops before
    /// the entry of the log that would need a row too many. An entry is not divided: the first is given
    /// whole even when it alone needs more rows. The same entry gives its rows in the same order each time.
    /// Pre: limit.rows >= 1.
    virtual void rowsAfter(Sequence after, SliceLimit limit, PumpSlice& slice) const = 0;
};

}  // namespace orrery::core
