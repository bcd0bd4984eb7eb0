// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names for numbers that must not be mixed up. Each id is its own type: passing a partition where a
// slot is wanted does not compile.
#pragma once

#include <compare>
#include <cstdint>

namespace orrery {

template <typename Tag, typename Number>
struct StrongId {
    Number value = 0;
    friend auto operator<=>(const StrongId&, const StrongId&) = default;
};

/// A processing unit, numbered by the control log in order of its adding. 0 means "none".
using UnitId = StrongId<struct UnitTag, std::uint32_t>;
/// An agent; one per host. 0 means "none".
using AgentId = StrongId<struct AgentTag, std::uint32_t>;
/// A partition, 0 .. partition count - 1.
using PartitionId = StrongId<struct PartitionTag, std::uint16_t>;
/// One of the 16,384 hash slots.
using Slot = StrongId<struct SlotTag, std::uint16_t>;
/// One life of a process. Given by the controller, never used twice; a restarted process is another one.
using Incarnation = StrongId<struct IncarnationTag, std::uint64_t>;
/// Index of the control-log entry that last changed a partition. Monotonic over the whole grid.
using Epoch = StrongId<struct EpochTag, std::uint64_t>;
/// Number of a change within its partition; 0 is "before the first change".
using Sequence = StrongId<struct SequenceTag, std::uint64_t>;

/// Where a partition's history stands. Ordered by epoch first: a later epoch always wins.
struct Position {
    Epoch epoch;
    Sequence sequence;
    friend auto operator<=>(const Position&, const Position&) = default;
};

}  // namespace orrery
