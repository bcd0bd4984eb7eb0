// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ordered log through which everything in the control plane changes. Whoever proposes learns the
// index at once and the commitment later. With one voter an entry is committed when it is on this
// agent's disk; a Raft log behind the same interface commits when a majority has it.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "cluster/core/control/control_entry.h"
#include "cluster/core/effects.h"

namespace orrery::core {

struct CommittedEntry { std::uint64_t index = 0; ControlEntry entry; };

class ControlLog {
public:
    virtual ~ControlLog() = default;

    /// May this agent propose?
    virtual bool leads() const = 0;
    /// Appends; the entry will stand at the returned index if it is committed. Pre: leads().
    virtual std::uint64_t propose(ControlEntry entry) = 0;
    /// What is to be written to disk since the last call.
    virtual std::vector<PersistControl> takeWrites() = 0;
    /// Entries up to `index` are on disk.
    virtual void persisted(std::uint64_t index) = 0;
    /// What has been committed since the last call, in order.
    virtual std::vector<CommittedEntry> takeCommitted() = 0;
};

/// A log with one voter: this agent.
class SingleVoterLog final : public ControlLog {
public:
    /// `lastIndex`: of the entries recovered from disk, which are committed.
    explicit SingleVoterLog(std::uint64_t lastIndex) : m_last(lastIndex) {}

    bool leads() const override { return true; }
    std::uint64_t propose(ControlEntry entry) override;
    std::vector<PersistControl> takeWrites() override;
    void persisted(std::uint64_t index) override;
    std::vector<CommittedEntry> takeCommitted() override;

private:
    std::uint64_t m_last;
    std::vector<PersistControl> m_writes;
    std::deque<CommittedEntry> m_waiting;
    std::vector<CommittedEntry> m_committed;
};

}  // namespace orrery::core
