// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/control/control_log.h"

#include <utility>

namespace orrery::core {

std::uint64_t SingleVoterLog::propose(ControlEntry entry) {
    ++m_last;
    m_writes.push_back({m_last, encode(entry)});
    m_waiting.push_back({m_last, std::move(entry)});
    return m_last;
}

std::vector<PersistControl> SingleVoterLog::takeWrites() { return std::exchange(m_writes, {}); }

void SingleVoterLog::persisted(std::uint64_t index) {
    while (!m_waiting.empty() && m_waiting.front().index <= index) {
        m_committed.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
}

std::vector<CommittedEntry> SingleVoterLog::takeCommitted() { return std::exchange(m_committed, {}); }

}  // namespace orrery::core
