// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When something reached the console. Ages and order come from the monotonic half, what people read
// from the wall half. A recording replays both as they were, so the same code ages old data.
#pragma once

#include "shared/base/time.h"

namespace orrery::console {

struct Moment {
    Instant at;  ///< Clock of the source: boot-time clock when live, the play head when replayed.
    WallTime wall;  ///< The same point for people, UTC.
    friend bool operator==(const Moment&, const Moment&) = default;
};

/// The wall time of `point`, seen from `now`: the two clocks are taken to run alike, so that a
/// wall clock that was set in between moves no sample.
constexpr WallTime wallTimeOf(Instant point, const Moment& now) {
    return WallTime{now.wall.millis - (now.at - point).millis()};
}

}  // namespace orrery::console
