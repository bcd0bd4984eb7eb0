// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A partition is given up (called lost, or begun anew from the store) only when every copy that held its
// acknowledged writes has died, and a unit takes over a partition only as a member of its last in-sync
// set, in the life that was in it.
#pragma once

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

/// True when `after` says that the content of `before` is gone.
bool givesUp(const model::PartitionDescription& before, const model::PartitionDescription& after);

class HonestLoss final : public Checker {
public:
    std::string_view claim() const override { return "only the dead are given up"; }
    void tableChanged(const World& world, const model::GridState& before,
                      const model::GridState& after) override;
};

}  // namespace orrery::simulation
