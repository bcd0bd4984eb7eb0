// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The voter's disk: an append-only control log whose syncs take time. A crash loses what was not
// synced, save a random number of entries from its front that happened to reach the platter.
#pragma once

#include <cstdint>
#include <vector>

#include "cluster/core/effects.h"
#include "cluster/simulation/world/event_queue.h"
#include "cluster/simulation/world/fault_model.h"

namespace orrery::simulation {

class Disk {
public:
    Disk(EventQueue& queue, Random& random, const DiskModel& model)
        : m_queue(queue), m_random(random), m_model(model) {}

    /// Appends `entry` (replacing everything from its index on) and schedules DiskSynced{index} for the
    /// process `owner` in its life `generation`.
    void append(core::PersistControl entry, std::uint32_t owner, std::uint32_t generation);

    /// A sync has ended: entries up to `index` will survive a crash.
    void synced(std::uint64_t index);

    /// Power fails: what remains is what a restart will read.
    void crash();

    /// From now on crashes lose entries whose sync was reported (a disk that lies).
    void startLying() { m_lies = true; }

    const std::vector<core::PersistControl>& entries() const { return m_entries; }

private:
    EventQueue& m_queue;
    Random& m_random;
    const DiskModel& m_model;
    std::vector<core::PersistControl> m_entries;
    std::size_t m_syncedCount = 0;   ///< Entries from the front that survive a crash.
    Instant m_lastSync;              ///< Syncs end in order.
    bool m_lies = false;
};

}  // namespace orrery::simulation
