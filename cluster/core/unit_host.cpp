// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the copies of a unit ask of it.
#include "cluster/core/unit_parts.h"
#include "shared/base/slot.h"

namespace orrery::core {

void UnitCore::Parts::enter(Moment moment, Effects& out) {
    now = moment;
    effects = &out;
}

Incarnation UnitCore::Parts::incarnationOf(UnitId unit) const {
    const model::UnitDescription* known = model::findUnit(grid, unit);
    return known != nullptr ? known->incarnation : Incarnation{};
}

bool UnitCore::Parts::isPumped(std::string_view key) const {
    if (!options.hasStore) {
        return false;
    }
    auto policy = pumpedSpaces.find(spaceOf(key));
    if (policy == pumpedSpaces.end()) {
        policy = pumpedSpaces.find("*");
    }
    return policy == pumpedSpaces.end() || policy->second;
}

std::string_view UnitCore::Parts::refusal() const {
    if (pump.isBlocked()) {
        return "THROTTLED The write-behind backlog is at its limit; the store does not keep up";
    }
    if (options.memoryLimit != 0 && memoryKnown > options.memoryLimit) {
        return "OOM command not allowed when used memory > 'maxmemory'.";
    }
    return {};
}

void UnitCore::Parts::tellController(Message message) { toController.push_back(std::move(message)); }

void UnitCore::Parts::answer(ClientId client, std::uint64_t generation, Ticket ticket, std::string_view bytes) {
    const ClientSession* session = sessions.find(client);
    if (session == nullptr || session->generation != generation) {
        return;
    }
    effects->replies.push_back({client, ticket, effects->replyBytes.size(), bytes.size()});
    effects->replyBytes.append(bytes);
}

void UnitCore::Parts::pumpTake(PartitionId partition, Epoch epoch, const PumpSource& source, Sequence pumped) {
    if (options.hasStore) {
        pump.primaryTaken(partition, epoch, source, pumped, now, pumpEffects);
    }
}

void UnitCore::Parts::pumpCommitted(PartitionId partition, PumpBacklog accepted) {
    pump.committed(partition, accepted, now);
}

}  // namespace orrery::core
