// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole simulated grid with everything around it: the world of hosts, agents and units, its clients,
// what goes wrong by itself, a subscription to its stream and a desk for plans and actions. It has no
// thread and no clock of its own: advance() is its time, and the same options and calls at the same
// points of it give the same history, however it is cut into steps.
#pragma once

#include "cluster/simulation/nemesis.h"
#include "console/source/simulated/fault_injector.h"
#include "console/source/simulated/simulated_desk.h"
#include "console/source/simulated/simulated_load.h"
#include "console/source/simulated/simulated_asking.h"
#include "console/source/simulated/simulated_stream.h"

namespace orrery::console {

class SimulatedGrid {
public:
    struct Listeners {
        std::function<void(const StreamBatchPointer&)> batch;
        std::function<void(const Contact&)> contact;
        SimulatedDesk::Answers answers;
    };

    /// What goes wrong by itself begins at this point of the world's time, when the grid has formed.
    static constexpr Duration failuresFrom = seconds(20);

    /// Pre: check(options) is good. The listeners are called from within the functions below.
    SimulatedGrid(const SimulationOptions& options, Listeners listeners);

    /// Clients and subscription begin. Once, before the first advance().
    void start();
    /// Carries out the next `span` of the world's time.
    void advance(Duration span);
    /// Gives a batch out, if need be an empty one.
    void deliver(Course course) { m_batches.deliver(course); }
    SimulatedDesk& desk() { return m_desk; }
    SimulatedAsking& asking() { return m_asking; }
    /// Now. Refused with the reason for a person.
    Status inject(const SimulatedFault& fault) { return injectFault(fault, m_world); }

    Moment now() const { return {m_world.now(), m_world.wallNow()}; }
    const LoadFigures& load() const { return m_load.figures(); }
    std::uint64_t eventCount() const { return m_world.eventCount(); }
    /// Of everything that has happened.
    std::uint64_t traceHash() const { return m_world.traceHash(); }

private:
    simulation::Scenario m_scenario;
    simulation::World m_world;
    BatchMaker m_batches;
    SimulatedStream m_stream;
    SimulatedDesk m_desk;
    SimulatedAsking m_asking;
    SimulatedLoad m_load;
    simulation::Nemesis m_nemesis;
    bool m_failuresBegun = false;
};

}  // namespace orrery::console
