// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Housekeeping of a ring: files are written whole and thinned to one sample a second and unit when it is
// known what lies around them. So a minute before and two minutes after whatever someone may want to look at
// stay whole, also across the ends of files.
#pragma once

#include <atomic>
#include <vector>

#include "console/source/recording_copy.h"

namespace orrery::console {

/// Thins the files of the ring in `folder` that are whole, all but the two newest: one is being written, and
/// the one before it may still have to stay whole for what happens now. `marks` are the moments that a person
/// marked. A file that cannot be thinned (disk full) stays as it is and is tried again next time. Stops early
/// when `stop` becomes true; it may be null. How many files were thinned.
int keepRing(const QString& folder, const std::vector<WallTime>& marks, const std::atomic<bool>* stop);

}  // namespace orrery::console
