// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// At most one unit answers for a partition in an epoch, and no two writes stand at one position.
// Judged by answers: each carries the epoch it was given in and the position of its write. Epochs and
// versions in the controller's table never go back.
#pragma once

#include <map>
#include <utility>

#include "cluster/simulation/checkers/checker.h"

namespace orrery::simulation {

class OnePrimary final : public Checker {
public:
    std::string_view claim() const override { return "one primary per partition and epoch"; }
    void finished(const Operation& operation) override;
    void tableChanged(const World& world, const model::GridState& before,
                      const model::GridState& after) override;

private:
    using Server = std::pair<core::NodeId, std::uint32_t>;
    std::map<std::pair<PartitionId, Epoch>, Server> m_servers;
    std::map<std::pair<PartitionId, Position>, std::uint64_t> m_writes;   ///< To the operation's number.
};

}  // namespace orrery::simulation
