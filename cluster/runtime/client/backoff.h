// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long to wait before the next attempt: doubling from a first span up to a last one, each time
// spread over half to the whole of it, so that clients that failed together do not return together.
#pragma once

#include <cstdint>

#include "shared/base/random.h"
#include "shared/base/time.h"

namespace orrery::client {

struct BackoffOptions {
    Duration first = milliseconds(2);
    Duration longest = milliseconds(50);
};

/// The wait before attempt number `attempt` + 1, `attempt` from 1.
Duration backoffAfter(std::uint32_t attempt, const BackoffOptions& options, Random& random);

}  // namespace orrery::client
