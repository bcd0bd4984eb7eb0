// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far the counters of all units have moved since a moment: units report twice a second, so the
// answer is there only when each living one has reported again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "shared/base/ids.h"
#include "shared/model/grid_state.h"

namespace orrery::core {

class ControllerHost;

class CounterTally {
public:
    /// None of the two is known before every living unit has reported again.
    struct Figures { std::optional<std::uint64_t> redirects; std::optional<std::uint64_t> unknowns; };

    CounterTally() = default;
    /// Remembers where the counters of the units of `grid` stand, as far as they have reported.
    CounterTally(const model::GridState& grid, const ControllerHost& host);

    /// No unit had reported: there is nothing to wait for.
    bool isEmpty() const { return m_base.empty(); }
    /// The number of the newest report of `unit` that was known at the beginning; 0 for none.
    std::uint64_t reportOf(UnitId unit) const;
    Figures since(const model::GridState& grid, const ControllerHost& host) const;

private:
    struct Base { Incarnation incarnation; std::uint64_t number = 0; std::uint64_t redirects = 0;
                  std::uint64_t unknowns = 0; };
    std::map<UnitId, Base> m_base;
};

}  // namespace orrery::core
