// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Up to which moment everything that was acknowledged is in the store, by the units' reports. Under load
// something always waits; what an operator wants to know is whether it was there when he asked.
//
// A report is younger than the answer to the beat that it names as heard. So whatever a primary had acknowledged
// when that answer was sent is within the report's commit point, and once the store has confirmed that point,
// everything up to that moment is stored. Only the primary of the committed table counts: a former one can have
// acknowledged nothing after its successor did. Commit points grow from primary to primary, until a lost partition
// begins anew from the store.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "shared/base/ids.h"
#include "shared/base/time.h"
#include "shared/model/grid_state.h"
#include "shared/model/telemetry.h"

namespace orrery::core {

class StoredUpTo {
public:
    /// Marks kept of a partition while nothing of it reaches the store; of more, every other one is dropped.
    static constexpr std::size_t marksKept = 32;
    /// Answered beats remembered of a unit: more than pass between two reports.
    static constexpr std::size_t beatsKept = 32;

    /// The beat that `unit` sent at `sentAt`, by its clock, is answered at `now`.
    void beatAnswered(UnitId unit, Instant sentAt, Instant now);
    /// A report of `unit` with the newest answer it had heard. `grid`: the committed state.
    void reported(const model::UnitTelemetry& telemetry, Instant heard, const model::GridState& grid);
    /// How long ago the moment is up to which everything acknowledged is stored, in the whole grid. None while
    /// that is not known of some partition.
    std::optional<Duration> age(const model::GridState& grid, Instant now) const;

private:
    struct Answered { Instant sentAt; Instant at; };
    struct Mark { Instant at; Sequence commit; };
    struct Progress { std::deque<Mark> marks; std::optional<Instant> storedUpTo; };

    std::optional<Instant> momentOf(UnitId unit, Instant heard) const;

    std::map<UnitId, std::deque<Answered>> m_answered;
    std::map<PartitionId, Progress> m_partitions;
};

}  // namespace orrery::core
