// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "If this dies now": what follows from the table alone, without a guess about time. The control
// plane takes over with a copy of the in-sync set; which writes are at risk is what the table can
// say: none as long as another in-sync copy lives.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "console/state/grid_snapshot.h"
#include "shared/model/grid_state.h"

namespace orrery::console {

struct Consequence {
    std::uint32_t primaries =
        0;  ///< Partitions that lose their primary and have another in-sync copy.
    std::map<std::string, std::uint32_t> successors;  ///< Unit name to partitions it may take over.
    std::uint32_t lost = 0;         ///< Partitions whose only in-sync copy is here.
    std::uint32_t singleAfter = 0;  ///< Partitions that are left with one in-sync copy.
};

/// What a heir would take over.
struct HeirPart {
    UnitId unit;
    std::vector<PartitionId> partitions;          ///< Ascending.
    std::optional<std::uint64_t> worstLag;        ///< Changes that it has still to get, at most; none: not known.
};

/// The death of a unit with what telemetry knows beside the table.
struct ConsequenceDetail {
    Consequence counts;
    std::vector<HeirPart> heirs;                  ///< Most partitions first.
    std::vector<PartitionId> leftWithOne;         ///< Ascending.
    std::vector<PartitionId> lost;                ///< Ascending.
    /// Acknowledged writes that would be gone: 0 while every partition has a heir in sync, which holds each of
    /// them; else what the store lacks of the lost ones, none when that is not known.
    std::optional<std::uint64_t> writesAtRisk;
};

ConsequenceDetail detailIfUnitDies(const GridSnapshot& snapshot, UnitId unit);
/// "0–3, 7, 12–15"; runs beyond `most` are counted: "0–3, 7 and 9 more".
QString runsOf(const std::vector<PartitionId>& partitions, int most);

/// What the death of `unit` would mean by the table `state`.
Consequence ifUnitDies(const model::GridState& state, UnitId unit);
/// In sentences for a person.
QString sentenceFor(const Consequence& consequence);
/// The same for one partition: what the death of its primary would mean.
QString ifPrimaryDies(const model::GridState& state, PartitionId partition);

}  // namespace orrery::console
