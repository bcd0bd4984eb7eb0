// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The state machine of one alarm, after ISA-18.2: a pure function, so that a test can walk every
// step. Time (delays, the end of a shelf) is decided by whoever sends the inputs.
//
//   Normal -> Unacknowledged -> Acknowledged -> Normal
//                  `-> ReturnedUnacknowledged -> Normal         (every alarm latches until it is seen)
//   Shelved, OutOfService: a person's word; SuppressedByDesign: a rule's. While one of them stands,
//   the trouble comes and goes without a sound; when it ends, a trouble that is still there is
//   unacknowledged again, one that is gone is normal.
#pragma once

#include "console/state/alarm.h"

namespace orrery::console {

enum class AlarmInput : std::uint8_t {
    Raised,        ///< The trouble is there.
    Cleared,       ///< It is gone.
    Acknowledged,  ///< A person has seen it.
    Shelved,       ///< A person sets it aside for a while.
    Unshelved,     ///< The while is over, or a person ended it.
    TakenOut,      ///< A person switches it off.
    PutBack,       ///< A person switches it on.
    Suppressed,    ///< A rule finds that it follows from something wanted.
    Released,      ///< The rule no longer holds.
};

struct AlarmStatus {
    AlarmState state = AlarmState::Normal;
    bool active = false;
    friend bool operator==(const AlarmStatus&, const AlarmStatus&) = default;
};

/// What `input` makes of `status`. An input that has no meaning there changes nothing.
AlarmStatus nextStatus(AlarmStatus status, AlarmInput input);

}  // namespace orrery::console
