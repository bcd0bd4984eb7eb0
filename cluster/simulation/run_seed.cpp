// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/run_seed.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "cluster/simulation/checkers/checker.h"
#include "cluster/simulation/checkers/copies_restored.h"
#include "cluster/simulation/checkers/honest_loss.h"
#include "cluster/simulation/checkers/ledger_balances.h"
#include "cluster/simulation/checkers/separate_hosts.h"
#include "cluster/simulation/nemesis.h"
#include "cluster/simulation/world/inspector.h"

namespace orrery::simulation {
namespace {

constexpr Duration restCheckInterval = milliseconds(50);
constexpr Duration restFor = milliseconds(1000);
constexpr Duration pollInterval = milliseconds(5);
constexpr Duration finalReadsWithin = seconds(10);

/// The parts of one run and its phases.
class Run {
public:
    Run(const Scenario& scenario, PlantedBug bug)
        : m_scenario(scenario), m_world(scenario.world), m_checkers(allCheckers()),
          m_workload(m_world, scenario.workload, m_checkers), m_nemesis(m_world, m_scenario),
          m_bug(plant(bug, m_world)) {}

    void go() {
        m_workload.start();
        m_nemesis.start();
        advance(m_scenario.faultsFor);
        m_nemesis.healAll();
        m_workload.stopIssuing();
        if (comesToRest() && readsEverything() && comesToRest()) {
            for (const auto& checker : m_checkers) {
                checker->atRest(m_world);
            }
        }
        if (failed() && m_world.trace().wanted()) {
            tellAccounts();
        }
    }

    Verdict verdict(std::uint64_t seed) const {
        Verdict verdict;
        verdict.seed = seed;
        verdict.scenario = m_scenario.name;
        verdict.what = firstViolation();
        verdict.ok = verdict.what.empty();
        verdict.traceHash = m_world.traceHash();
        verdict.simulatedTime = m_world.now() - Instant{};
        verdict.events = m_world.eventCount();
        verdict.operations = m_workload.figures();
        verdict.faults = m_nemesis.counts();
        return verdict;
    }

private:
    /// Steps until `span` has passed or something is wrong.
    void advance(Duration span) {
        const Instant end = m_world.now() + span;
        while (m_world.now() < end && !failed()) {
            m_world.step();
            watchTable();
            if (m_world.now() >= m_nextPoll) {
                m_nextPoll = m_world.now() + pollInterval;
                for (const auto& checker : m_checkers) {
                    checker->polled(m_world);
                }
            }
        }
    }

    void watchTable() {
        const model::GridState* state = m_world.controllerState();
        if (state == nullptr || state->epoch == m_table.epoch) {
            return;
        }
        for (const auto& checker : m_checkers) {
            checker->tableChanged(m_world, m_table, *state);
        }
        const std::size_t known = std::min(m_table.partitions.size(), state->partitions.size());
        for (std::size_t index = 0; index < known; ++index) {
            if (givesUp(m_table.partitions[index], state->partitions[index])) {
                for (const auto& checker : m_checkers) {
                    checker->forgotten(m_table.partitions[index].id);
                }
            }
        }
        m_table = *state;
    }

    /// Waits until nothing is missing for a while on end.
    bool comesToRest() {
        const Instant deadline = m_world.now() + m_scenario.restWithin;
        std::string missing = "rest";
        Instant restless = m_world.now();
        while (!failed() && m_world.now() < deadline && m_world.now() - restless < restFor) {
            advance(restCheckInterval);
            missing = whatKeepsFromRest();
            if (!missing.empty()) {
                restless = m_world.now();
                m_nemesis.restoreLost();
                m_nemesis.resumePaused();
            }
        }
        if (!missing.empty() && !failed()) {
            m_trouble = "the grid lives: still missing " +
                        std::to_string(m_scenario.restWithin.millis()) + " ms after the last fault: " + missing;
        }
        return !failed();
    }

    std::string whatKeepsFromRest() const {
        const std::string missing = whatIsMissing(m_world) + sharedHost(m_world);
        if (!missing.empty()) {
            return missing;
        }
        if (!m_workload.isIdle()) {
            return "an answer for " + m_workload.whatIsUnderWay();
        }
        const std::uint64_t queued = queuedForStore(m_world);
        return queued == 0 ? "" : "the storing of " + std::to_string(queued) + " changes";
    }

    /// Tells a reader of the trace how every unit stands.
    void tellAccounts() const {
        for (SlotIndex slot = 0; slot < m_world.processes().size(); ++slot) {
            const Process& process = m_world.processes().at(slot);
            if (process.unit) {
                m_world.trace().line(m_world.now(), process.name,
                                     "holds\n" + core::UnitInspector::account(*process.unit));
            }
        }
    }

    bool readsEverything() {
        m_workload.readEverything();
        const Instant deadline = m_world.now() + finalReadsWithin;
        while (!m_workload.isIdle() && !failed() && m_world.now() < deadline) {
            advance(restCheckInterval);
        }
        if (!m_workload.isIdle() && !failed()) {
            m_trouble = "the grid lives: no answer for " + m_workload.whatIsUnderWay();
        }
        return !failed();
    }

    bool failed() const { return !firstViolation().empty(); }

    std::string firstViolation() const {
        for (const auto& checker : m_checkers) {
            if (!checker->violation().empty()) {
                return std::string(checker->claim()) + ": " + checker->violation();
            }
        }
        if (!m_workload.complaint().empty()) {
            return "clients are told what they can use: " + m_workload.complaint();
        }
        if (!m_world.complaint().empty()) {
            return "the core keeps its contract with the shell: " + m_world.complaint();
        }
        return m_trouble;
    }

    Scenario m_scenario;
    World m_world;
    std::vector<std::unique_ptr<Checker>> m_checkers;
    Workload m_workload;
    Nemesis m_nemesis;
    std::unique_ptr<Tamper> m_bug;
    model::GridState m_table;      ///< The controller's newest table that the checkers have seen.
    Instant m_nextPoll;
    std::string m_trouble;         ///< What the run itself found missing.
};

}  // namespace

Verdict runScenario(const Scenario& scenario, std::uint64_t seed, PlantedBug bug) {
    Run run(scenario, bug);
    run.go();
    return run.verdict(seed);
}

Verdict runSeed(std::uint64_t seed, std::string_view name, PlantedBug bug) {
    const auto scenario = makeScenario(name, seed);
    ORRERY_ASSERT(scenario.has_value());
    return runScenario(*scenario, seed, bug);
}

std::string replayLine(const Verdict& verdict) {
    return "orrery-sim --seed " + std::to_string(verdict.seed) + " --scenario " + verdict.scenario + "   # " +
           verdict.what;
}

}  // namespace orrery::simulation
