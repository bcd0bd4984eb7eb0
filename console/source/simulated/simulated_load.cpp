// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulated_load.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "shared/base/slot.h"

namespace orrery::console {
namespace {

constexpr Duration turn = milliseconds(10);           ///< Requests of one turn leave together.
constexpr Duration routesAtMostEvery = milliseconds(50);
constexpr std::array spaces{"order", "customer", "quote"};

constexpr double waveSeconds = 120.0;
constexpr double waveSwing = 0.8;
constexpr double burstEvery = 30.0;
constexpr double burstSeconds = 5.0;

}  // namespace

double rateAt(const SimulationOptions& options, Duration sinceBegin) {
    const double seconds = static_cast<double>(sinceBegin.micros) / 1e6;
    const double rate = options.rate;
    switch (options.shape) {
    case LoadShape::Steady:
    case LoadShape::HotKey: return rate;
    case LoadShape::Wave: return rate * (1.0 + waveSwing * std::sin(2.0 * std::numbers::pi * seconds / waveSeconds));
    case LoadShape::Burst: return std::fmod(seconds, burstEvery) >= burstEvery - burstSeconds ? rate * 4.0 / 3.0 : rate / 3.0;
    }
    return rate;
}

SimulatedLoad::SimulatedLoad(simulation::World& world, const SimulationOptions& options)
    : m_world(world), m_options(options), m_random(world.forkRandom()), m_routes(options.partitions) {}

void SimulatedLoad::start() {
    if (m_options.rate > 0) {
        m_world.setAlarm(*this, turn, 0);
    }
}

void SimulatedLoad::wake(std::uint64_t) {
    m_world.setAlarm(*this, turn, 0);
    refreshRoutes();
    if (!m_begun) {
        m_begun = std::all_of(m_routes.begin(), m_routes.end(), [](const auto& route) { return route.has_value(); });
        return;
    }
    m_due += rateAt(m_options, m_world.now() - Instant{}) * static_cast<double>(turn.micros) / 1e6;
    for (; m_due >= 1.0; m_due -= 1.0) {
        askOnce();
    }
}

void SimulatedLoad::askOnce() {
    const std::string key = drawKey();
    const bool reads = m_random.chance(m_options.readPercent, 100);
    const PartitionId partition = partitionOf(slotOf(key), static_cast<std::uint16_t>(m_options.partitions));
    const auto connection = doorTo(partition);
    if (!connection) {
        ++m_figures.notSent;
        return;
    }
    ++m_doors[*connection].owed;
    if (reads) {
        m_world.clients().send(*connection, {"GET", key});
    } else {
        const char letter = static_cast<char>('a' + m_random.below(26));
        m_world.clients().send(*connection, {"SET", key, std::string(m_options.valueBytes, letter)});
    }
}

std::string SimulatedLoad::drawKey() {
    if (m_options.shape == LoadShape::HotKey && m_random.chance(1, 2)) {
        return "quote:hot";
    }
    const std::uint64_t number = m_random.below(m_options.keys);
    return std::string(spaces[number % spaces.size()]) + ":" + std::to_string(number);
}

std::optional<simulation::ConnectionIndex> SimulatedLoad::doorTo(PartitionId partition) {
    const std::optional<UnitId> unit = m_routes[partition.value];
    if (!unit) {
        return std::nullopt;
    }
    const core::NodeId node = core::nodeOf(*unit);
    const auto known = m_connections.find(node);
    if (known != m_connections.end()) {
        return m_doors[known->second].owed < mostOwed ? std::optional(known->second) : std::nullopt;
    }
    const simulation::ConnectionIndex made = m_world.clients().connect(*this, node);
    m_connections.emplace(node, made);
    m_doors.emplace(made, Door{node, 0});
    return made;
}

void SimulatedLoad::replied(simulation::ConnectionIndex connection, std::string_view bytes) {
    const auto door = m_doors.find(connection);
    ORRERY_ASSERT(door != m_doors.end() && door->second.owed > 0);
    --door->second.owed;
    if (bytes.starts_with('-')) {
        ++m_figures.refused;
    } else {
        ++m_figures.answered;
    }
}

void SimulatedLoad::disconnected(simulation::ConnectionIndex connection) {
    const auto found = m_doors.find(connection);
    if (found == m_doors.end()) {
        return;
    }
    m_figures.lost += found->second.owed;
    m_connections.erase(found->second.node);
    m_doors.erase(found);
}

void SimulatedLoad::refreshRoutes() {
    if (m_routesAt && m_world.now() - m_routesRead < routesAtMostEvery) {
        return;
    }
    m_routesRead = m_world.now();
    const model::GridState* state = m_world.controllerState();
    if (state == nullptr || state->partitions.size() != m_routes.size() || m_routesAt == state->epoch) {
        return;
    }
    m_routesAt = state->epoch;
    for (std::size_t index = 0; index < m_routes.size(); ++index) {
        m_routes[index] = state->partitions[index].primary;
    }
}

}  // namespace orrery::console
