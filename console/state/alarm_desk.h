// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of alarms over time: compares what a picture shows (alarm_rules.h) with what stands, sends
// each alarm its inputs (alarm_machine.h), puts it into its group (alarm_groups.h) and keeps what
// persons say. Bounded: above `capacity` followers of a group are counted instead of kept.
#pragma once

#include <map>
#include <vector>

#include "console/state/alarm.h"
#include "console/state/alarm_groups.h"
#include "console/state/alarm_machine.h"
#include "console/state/alarm_rules.h"
#include "console/state/alarm_word.h"
#include "console/state/grid_snapshot.h"

namespace orrery::console {

class AlarmDesk {
public:
    static constexpr Duration longestShelf = seconds(8 * 3600);
    /// Alarms kept one by one. The oldest that are over go first; then newcomers are folded.
    static constexpr std::size_t capacity = 2'500;
    /// An acknowledgement from an earlier run counts for troubles found within this time.
    static constexpr Duration recallSpan = seconds(10);

    /// Compares the alarms with the picture: raises, clears, finds causes. `picture` needs state,
    /// units, partitions and links filled. While contact is lost nothing is raised and nothing is
    /// cleared; shelves end all the same.
    void judge(const GridSnapshot& picture);
    /// A line of the journal, before the picture that it explains: tells causes, and whether the grid is
    /// forming. Copies that are not there yet in the first minute of a grid's life miss nobody: no alarm,
    /// until every partition has them, or something died.
    void learn(const model::GridEvent& event);

    /// Seen by `by`. Holds for the whole group when `id` came first in it. An alarm that has
    /// returned leaves the list.
    void acknowledge(AlarmId id, const QString& by = {});
    void acknowledgeAll(const QString& by = {});
    /// Sets the alarm aside, at most for longestShelf, counted from `now`, and with the first of a
    /// group those that follow and are not more urgent. No effect on an alarm that is not on the
    /// list, and with a span that is not positive.
    void shelve(AlarmId id, const Shelving& how, Moment now);
    void unshelve(AlarmId id);
    /// Switches the alarm off until putBack(): for maintenance, with a name and a reason.
    void takeOut(AlarmId id, const QString& by, const QString& reason);
    void putBack(AlarmId id);
    /// What persons said in an earlier run. Shelves that are over by `now` are left out.
    void recall(const std::vector<AlarmWord>& words, Moment now);
    void clear() { *this = {}; }

    /// In order of raising.
    std::vector<Alarm> alarms() const;
    /// Look-ups of causes so far: what a flood costs, for tests.
    std::uint64_t steps() const { return m_groups.steps(); }

private:
    struct Entry {
        Alarm alarm;
        std::uint64_t order = 0;
        std::uint64_t figures = 0;           ///< Of the words it shows.
        std::uint64_t round = 0;             ///< The last judgement that found the trouble.
        std::optional<Instant> absentSince;  ///< Active, and not found since then.
    };
    using Entries = std::map<AlarmId, Entry>;

    /// How long a grid may take to form without an alarm.
    static constexpr Duration formingSpan = seconds(60);

    void endShelves(const Moment& now);
    bool isForming(const Moment& now) const;
    void find(AlarmWish& wish, const GridSnapshot& picture);
    bool stoodLongEnough(AlarmId id, const Moment& now);
    bool makeRoomFor(const AlarmWish& wish, AlarmId cause);
    void raise(Entry& entry, const AlarmWish& wish, const Moment& now);
    void clearMissing(const Moment& now);
    void forgetPending();
    void knowMembers(AlarmWish& wish) const;
    void rememberMembers(const GridSnapshot& picture);
    bool isStanding(AlarmId id) const;
    /// Sends the input; an entry that is then normal is erased. Returns what follows `it`.
    Entries::iterator send(Entries::iterator it, AlarmInput input);
    static void apply(Alarm& alarm, AlarmInput input);

    struct Pending {
        Instant since;
        std::uint64_t round;
    };
    Entries m_alarms;
    AlarmGroups m_groups;
    std::map<AlarmId, Pending> m_pending;      ///< Found, and not long enough to be raised.
    std::map<AlarmId, AlarmWord> m_recalled;   ///< Acknowledgements of an earlier run.
    std::optional<Instant> m_recallUntil;
    std::map<AlarmId, std::array<std::uint32_t, 4>> m_folded;  ///< By head of group.
    std::map<PartitionId, std::vector<UnitId>> m_members;      ///< In-sync sets when last whole.
    std::optional<WallTime> m_formingSince;  ///< The grid was made then, and has not been whole since.
    std::uint64_t m_nextOrder = 1;
    std::uint64_t m_round = 0;
    std::uint64_t m_fullRound = 0;  ///< The judgement that found nothing to let go.
};

}  // namespace orrery::console
