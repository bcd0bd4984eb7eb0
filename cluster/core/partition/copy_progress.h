// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a primary knows of one other copy: whether their logs agree, what was sent and acknowledged, and
// where a snapshot stands. Plain data with its rules; the primary decides and sends.
#pragma once

#include <cstdint>
#include <optional>

#include "cluster/core/space/entry_store.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::core {

struct CopyProgress {
    enum class Stage : std::uint8_t {
        Calling,    ///< TakeOver is to be sent or on its way; nothing is known of the copy.
        Following,  ///< Logs agree up to `acknowledged`; records flow.
        Snapshot,   ///< Content is being sent in pieces, records flow between them.
    };
    static constexpr std::uint32_t chunksInFlight = 4;
    static constexpr std::uint64_t bytesInFlight = 4ULL << 20;

    UnitId unit;
    bool inSync = false;       ///< By the control log.
    bool growing = false;      ///< Asked into the in-sync set: counted as in sync until the log answers.
    Stage stage = Stage::Calling;
    bool called = false;       ///< TakeOver was sent on the present link.
    std::uint64_t calledVersion = 0;   ///< Version of the table the last call spoke of.
    Instant calledAt;          ///< When; a call may meet a unit that has no table yet and be dropped.
    Sequence acknowledged;     ///< The copy holds everything up to here. Valid while Following.
    Sequence sent;             ///< Records up to here were sent on the present link.
    Sequence commitTold;
    Sequence pumpedTold;
    std::optional<Instant> waitingSince;  ///< Oldest moment since which something is owed to us.
    std::optional<Instant> heardAt;       ///< Last acknowledgement.
    std::uint64_t resends = 0;
    Duration slowest;                     ///< Longest wait for an acknowledgement since the last sample.

    WalkPosition walk;                 ///< Next piece of the snapshot.
    std::uint32_t nextChunk = 0;
    std::uint32_t chunksAcknowledged = 0;
    bool walkDone = false;
    Sequence snapshotEnd;              ///< Commit point that makes the copy's inverses whole.
    bool verifying = false;
    std::optional<Sequence> verifiedAt;
    std::optional<Instant> mayGrowAt;  ///< After a shrink a copy stays out for a while: no flapping.

    /// True when a write may not count before this copy has it.
    bool isCounted() const { return inSync || growing; }

    /// The link broke or the copy asked for it: start over with TakeOver.
    void callAgain() {
        stage = Stage::Calling;
        called = false;
        verifying = false;
        verifiedAt.reset();
        walkDone = false;
    }
};

}  // namespace orrery::core
