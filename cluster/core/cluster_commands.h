// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The CLUSTER family of Redis, answered from a grid's state: SLOTS, SHARDS, NODES, INFO, KEYSLOT, MYID,
// COUNTKEYSINSLOT is not offered. Cluster clients of any language learn the partition table from it.
#pragma once

#include <optional>
#include <string>

#include "cluster/core/node.h"
#include "shared/model/grid_state.h"
#include "shared/resp/writer.h"

namespace orrery::core {

/// The 40 hexadecimal digits by which cluster clients know a unit; the same for all its incarnations.
std::string clusterNodeId(const model::GridState& state, UnitId unit);

/// Runs CLUSTER <verb> ... `self`: the unit that answers; none on an agent.
void runClusterCommand(const model::GridState& state, std::optional<UnitId> self, RequestArguments arguments,
                       resp::Writer& reply);

}  // namespace orrery::core
