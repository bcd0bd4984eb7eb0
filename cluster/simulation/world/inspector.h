// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What checkers may see of a core beyond its public face. Read only. The cores name these classes as their
// friends; no other code of the simulation looks behind their headers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cluster/core/agent_core.h"
#include "cluster/core/unit_core.h"

namespace orrery::core {

class UnitInspector {
public:
    struct CopyFacts {
        PartitionId partition;
        model::Role role = model::Role::Backup;
        Epoch epoch;                  ///< Highest it has heard of.
        Position last;
        Sequence commit;
        std::uint64_t entries = 0;
        std::uint64_t digest = 0;     ///< Of the content.
        bool isWhole = false;
    };

    /// Every copy the unit holds, by partition, with its digest.
    static std::vector<CopyFacts> copies(const UnitCore& unit);

    /// The state of every copy in words, one line each, for a person who looks into a failed run.
    static std::string account(const UnitCore& unit);

    /// Partitions for which the unit would answer a read now: it reigns, has begun to serve, and holds
    /// the lease.
    static std::vector<PartitionId> servedPartitions(const UnitCore& unit, Moment moment);
};

class AgentInspector {
public:
    /// What the committed journal has begun to tell and not ended, in words: an operator's wish or a
    /// failover. Empty when it owes nothing.
    static std::string untold(const AgentCore& agent);
};

}  // namespace orrery::core
