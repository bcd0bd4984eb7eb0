// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The processes of the simulated grid: agents and units, each with its core and what a shell would
// know about it. A slot belongs to one node for good; a process that is started again in it has the
// next generation, and events meant for an earlier life are dropped by comparing generations.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cluster/core/agent_core.h"
#include "cluster/core/unit_core.h"
#include "cluster/simulation/world/event_queue.h"

namespace orrery::simulation {

using SlotIndex = std::uint32_t;
using HostIndex = std::uint32_t;
using ConnectionIndex = std::uint32_t;

inline constexpr ConnectionIndex noConnection = 0xFFFFFFFF;

/// An event that came while its process was stopped, with the message it brought.
struct Pending { Event event; core::Message message; };

struct Process {
    core::NodeId node;
    SlotIndex slot = 0;
    HostIndex host = 0;
    std::string name;
    std::uint32_t generation = 0;
    bool alive = false;
    bool paused = false;
    Instant pausedSince;                  ///< World time; counts while paused.
    Duration clockOffset;                 ///< Its boot-time clock minus world time. The same for all of a host.
    std::int64_t wallOffset = 0;          ///< Its wall clock minus the world's, milliseconds.
    Incarnation incarnation;
    model::Endpoint client;
    model::Endpoint peer;
    std::unique_ptr<core::UnitCore> unit;    ///< Units that are alive,
    std::unique_ptr<core::AgentCore> agent;  ///< or agents that are alive.
    std::vector<Pending> pending;         ///< In order of arrival, while paused.
    bool batchOpen = false;               ///< An EndOfBatch is scheduled.
    std::vector<ConnectionIndex> clients; ///< By client number - 1.
};

class ProcessTable {
public:
    /// The slot of `node`, made when it has none.
    Process& slotFor(core::NodeId node, HostIndex host) {
        const auto found = m_byNode.find(node);
        if (found != m_byNode.end()) {
            return *m_processes[found->second];
        }
        auto process = std::make_unique<Process>();
        process->node = node;
        process->host = host;
        process->slot = static_cast<SlotIndex>(m_processes.size());
        m_byNode.emplace(node, process->slot);
        m_processes.push_back(std::move(process));
        return *m_processes.back();
    }

    /// The process of `node`, or null when it has never been started.
    Process* find(core::NodeId node) {
        const auto found = m_byNode.find(node);
        return found == m_byNode.end() ? nullptr : m_processes[found->second].get();
    }
    const Process* find(core::NodeId node) const {
        const auto found = m_byNode.find(node);
        return found == m_byNode.end() ? nullptr : m_processes[found->second].get();
    }

    Process& at(SlotIndex slot) { return *m_processes[slot]; }
    const Process& at(SlotIndex slot) const { return *m_processes[slot]; }
    SlotIndex size() const { return static_cast<SlotIndex>(m_processes.size()); }

private:
    std::vector<std::unique_ptr<Process>> m_processes;
    std::map<core::NodeId, SlotIndex> m_byNode;
};

}  // namespace orrery::simulation
