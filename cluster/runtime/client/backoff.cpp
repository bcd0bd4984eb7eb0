// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/backoff.h"

#include <algorithm>

namespace orrery::client {

Duration backoffAfter(std::uint32_t attempt, const BackoffOptions& options, Random& random) {
    constexpr std::uint32_t shiftLimit = 20;
    const std::uint32_t shift = std::min(attempt > 0 ? attempt - 1 : 0, shiftLimit);
    const std::int64_t full = std::min(options.first.micros << shift, options.longest.micros);
    const std::int64_t half = full / 2;
    return microseconds(half + static_cast<std::int64_t>(
                                   random.below(static_cast<std::uint64_t>(full - half) + 1)));
}

}  // namespace orrery::client
