// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/separate_hosts.h"

#include <set>

namespace orrery::simulation {

std::string sharedHost(const World& world) {
    const model::GridState* state = world.controllerState();
    if (state == nullptr) {
        return {};
    }
    std::set<std::string> hosts;
    for (const model::UnitDescription& unit : state->units) {
        if (unit.state == model::UnitState::Ready) {
            hosts.insert(unit.host);
        }
    }
    for (const model::PartitionDescription& partition : state->partitions) {
        std::set<std::string> used;
        for (const UnitId id : partition.inSync) {
            const model::UnitDescription* unit = model::findUnit(*state, id);
            if (unit != nullptr && !used.insert(unit->host).second && partition.inSync.size() <= hosts.size()) {
                return "partition " + std::to_string(partition.id.value) + " has two copies on host " +
                       unit->host;
            }
        }
    }
    return {};
}

void SeparateHosts::atRest(const World& world) {
    const std::string shared = sharedHost(world);
    if (!shared.empty()) {
        violated(shared);
    }
}

}  // namespace orrery::simulation
