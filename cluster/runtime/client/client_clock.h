// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The clock of the client side: deadlines, timeouts and latencies. Monotonic, never the wall clock.
#pragma once

#include "shared/base/time.h"

namespace orrery::client {

/// Now on the monotonic clock of this machine. Never goes back.
Instant clientNow();

}  // namespace orrery::client
