// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/world/inspector.h"

#include "cluster/core/unit_parts.h"

namespace orrery::core {

std::vector<UnitInspector::CopyFacts> UnitInspector::copies(const UnitCore& unit) {
    std::vector<CopyFacts> facts;
    for (const auto& [partition, replica] : unit.m_parts->replicas) {
        const Copy& copy = replica.copy();
        facts.push_back({partition, replica.role(), replica.epoch(), copy.last(), copy.commit(),
                         copy.entries().entryCount(), copy.entries().digest(), replica.isWhole()});
    }
    return facts;
}

std::vector<PartitionId> UnitInspector::servedPartitions(const UnitCore& unit, Moment moment) {
    std::vector<PartitionId> served;
    if (!unit.m_parts->holdsLease(moment)) {
        return served;
    }
    for (const auto& [partition, replica] : unit.m_parts->replicas) {
        if (replica.primary() != nullptr && replica.primary()->isServing()) {
            served.push_back(partition);
        }
    }
    return served;
}

}  // namespace orrery::core
