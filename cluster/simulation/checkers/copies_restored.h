// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// After the last fault every partition gets back a primary and all the copies the grid can hold, and every
// client gets its answer: the grid lives. The bound is the runner's; this checker says what was missing.
#pragma once

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

/// What keeps the grid from being whole, in words; empty when it is.
std::string whatIsMissing(const World& world);

class CopiesRestored final : public Checker {
public:
    std::string_view claim() const override { return "copies are restored after the last fault"; }
    void atRest(const World& world) override;
};

}  // namespace orrery::simulation
