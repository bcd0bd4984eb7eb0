// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/world/disk.h"

#include <utility>

namespace orrery::simulation {

void Disk::append(core::PersistControl entry, std::uint32_t owner, std::uint32_t generation) {
    while (!m_entries.empty() && m_entries.back().index >= entry.index) {
        m_entries.pop_back();
    }
    m_syncedCount = std::min(m_syncedCount, m_entries.size());
    const bool slow = happens(m_random, m_model.slowSync);
    const Duration took = draw(m_random, slow ? m_model.slowSyncTime : m_model.sync);
    m_lastSync = std::max(m_lastSync, m_queue.now() + took);
    Event event;
    event.kind = EventKind::DiskSynced;
    event.process = owner;
    event.generation = generation;
    event.detail = entry.index;
    m_queue.schedule(m_lastSync - m_queue.now(), event);
    m_entries.push_back(std::move(entry));
}

void Disk::synced(std::uint64_t index) {
    while (m_syncedCount < m_entries.size() && m_entries[m_syncedCount].index <= index) {
        ++m_syncedCount;
    }
}

void Disk::crash() {
    std::size_t kept = m_syncedCount + m_random.below(m_entries.size() - m_syncedCount + 1);
    if (m_lies && m_syncedCount > 0) {
        const std::size_t forgotten = 1 + m_random.below(8);
        kept = m_syncedCount > forgotten ? m_syncedCount - forgotten : 1;
    }
    m_entries.resize(kept);
    m_syncedCount = kept;
}

}  // namespace orrery::simulation
