// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// At no moment would two units answer a read for the same partition: each reigns, has begun to serve and
// holds a lease. Stricter than judging by answers, for it needs no client to ask at the wrong moment.
#pragma once

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

class OneServing final : public Checker {
public:
    std::string_view claim() const override { return "one unit serves a partition at a time"; }
    void polled(const World& world) override;

private:
    std::vector<core::NodeId> m_servers;   ///< By partition; reused.
};

}  // namespace orrery::simulation
