// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was acknowledged stands, and nothing else does: at rest, each counter holds exactly as many
// increments as clients were told of, no two increments were given the same answer, and each register
// holds the last version its only writer was told of. Unknown outcomes are resolved before that, by
// asking again with the same request id, so there is no slack.
#pragma once

#include <map>
#include <set>

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

class AcknowledgedWrites final : public Checker {
public:
    std::string_view claim() const override { return "acknowledged writes survive, each exactly once"; }
    void finished(const Operation& operation) override;
    void forgotten(PartitionId partition) override { m_forgotten.insert(partition); }

private:
    struct Register { std::uint64_t version = 0; bool deleted = true; };
    void judge(const Operation& read);

    std::map<std::string, std::set<std::int64_t>> m_counts;  ///< Answers given, by counter.
    std::map<std::string, Register> m_registers;
    std::set<PartitionId> m_forgotten;
};

}  // namespace orrery::simulation
