// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/copies_restored.h"

#include <algorithm>

#include "cluster/simulation/world/inspector.h"

namespace orrery::simulation {
namespace {

std::size_t readyUnits(const model::GridState& state) {
    return static_cast<std::size_t>(
        std::count_if(state.units.begin(), state.units.end(), [](const model::UnitDescription& unit) {
            return unit.state == model::UnitState::Ready;
        }));
}

/// Every story of the journal has its last line, also those that a former controller began.
std::string untold(const World& world) {
    for (SlotIndex slot = 0; slot < world.processes().size(); ++slot) {
        const Process& process = world.processes().at(slot);
        if (process.alive && process.agent && process.agent->isController()) {
            const std::string story = core::AgentInspector::untold(*process.agent);
            return story.empty() ? story : "the journal's last line of: " + story;
        }
    }
    return {};
}

}  // namespace

std::string whatIsMissing(const World& world) {
    const model::GridState* state = world.controllerState();
    if (state == nullptr || state->partitions.empty()) {
        return state == nullptr ? "a controller" : "the table";
    }
    for (const model::UnitDescription& unit : state->units) {
        if (unit.state != model::UnitState::Ready && unit.state != model::UnitState::Stopped) {
            return "unit " + unit.name + " being ready (it is " + std::string(model::wordFor(unit.state)) + ")";
        }
    }
    const std::size_t wanted = std::min<std::size_t>(state->backups + 1U, readyUnits(*state));
    for (const model::PartitionDescription& partition : state->partitions) {
        const std::string where = " of partition " + std::to_string(partition.id.value);
        if (!partition.primary) {
            return "a primary" + where;
        }
        if (partition.inSync.size() < wanted) {
            return "copies" + where + " (it has " + std::to_string(partition.inSync.size()) + ")";
        }
        if (!partition.joining.empty() || partition.handoverTo) {
            return "an end to the moves" + where;
        }
    }
    return untold(world);
}

void CopiesRestored::atRest(const World& world) {
    const std::string missing = whatIsMissing(world);
    if (!missing.empty()) {
        violated("missing: " + missing);
    }
}

}  // namespace orrery::simulation
