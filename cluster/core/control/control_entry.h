// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One entry of the control log and the state that all entries in order lead to. Entries carry new
// facts, not commands: applying them is the same on every agent.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/core/control/under_way.h"
#include "shared/base/result.h"
#include "shared/model/grid_event.h"
#include "shared/model/grid_state.h"

namespace orrery::core {

struct ControlEntry {
    std::optional<model::GridState> created;   ///< First entry only: the grid without members.
    model::GridChange change;                  ///< Whole records; version and epoch are set when applied.
    std::set<PartitionId> reigns;              ///< Of change.partitions, those that begin a new reign.
    std::vector<model::GridEvent> events;      ///< Number and epoch are set when applied.
    std::optional<OperationUnderWay> operation;   ///< Begins with one of `events`.
    std::optional<FailoverUnderWay> failover;  ///< Begins with `reigns`; index and partitions are set when applied.
    std::uint64_t failoverEnded = 0;           ///< Index of the entry with the failover that is told with `events`; 0: none.

    bool isEmpty() const {
        return !created && change.agents.empty() && change.units.empty() && change.partitions.empty() &&
               events.empty();
    }
};

std::string encode(const ControlEntry& entry);
/// Corrupt when the payload is no entry: it has passed its checksum, so the program that wrote it was wrong
/// or newer.
Result<ControlEntry> decodeControlEntry(std::string_view payload);

/// A grid's state with its journal.
class ControlState {
public:
    static constexpr std::size_t journalLimit = 10000;
    static constexpr std::size_t auditLimit = 50000;

    const model::GridState& grid() const { return m_grid; }
    /// Newest events, oldest first, at most journalLimit.
    const std::deque<model::GridEvent>& journal() const { return m_journal; }
    /// What operators asked for and how it ended, oldest first: at most the newest auditLimit, and so longer
    /// ago than the journal.
    const std::deque<model::GridEvent>& audit() const { return m_audit; }
    /// What has begun by entries and has not ended. Only what was applied, not what was followed.
    const UnderWay& underWay() const { return m_underWay; }
    /// An operator has stopped something, and since then no unit came or went and nobody asked for units to be
    /// evened out: copies and primaries stay where they are, unless something has to be mended.
    bool isEveningHeld() const { return m_isEveningHeld; }
    std::uint64_t lastEventNumber() const { return m_lastEvent; }
    std::uint64_t highestIncarnation() const { return m_highestIncarnation; }
    std::uint32_t highestUnit() const { return m_highestUnit; }

    /// Brings `entry`, the one at `index`, into the state and stamps its records in place.
    void apply(ControlEntry& entry, std::uint64_t index);
    /// Follows another agent's state instead of a log.
    void follow(const model::GridState& whole);
    void follow(const model::GridChange& change);
    void follow(const std::vector<model::GridEvent>& events);

private:
    void remember(const model::GridEvent& event);
    void noteUnits();
    void noteUnderWay(ControlEntry& entry, std::uint64_t index);
    bool comesOrGoes(const model::UnitDescription& unit) const;
    void noteHold(const ControlEntry& entry);

    model::GridState m_grid;
    std::deque<model::GridEvent> m_journal;
    std::deque<model::GridEvent> m_audit;
    UnderWay m_underWay;
    bool m_isEveningHeld = false;
    std::uint64_t m_lastEvent = 0;
    std::uint64_t m_highestIncarnation = 0;
    std::uint32_t m_highestUnit = 0;
};

}  // namespace orrery::core
