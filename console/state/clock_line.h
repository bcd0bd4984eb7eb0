// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which wall time belongs to which instant, when the wall clock may have been set in between. The instants
// run on whatever the wall clock does: order and spans come from them. Plain value.
#pragma once

#include <optional>
#include <vector>

#include "console/state/moment.h"

namespace orrery::console {

/// The wall clock was set.
struct ClockStep {
    Instant at;
    Duration by;  ///< Below zero: set back.
    friend bool operator==(const ClockStep&, const ClockStep&) = default;
};

class ClockLine {
public:
    static constexpr Duration leastDrift = milliseconds(500);  ///< Followed: clocks are also brought in line slowly.
    static constexpr Duration leastStep = seconds(5);          ///< Told by steps().
    static constexpr std::size_t capacity = 512;  ///< Anchors kept; the oldest go first.

    /// Both clocks were read, not before the last note. Cheap when they ran alike.
    void note(const Moment& moment);
    bool empty() const { return m_anchors.empty(); }
    /// The wall time as it was read at `at`; before the first note, as the clock ran then. {} when empty.
    Moment momentAt(Instant at) const;
    /// The latest instant, up to the last note, at which the wall clock showed `wall`; where it never did, the
    /// nearest one noted, or as the clock ran before the first note. {} when empty.
    Instant instantOf(WallTime wall) const;
    /// When the clock was set, oldest first.
    std::vector<ClockStep> steps() const;
    /// Where the clock began to run as it does up to the next; oldest first.
    const std::vector<Moment>& anchors() const { return m_anchors; }
    friend bool operator==(const ClockLine&, const ClockLine&) = default;

private:
    static Duration offset(const Moment& moment) {
        return milliseconds(moment.wall.millis) + Duration{-moment.at.micros};
    }
    std::vector<Moment> m_anchors;
    Instant m_newest;  ///< Of the last note.
};

}  // namespace orrery::console
