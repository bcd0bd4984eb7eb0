// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/honest_loss.h"

#include <algorithm>

namespace orrery::simulation {
namespace {

/// The unit runs in the life that `state` knows.
bool livesAsKnown(const World& world, const model::GridState& state, UnitId unit) {
    const model::UnitDescription* known = model::findUnit(state, unit);
    const Process* process = world.processes().find(core::nodeOf(unit));
    return known != nullptr && process != nullptr && process->alive && process->incarnation == known->incarnation;
}

}  // namespace

bool givesUp(const model::PartitionDescription& before, const model::PartitionDescription& after) {
    const bool startsAnew = after.fromStore && after.epoch != before.epoch;
    return !before.inSync.empty() && (startsAnew || after.inSync.empty() || (after.lost && !before.lost));
}

void HonestLoss::tableChanged(const World& world, const model::GridState& before,
                              const model::GridState& after) {
    for (std::size_t index = 0; index < before.partitions.size() && index < after.partitions.size(); ++index) {
        const model::PartitionDescription& old = before.partitions[index];
        const model::PartitionDescription& now = after.partitions[index];
        const std::string where = "partition " + std::to_string(index);
        if (givesUp(old, now)) {
            for (const UnitId unit : old.inSync) {
                if (!old.lost && livesAsKnown(world, before, unit)) {
                    violated(where + " was given up while unit " + std::to_string(unit.value) + " holds it");
                }
            }
            continue;
        }
        const bool newReign = now.epoch != old.epoch && now.primary && !old.inSync.empty();
        if (newReign && std::find(old.inSync.begin(), old.inSync.end(), *now.primary) == old.inSync.end()) {
            violated(where + " was given to unit " + std::to_string(now.primary->value) +
                     ", which was not in sync");
        }
    }
}

}  // namespace orrery::simulation
