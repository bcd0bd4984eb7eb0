// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The clients of a simulated grid: GET and SET at a rate that follows the chosen shape, sent straight to
// the primaries as cluster clients do, with MOVED followed by a look at the table. They ask and count;
// they do not try again: a person is to see what a failover costs its clients.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cluster/simulation/world/world.h"
#include "console/source/simulated/simulation_options.h"

namespace orrery::console {

/// Requests since the beginning.
struct LoadFigures {
    std::uint64_t answered = 0;
    std::uint64_t refused = 0;  ///< Answered with an error: moved, no primary, too few copies ...
    std::uint64_t lost = 0;     ///< The connection broke before the answer: applied or not, nobody knows.
    std::uint64_t notSent = 0;  ///< Nobody led the partition, or its primary owed too many answers.
};

/// Requests per second at `sinceBegin`, as `options` shape it.
double rateAt(const SimulationOptions& options, Duration sinceBegin);

class SimulatedLoad final : public simulation::Actor {
public:
    static constexpr std::uint32_t mostOwed = 512;  ///< Answers one unit may owe before clients hold back.

    /// The world must outlive the load, and the load the world's run.
    SimulatedLoad(simulation::World& world, const SimulationOptions& options);

    void start();
    const LoadFigures& figures() const { return m_figures; }

    void wake(std::uint64_t detail) override;
    void replied(simulation::ConnectionIndex connection, std::string_view bytes) override;
    void disconnected(simulation::ConnectionIndex connection) override;

private:
    struct Door { core::NodeId node; std::uint32_t owed = 0; };

    void askOnce();
    std::string drawKey();
    std::optional<simulation::ConnectionIndex> doorTo(PartitionId partition);
    void refreshRoutes();

    simulation::World& m_world;
    SimulationOptions m_options;
    Random m_random;
    bool m_begun = false;                            ///< The grid has formed: every partition has been led.
    double m_due = 0.0;                              ///< Requests due and not sent; below one after a wake.
    std::vector<std::optional<UnitId>> m_routes;     ///< By partition.
    std::optional<Epoch> m_routesAt;                 ///< Epoch of the table they were read from.
    Instant m_routesRead;
    std::map<core::NodeId, simulation::ConnectionIndex> m_connections;
    std::map<simulation::ConnectionIndex, Door> m_doors;
    LoadFigures m_figures;
};

}  // namespace orrery::console
