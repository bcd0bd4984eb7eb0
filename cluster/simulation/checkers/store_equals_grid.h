// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// At rest the store holds what the grid holds: each final read is compared with its row.
#pragma once

#include <map>

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

class StoreEqualsGrid final : public Checker {
public:
    std::string_view claim() const override { return "the store equals the grid when quiet"; }
    void finished(const Operation& operation) override;
    void atRest(const World& world) override;

private:
    std::vector<Operation> m_reads;
};

}  // namespace orrery::simulation
