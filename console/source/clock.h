// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The console's own clock: the only place where it asks what time it is.
#pragma once

#include <string>

#include "console/state/moment.h"

namespace orrery::console {

/// Boot-time clock (it also counts while the machine sleeps) and wall clock, read together.
Moment currentMoment();

/// Names the clock that instants are read from: another one after each boot of this machine. Empty when the
/// system does not tell.
std::string clockName();

}  // namespace orrery::console
