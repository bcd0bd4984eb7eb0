// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The console's own clock: the only place where it asks what time it is.
#pragma once

#include "console/state/moment.h"

namespace orrery::console {

/// Boot-time clock (it also counts while the machine sleeps) and wall clock, read together.
Moment currentMoment();

}  // namespace orrery::console
