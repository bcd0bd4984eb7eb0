// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/world/inspector.h"

#include "cluster/core/agent_parts.h"
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

std::string UnitInspector::account(const UnitCore& unit) {
    std::string text;
    const auto position = [](Position at) {
        return std::to_string(at.epoch.value) + "/" + std::to_string(at.sequence.value);
    };
    for (const auto& [partition, replica] : unit.m_parts->replicas) {
        const Copy& copy = replica.copy();
        text += "  partition " + std::to_string(partition.value) + " " + std::string(model::wordFor(replica.role())) +
                " epoch " + std::to_string(replica.epoch().value) + " log " + position(copy.log().base()) + ".." +
                position(copy.last()) + " commit " + std::to_string(copy.commit().value) + " pumped " +
                std::to_string(copy.pumped().value) + (replica.isWhole() ? "" : " unfinished");
        if (replica.primary() != nullptr) {
            text += replica.primary()->isServing() ? " serving" : " not serving";
            for (const auto& [other, progress] : replica.primary()->copies()) {
                text += "; unit " + std::to_string(other.value) + (progress.inSync ? " in sync" : " joining") +
                        (progress.growing ? " growing" : "") + " stage " +
                        std::to_string(static_cast<int>(progress.stage)) + (progress.called ? " called" : "") +
                        " sent " + std::to_string(progress.sent.value) + " acknowledged " +
                        std::to_string(progress.acknowledged.value);
            }
        }
        text += "\n";
    }
    return text;
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

std::string AgentInspector::untold(const AgentCore& agent) {
    const UnderWay& underWay = agent.m_parts->state.underWay();
    if (!underWay.operations().empty()) {
        return underWay.operations().begin()->second.what;
    }
    return underWay.failovers().empty() ? std::string() : "failover after " + underWay.failovers().begin()->second.what;
}

}  // namespace orrery::core
