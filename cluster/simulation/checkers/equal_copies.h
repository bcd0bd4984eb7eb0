// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// At rest all in-sync copies of a partition hold the same entries.
#pragma once

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

class EqualCopies final : public Checker {
public:
    std::string_view claim() const override { return "copies of a partition are equal when quiet"; }
    void atRest(const World& world) override;
};

}  // namespace orrery::simulation
