// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/equal_copies.h"

#include <map>
#include <tuple>

#include "cluster/simulation/world/inspector.h"

namespace orrery::simulation {

void EqualCopies::atRest(const World& world) {
    using Content = std::tuple<std::uint64_t, std::uint64_t, Position>;
    std::map<PartitionId, Content> seen;
    for (SlotIndex slot = 0; slot < world.processes().size(); ++slot) {
        const Process& process = world.processes().at(slot);
        if (!process.unit) {
            continue;
        }
        for (const auto& copy : core::UnitInspector::copies(*process.unit)) {
            const Content content{copy.digest, copy.entries, copy.last};
            const auto [first, isNew] = seen.try_emplace(copy.partition, content);
            if (!isNew && first->second != content) {
                violated("copies of partition " + std::to_string(copy.partition.value) + " differ, one on unit " +
                         process.name);
            }
        }
    }
}

}  // namespace orrery::simulation
