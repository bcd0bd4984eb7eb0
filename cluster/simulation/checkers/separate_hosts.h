// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two copies of a partition are never on one host while there is another host to go to.
#pragma once

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

/// A partition with two copies on one host that could do better, in words; empty when there is none.
std::string sharedHost(const World& world);

class SeparateHosts final : public Checker {
public:
    std::string_view claim() const override { return "two copies are never on one host"; }
    void atRest(const World& world) override;
};

}  // namespace orrery::simulation
