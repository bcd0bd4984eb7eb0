// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/one_serving.h"

#include "cluster/simulation/world/inspector.h"

namespace orrery::simulation {

void OneServing::polled(const World& world) {
    m_servers.assign(world.options().partitions, core::NodeId{});
    for (SlotIndex slot = 0; slot < world.processes().size(); ++slot) {
        const Process& process = world.processes().at(slot);
        if (!process.unit || process.paused) {
            continue;
        }
        for (const PartitionId partition :
             core::UnitInspector::servedPartitions(*process.unit, world.momentOf(process))) {
            core::NodeId& server = m_servers[partition.value];
            if (server.number != 0) {
                violated("partition " + std::to_string(partition.value) + " is served by units " +
                         std::to_string(server.number) + " and " + std::to_string(process.node.number));
            }
            server = process.node;
        }
    }
}

}  // namespace orrery::simulation
