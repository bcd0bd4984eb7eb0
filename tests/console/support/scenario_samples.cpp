// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: what the units of the made-up grid say of themselves.
#include <algorithm>
#include <cmath>
#include <map>

#include "support/scenario_grid.h"

namespace orrery::console::fixture {
namespace {

std::uint64_t whole(double value) { return value > 0 ? static_cast<std::uint64_t>(value) : 0; }

}  // namespace

model::UnitTelemetry ScenarioGrid::sample(std::size_t index) {
    const model::UnitDescription& description = m_state.units[index];
    UnitLoad& unit = m_units[index];
    model::UnitTelemetry sample;
    sample.unit = description.id;
    sample.incarnation = description.incarnation;
    sample.number = ++unit.number;
    sample.sampledAt = WallTime{moment().wall.millis - 2 + static_cast<std::int64_t>(index % 3)};
    sample.operations = whole(unit.operations);
    sample.reads = whole(unit.reads);
    sample.writes = whole(unit.writes);
    sample.hits = whole(unit.hits);
    sample.misses = whole(unit.misses);
    sample.redirects = unit.number / 9;
    sample.clients = 48 + m_random.below(5);
    sample.memoryLimit = 1ULL << 30;
    sample.cpuPermille = static_cast<std::uint32_t>(whole(noise(unit.rate / 40.0, 0.08)));
    sample.pump = pumpSample(index);
    sample.links = linkSamples(index);
    const auto add = [&](const model::PartitionDescription& partition, model::Role role) {
        const PartitionLoad& load = m_partitions[partition.id.value];
        model::PartitionTelemetry part;
        part.partition = partition.id;
        part.role = role;
        part.entries = whole(load.entries);
        part.bytes = whole(load.entries * 360);
        part.lastSequence = Sequence{whole(load.sequence)};
        part.commitSequence = Sequence{part.lastSequence.value - m_random.below(3)};
        const double share =
            unit.queued / static_cast<double>(m_partitions.size() / m_units.size() + 1);
        part.pumpedSequence =
            Sequence{part.commitSequence.value - std::min(part.commitSequence.value, whole(share))};
        part.operations = role == model::Role::Primary ? whole(load.operations) : 0;
        sample.memoryBytes += part.bytes;
        sample.partitions.push_back(part);
    };
    for (const model::PartitionDescription& partition : m_state.partitions) {
        const auto holds = [&](const std::vector<UnitId>& copies) {
            return std::count(copies.begin(), copies.end(), description.id) > 0;
        };
        if (partition.primary == description.id) {
            add(partition, model::Role::Primary);
        } else if (holds(partition.inSync)) {
            add(partition, model::Role::Backup);
        } else if (holds(partition.joining)) {
            add(partition, model::Role::Joining);
        }
    }
    sample.residentBytes = sample.memoryBytes + (24ULL << 20);
    return sample;
}

model::PumpTelemetry ScenarioGrid::pumpSample(std::size_t index) {
    const UnitLoad& unit = m_units[index];
    const bool slow = index == slowPump && m_elapsed >= seconds(85) && m_elapsed < seconds(100);
    model::PumpTelemetry pump;
    pump.state = slow ? model::PumpState::BackingOff : model::PumpState::Flowing;
    pump.persisted = whole(unit.persisted);
    pump.coalesced = whole(unit.coalesced);
    pump.queued = whole(unit.queued);
    pump.accepted = pump.persisted + pump.coalesced + pump.queued;
    pump.queuedBytes = pump.queued * 184;
    pump.limitBytes = 256ULL << 20;
    pump.oldest = Duration{
        unit.writeRate > 0 ? static_cast<std::int64_t>(unit.queued / unit.writeRate * 1e6) : 0};
    pump.batches = unit.batches;
    pump.lastBatchRows = slow ? 500 : 200 + m_random.below(50);
    pump.commitMedian =
        slow ? milliseconds(220) : Duration{2100 + static_cast<std::int64_t>(m_random.below(400))};
    pump.commitP99 =
        slow ? milliseconds(410) : Duration{4000 + static_cast<std::int64_t>(m_random.below(800))};
    pump.retries = unit.retries;
    pump.lastError = slow ? "database is locked (5), tried again in 1.6 s" : "";
    return pump;
}

std::vector<model::LinkTelemetry> ScenarioGrid::linkSamples(std::size_t index) {
    const UnitId from = m_state.units[index].id;
    std::map<UnitId, std::uint32_t> receivers;
    for (const model::PartitionDescription& partition : m_state.partitions) {
        if (partition.primary != from) {
            continue;
        }
        for (const auto* copies : {&partition.inSync, &partition.joining}) {
            for (UnitId copy : *copies) {
                receivers[copy] += copy != from;
            }
        }
    }
    receivers.erase(from);
    const Duration sinceKill = m_elapsed + m_options.killAt * -1;
    const bool rebuilding = hasVictim() && sinceKill > seconds(1) && sinceKill < seconds(28);
    std::vector<model::LinkTelemetry> links;
    for (const auto& [to, partitions] : receivers) {
        model::LinkTelemetry link;
        link.to = to;
        const bool gone = !alive(indexOf(to));
        const double lag = noise(rebuilding ? 6.5 : 1.9, 0.6) * 1000;
        link.lag = gone ? sinceKill : Duration{static_cast<std::int64_t>(lag)};
        link.lagRecords =
            whole(static_cast<double>(link.lag->micros) / 1e6 * m_units[index].writeRate / 3);
        link.queuedBytes = rebuilding ? 40'000 + m_random.below(200'000) : link.lagRecords * 210;
        link.lastAcknowledgement = gone ? sinceKill : Duration{static_cast<std::int64_t>(lag / 2)};
        links.push_back(link);
    }
    return links;
}

}  // namespace orrery::console::fixture
