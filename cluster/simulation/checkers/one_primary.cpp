// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/one_primary.h"

namespace orrery::simulation {

void OnePrimary::finished(const Operation& operation) {
    if (operation.position.epoch.value == 0) {
        return;
    }
    const std::string where = "partition " + std::to_string(operation.partition.value) + " epoch " +
                              std::to_string(operation.position.epoch.value);
    if (operation.position.sequence.value == 0) {
        const auto [server, isNew] = m_servers.try_emplace({operation.partition, operation.position.epoch},
                                                           Server{operation.server, operation.serverLife});
        if (!isNew && server->second != Server{operation.server, operation.serverLife}) {
            violated(where + " was served by units " + std::to_string(server->second.first.number) + " and " +
                     std::to_string(operation.server.number));
        }
        return;
    }
    const auto [write, isNew] =
        m_writes.try_emplace({operation.partition, operation.position}, operation.number);
    if (!isNew && write->second != operation.number) {
        violated(where + ": two writes stand at sequence " +
                 std::to_string(operation.position.sequence.value));
    }
}

void OnePrimary::tableChanged(const World&, const model::GridState& before, const model::GridState& after) {
    for (std::size_t index = 0; index < before.partitions.size() && index < after.partitions.size(); ++index) {
        const model::PartitionDescription& old = before.partitions[index];
        const model::PartitionDescription& now = after.partitions[index];
        const std::string where = "partition " + std::to_string(index);
        if (now.epoch < old.epoch || now.version < old.version) {
            violated(where + ": epoch or version went back");
        }
        if (now.epoch == old.epoch && now.primary && old.primary && *now.primary != *old.primary) {
            violated(where + ": two primaries in epoch " + std::to_string(now.epoch.value));
        }
    }
}

}  // namespace orrery::simulation
