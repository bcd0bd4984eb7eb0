// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/equal_copies.h"

#include <map>

namespace orrery::simulation {
namespace {

using CopyFigures = std::pair<std::uint64_t, Sequence>;   ///< Entries, last sequence.

}  // namespace

void EqualCopies::atRest(const World& world) {
    std::map<PartitionId, CopyFigures> seen;
    for (SlotIndex slot = 0; slot < world.processes().size(); ++slot) {
        const Process& process = world.processes().at(slot);
        if (!process.unit) {
            continue;
        }
        for (const auto& copy : process.unit->telemetry(world.momentOf(process)).partitions) {
            const CopyFigures figures{copy.entries, copy.lastSequence};
            const auto [first, isNew] = seen.try_emplace(copy.partition, figures);
            if (!isNew && first->second != figures) {
                violated("copies of partition " + std::to_string(copy.partition.value) + " differ");
            }
        }
    }
}

}  // namespace orrery::simulation
