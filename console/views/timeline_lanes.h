// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the timeline shows, as data: lanes, marks on them, spans, and gaps in the journal. A pure
// function of a snapshot and a range, so that the picture, the keyboard and a screen reader speak of
// the same things.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

#include "console/state/grid_snapshot.h"
#include "console/state/time_cursor.h"

namespace orrery::console {

/// A thing that happened, or several that lie too close to be told apart.
struct TimelineMark {
    Instant at;
    int priority = 0;              ///< 1 to 3 as Priority; 0: needs no one.
    std::uint32_t count = 1;       ///< Things folded into this mark.
    bool late = false;             ///< Received more than 5 s after it happened.
    std::uint64_t event = 0;       ///< Number of the most urgent event; 0: an alarm.
    std::optional<AlarmId> alarm;  ///< Lane of alarms.
    QString text;                  ///< Of the most urgent one.
};

/// An alarm from raising to clearing.
struct TimelineSpan {
    Instant from, to;
    int priority = 0;
    bool open = true;  ///< Still there.
};

struct TimelineLane {
    QString name;
    std::vector<TimelineMark> marks;  ///< By time.
    std::vector<TimelineSpan> spans;
};

/// Numbers of the journal that this console does not hold.
struct TimelineGap {
    Instant from, to;
    std::uint64_t missing = 0;
};

struct TimelinePicture {
    std::vector<TimelineLane> lanes;  ///< Alarms, Failovers, Moves, Operators, then hosts.
    std::vector<TimelineGap> gaps;
};

/// What lies in `range`. Marks closer than `resolution` become one; of that the most urgent speaks.
TimelinePicture timelineOf(const GridSnapshot& snapshot, const TimeRange& range, Duration resolution);

/// When a thing with wall time `at` happened on the source's clock.
Instant instantOf(WallTime at, const Moment& now);

}  // namespace orrery::console
