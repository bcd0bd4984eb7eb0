// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/ledger_balances.h"

namespace orrery::simulation {

std::uint64_t queuedForStore(const World& world) {
    std::uint64_t queued = 0;
    for (SlotIndex slot = 0; slot < world.processes().size(); ++slot) {
        const Process& process = world.processes().at(slot);
        if (process.unit) {
            queued += process.unit->telemetry(world.momentOf(process)).pump.queued;
        }
    }
    return queued;
}

void LedgerBalances::atRest(const World& world) {
    for (SlotIndex slot = 0; slot < world.processes().size(); ++slot) {
        const Process& process = world.processes().at(slot);
        if (!process.unit) {
            continue;
        }
        const model::PumpTelemetry pump = process.unit->telemetry(world.momentOf(process)).pump;
        if (pump.accepted != pump.persisted + pump.coalesced + pump.queued + pump.deadLettered) {
            violated("unit " + process.name + ": accepted " + std::to_string(pump.accepted) + ", persisted " +
                     std::to_string(pump.persisted) + ", coalesced " + std::to_string(pump.coalesced) +
                     ", queued " + std::to_string(pump.queued));
        }
        if (pump.queued != 0 || pump.deadLettered != 0) {
            violated("unit " + process.name + " still has " + std::to_string(pump.queued) + " changes queued and " +
                     std::to_string(pump.deadLettered) + " dead-lettered");
        }
    }
}

}  // namespace orrery::simulation
