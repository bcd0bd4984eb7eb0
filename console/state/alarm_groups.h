// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which alarms have the same cause. The first of a group is its head ("first-out"); what is raised
// later joins it when the journal names a common cause, or when it depends on the same thing:
// host -> unit -> link -> partition. Look-ups go through maps, so that a flood costs a few steps
// per alarm however many stand.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "console/state/alarm.h"
#include "shared/model/grid_event.h"

namespace orrery::console {

/// What an alarm depends on, as far as it is known.
struct AlarmSubject {
    AlarmId id;
    std::string host;                    ///< Of the unit or agent; empty: none.
    std::vector<UnitId> units;           ///< The unit, the ends of a link, or a partition's copies.
    std::optional<PartitionId> partition;
};

class AlarmGroups {
public:
    /// Takes a line of the journal: causes are followed to their root.
    void learn(const model::GridEvent& event);
    /// The head of the group that `subject`, raised at `now`, belongs to; itself when it is the
    /// first. `stands` says whether an alarm is on the list and active.
    AlarmId join(const AlarmSubject& subject, Instant now,
                 const std::function<bool(AlarmId)>& stands);
    void clear() { *this = {}; }
    /// Look-ups made so far: what a flood costs, for tests.
    std::uint64_t steps() const { return m_steps; }

private:
    struct Head {
        AlarmId id;
        Instant raisedAt;
    };
    using Stands = std::function<bool(AlarmId)>;

    std::optional<std::uint64_t> rootOf(const AlarmSubject& subject) const;
    template <typename Key>
    std::optional<AlarmId> standing(const std::map<Key, Head>& heads, const Key& key,
                                    const Stands& stands);
    std::optional<AlarmId> byDependency(const AlarmSubject& subject, Instant now,
                                        const Stands& stands);
    void remember(const AlarmSubject& subject, const Head& head);

    static constexpr std::size_t rootsKept = 20'000;
    std::map<std::uint64_t, std::uint64_t> m_roots;  ///< Event number -> number of its root.
    std::map<std::uint32_t, std::uint64_t> m_rootOfUnit;
    std::map<std::uint16_t, std::uint64_t> m_rootOfPartition;
    std::map<std::uint64_t, Head> m_headOfRoot;
    std::map<std::string, Head> m_headOfHost;
    std::map<std::uint32_t, Head> m_headOfUnit;
    std::map<int, Head> m_headOfSort;
    std::uint64_t m_steps = 0;
};

}  // namespace orrery::console
