// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/client_clock.h"

#include <chrono>

namespace orrery::client {

Instant clientNow() {
    const auto sinceStart = std::chrono::steady_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::microseconds>(sinceStart).count()};
}

}  // namespace orrery::client
