// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an agent knows of the pumps: the figures of the units' last reports. The items of a queue are in the
// units only.
#include <utility>

#include "cluster/core/agent_parts.h"
#include "cluster/core/words.h"

namespace orrery::core {
namespace {

resp::Value queuesOf(const model::UnitTelemetry& telemetry) {
    std::vector<resp::Value> partitions;
    for (const model::PartitionTelemetry& one : telemetry.partitions) {
        if (one.role == model::Role::Primary) {
            partitions.push_back(
                resp::Value::map()
                    .with("partition", resp::Value::number64(one.partition.value))
                    .with("queued", resp::Value::number64(static_cast<std::int64_t>(one.commitSequence.value -
                                                                                    one.pumpedSequence.value))));
        }
    }
    return resp::Value::array(std::move(partitions));
}

}  // namespace

/// PUMP SHOW [unit]
void AgentCore::Parts::showPumps(RequestArguments arguments, resp::Writer& reply) const {
    const model::UnitDescription* only = nullptr;
    if (arguments.size() > 2) {
        only = model::findUnit(state.grid(), arguments[2]);
        if (only == nullptr) {
            reply.error("ERR there is no unit " + std::string(arguments[2]));
            return;
        }
    }
    if (arguments.size() > 3) {
        reply.error("ASKUNIT " + only->client.address + ":" + std::to_string(only->client.port) +
                    " Only the unit itself knows what waits in its queues");
        return;
    }
    std::vector<resp::Value> pumps;
    for (const model::UnitDescription& unit : state.grid().units) {
        if (only == nullptr || only->id == unit.id) {
            pumps.push_back(pumpOf(unit));
        }
    }
    reply.value(resp::Value::array(std::move(pumps)));
}

resp::Value AgentCore::Parts::pumpOf(const model::UnitDescription& unit) const {
    resp::Value shown = resp::Value::map()
                            .with("unit", resp::Value::bulk(unit.name))
                            .with("paused", resp::Value::boolean(unit.pumpPaused));
    const auto sample = samples.find(unit.id);
    if (sample == samples.end() || sample->second.telemetry->incarnation != unit.incarnation) {
        return shown;   // It has not reported in this life.
    }
    const resp::Value telemetry = model::encode(*sample->second.telemetry);
    shown.with("age-micros", resp::Value::number64((now.instant - sample->second.receivedAt).micros));
    if (sample->second.acceptedPerSecond) {
        shown.with("accepted-per-second",
                   resp::Value::number64(static_cast<std::int64_t>(*sample->second.acceptedPerSecond)));
    }
    shown.with("figures", *telemetry.find("pump"));
    shown.with("partitions", queuesOf(*sample->second.telemetry));
    return shown;
}

/// The newest report of a unit, with the pace of its pump since the one before.
void AgentCore::Parts::noteReport(UnitId unit, const std::shared_ptr<const model::UnitTelemetry>& telemetry) {
    Sample next{telemetry, now.instant, std::nullopt};
    const auto before = samples.find(unit);
    if (before != samples.end() && before->second.telemetry->incarnation == telemetry->incarnation) {
        const std::uint64_t accepted = before->second.telemetry->pump.accepted;
        const Duration passed = now.instant - before->second.receivedAt;
        // It goes back when a partition leaves: then nothing is known of the pace.
        if (telemetry->pump.accepted >= accepted && passed >= milliseconds(100)) {
            next.acceptedPerSecond =
                (telemetry->pump.accepted - accepted) * 1000 / static_cast<std::uint64_t>(passed.millis());
        }
    }
    samples[unit] = std::move(next);
}

}  // namespace orrery::core
