// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/control/counter_tally.h"

#include "cluster/core/control/controller.h"

namespace orrery::core {

CounterTally::CounterTally(const model::GridState& grid, const ControllerHost& host) {
    for (const model::UnitDescription& unit : grid.units) {
        if (const model::UnitTelemetry* sample = host.telemetry(unit.id)) {
            m_base[unit.id] = Base{sample->incarnation, sample->number, sample->redirects, sample->unknowns};
        }
    }
}

std::uint64_t CounterTally::reportOf(UnitId unit) const {
    const auto base = m_base.find(unit);
    return base == m_base.end() ? 0 : base->second.number;
}

CounterTally::Figures CounterTally::since(const model::GridState& grid, const ControllerHost& host) const {
    std::uint64_t redirects = 0;
    std::uint64_t unknowns = 0;
    for (const auto& [id, base] : m_base) {
        const model::UnitDescription* unit = model::findUnit(grid, id);
        const model::UnitTelemetry* sample = host.telemetry(id);
        const bool lives = unit != nullptr && (unit->state == model::UnitState::Ready ||
                                               unit->state == model::UnitState::Draining);
        if (sample == nullptr || unit == nullptr) {
            continue;
        }
        const bool isSameLife = sample->incarnation == base.incarnation;
        if (lives && unit->incarnation == base.incarnation && isSameLife && sample->number <= base.number) {
            return {};
        }
        redirects += isSameLife ? sample->redirects - base.redirects : sample->redirects;
        unknowns += isSameLife ? sample->unknowns - base.unknowns : sample->unknowns;
    }
    return m_base.empty() ? Figures{} : Figures{redirects, unknowns};
}

}  // namespace orrery::core
