// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How closely what comes in is followed: it depends on whether anybody can see it.
#pragma once

#include <cstdint>

namespace orrery::console {

/// How often a picture is made of what comes in.
enum class PicturePace : std::uint8_t {
    Seen,    ///< Ten times a second, of everything.
    Unseen,  ///< Once a second, of one sample a second of each unit: enough to tell of alarms and to keep the
             ///< curves whole while nobody can see the window.
};

/// Which of the units' samples somebody has a use for.
enum class SampleNeed : std::uint8_t {
    Every,   ///< Somebody looks, or all of them are recorded.
    Sparse,  ///< About one a second of each unit is enough.
};

}  // namespace orrery::console
