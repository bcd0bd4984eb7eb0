// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The life of alarms: raised when the picture shows the trouble, cleared when it no longer does,
// acknowledged or shelved by a person. Shelving always ends by itself.
#pragma once

#include <map>
#include <vector>

#include "console/state/alarm.h"
#include "console/state/grid_snapshot.h"

namespace orrery::console {

class AlarmDesk {
public:
    static constexpr Duration longestShelf = seconds(8 * 3600);
    static constexpr std::size_t capacity =
        5'000;  ///< Alarms kept; the oldest cleared ones go first.

    /// Compares the alarms with the picture: raises, clears, finds causes. `picture` needs state,
    /// units and partitions filled. While contact is lost nothing is raised and nothing is cleared.
    void judge(const GridSnapshot& picture);
    /// Seen by a person. An alarm that has returned leaves the list.
    void acknowledge(AlarmId id);
    void acknowledgeAll();
    /// Sets the alarm aside for `span`, at most longestShelf, counted from `now`.
    void shelve(AlarmId id, Duration span, Moment now);
    void unshelve(AlarmId id);
    void clear() {
        m_alarms.clear();
        m_members.clear();
    }

    /// In order of raising.
    std::vector<Alarm> alarms() const;

private:
    struct Wanted {
        AlarmId id;
        std::optional<UnitId> unit;
        std::optional<PartitionId> partition;
        QString text, detail, response;
    };
    std::vector<Wanted> wantedBy(const GridSnapshot& picture) const;
    static void wantUnit(const model::UnitDescription& unit, std::vector<Wanted>& wanted);
    void wantPump(const model::UnitDescription& unit, const UnitView& view,
                  std::vector<Wanted>& wanted) const;
    void wantPartition(const GridSnapshot& picture, const PartitionView& view,
                       std::vector<Wanted>& wanted) const;
    void raise(const Wanted& wanted, const Moment& now);
    void clearMissing(const std::vector<Wanted>& wanted, const Moment& now);
    AlarmId causeOf(const Wanted& wanted) const;
    void rememberMembers(const GridSnapshot& picture);
    void trim();

    struct Entry {
        Alarm alarm;
        std::uint64_t order = 0;
    };
    std::map<AlarmId, Entry> m_alarms;
    std::map<PartitionId, std::vector<UnitId>> m_members;  ///< In-sync sets when last whole.
    std::uint64_t m_nextOrder = 1;
};

}  // namespace orrery::console
