// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulated_grid.h"

#include <utility>

namespace orrery::console {
namespace {

/// Healing takes long enough for a person to see what a fault does.
constexpr simulation::FaultSpans visibleSpans{.hostDown = {seconds(10), seconds(40)},
                                              .cut = {seconds(3), seconds(15)},
                                              .pause = {milliseconds(200), seconds(8)},
                                              .clog = {milliseconds(100), seconds(2)},
                                              .storeDown = {seconds(5), seconds(30)},
                                              .drained = {seconds(10), seconds(30)}};

/// What a simulated unit really has of the settings of a real one.
std::vector<model::Setting> unitSettings(const SimulationOptions& options) {
    using model::SettingOrigin;
    return {{"grid", "simulated", SettingOrigin::Agent},
            {"store", options.hasStore ? "simulated" : "none", SettingOrigin::Agent},
            {"memory-limit", std::to_string(core::UnitOptions{}.memoryLimit), SettingOrigin::Default},
            {"password", "not set", SettingOrigin::Default}};
}

simulation::Scenario scenarioFor(const SimulationOptions& options) {
    simulation::Scenario scenario;
    scenario.name = std::string(wordFor(options.failures));
    scenario.world.seed = options.seed;
    scenario.world.hosts = options.hosts;
    scenario.world.units = options.units;
    scenario.world.partitions = static_cast<std::uint16_t>(options.partitions);
    scenario.world.backups = static_cast<std::uint8_t>(options.backups);
    scenario.world.hasStore = options.hasStore;
    scenario.world.unitSettings = unitSettings(options);
    scenario.spans = visibleSpans;
    switch (options.failures) {
    case FailureModel::None: break;
    case FailureModel::Calm:
        scenario.weights = {.unitCrash = 1};
        scenario.betweenFaults = {seconds(40), seconds(140)};
        break;
    case FailureModel::Rough:
        scenario.weights = {.unitCrash = 5, .hostCrash = 1, .unitPause = 3, .cut = 2, .clog = 1,
                            .storeOutage = options.hasStore ? 2U : 0U, .storeBusy = options.hasStore ? 1U : 0U};
        scenario.betweenFaults = {seconds(10), seconds(30)};
        break;
    }
    return scenario;
}

}  // namespace

SimulatedGrid::SimulatedGrid(const SimulationOptions& options, Listeners listeners)
    : m_scenario(scenarioFor(options)), m_world(m_scenario.world),
      m_batches([this] { return now(); }, std::move(listeners.batch)),
      m_stream(m_world, m_batches, [this] { return now(); }, std::move(listeners.contact)),
      m_desk(m_world, std::move(listeners.answers)), m_asking(m_world), m_load(m_world, options), m_nemesis(m_world, m_scenario) {
    ORRERY_ASSERT(check(options).ok());
}

void SimulatedGrid::start() {
    m_stream.start();
    m_desk.start();
    m_load.start();
}

void SimulatedGrid::advance(Duration span) {
    const Instant end = m_world.now() + span;
    const Instant failures = Instant{} + failuresFrom;
    if (!m_failuresBegun && end >= failures) {
        m_world.runUntil(failures);
        m_failuresBegun = true;
        m_nemesis.start();
    }
    m_world.runUntil(end);
}

}  // namespace orrery::console
