// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pump's books: every change a unit's pump took into its charge is persisted, coalesced, queued or
// dead-lettered, and at rest nothing is queued.
#pragma once

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

/// Changes that wait for the store, over all units.
std::uint64_t queuedForStore(const World& world);

class LedgerBalances final : public Checker {
public:
    std::string_view claim() const override { return "the pump's ledger balances"; }
    void atRest(const World& world) override;
};

}  // namespace orrery::simulation
