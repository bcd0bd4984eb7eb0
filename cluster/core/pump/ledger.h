// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The counts that must always balance. A change is in exactly one of the four places on the right side
// of accepted = persisted + coalesced + queued + deadLettered.
#pragma once

#include <cstdint>

#include "shared/base/assert.h"

namespace orrery::core {

struct Ledger {
    std::uint64_t accepted = 0;      ///< Taken into this unit's charge and not released again.
    std::uint64_t persisted = 0;
    std::uint64_t coalesced = 0;
    std::uint64_t deadLettered = 0;

    /// Stops the process unless the ledger balances with `queued` changes waiting.
    void check(std::uint64_t queued) const {
        ORRERY_ASSERT(accepted == persisted + coalesced + queued + deadLettered);
    }
};

}  // namespace orrery::core
