// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which samples a subscriber gets that does not want every one. Time is divided into slots of the length it asked for,
// the same ones for all units, and of each unit the first sample of a slot goes out. So nothing has to be remembered of
// each subscriber and unit, and the samples of a slot come together: whoever takes them sleeps in between.
#pragma once

#include "shared/base/time.h"

namespace orrery::core {

/// The longest slot that may be asked for.
inline constexpr Duration longestSlot = seconds(60);

/// Whether a sample that came at `at` is the first of its slot of `length`, not below 0, when the one before it of the
/// same unit came at `before`. With a length of 0 every sample is a first one.
constexpr bool isFirstOfSlot(Duration length, Instant before, Instant at) {
    return length <= Duration{} || at.micros / length.micros != before.micros / length.micros;
}

}  // namespace orrery::core
