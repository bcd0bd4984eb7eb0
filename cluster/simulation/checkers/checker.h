// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A checker watches a simulated grid for one property. It knows what clients were told and what anybody
// may see of the grid; it shares no code with the core it judges, and it never changes the world.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/simulation/checkers/operation.h"
#include "cluster/simulation/world/world.h"

namespace orrery::simulation {

class Checker {
public:
    virtual ~Checker() = default;

    /// The property, as a claim.
    virtual std::string_view claim() const = 0;

    /// An operation is tried for the first time; a read is told anew for each attempt, for it can be
    /// answered by no earlier one.
    virtual void started(const Operation& operation);
    /// An operation has ended well.
    virtual void finished(const Operation& operation);
    /// An operation was given up; every attempt was answered "not applied".
    virtual void abandoned(const Operation& operation);
    /// A few milliseconds of world time have passed.
    virtual void polled(const World& world);
    /// The controller's table has changed.
    virtual void tableChanged(const World& world, const model::GridState& before, const model::GridState& after);
    /// All copies of the partition have died: from here on nothing is known of its content.
    virtual void forgotten(PartitionId partition);
    /// The faults are over, everything has come to rest and the final reads are done.
    virtual void atRest(const World& world);

    /// The first violation in words; empty when there was none.
    const std::string& violation() const { return m_violation; }

protected:
    void violated(const std::string& what) {
        if (m_violation.empty()) {
            m_violation = what;
        }
    }

private:
    std::string m_violation;
};

/// One of each.
std::vector<std::unique_ptr<Checker>> allCheckers();

}  // namespace orrery::simulation
