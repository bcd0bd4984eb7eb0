// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A simulated grid as a source: the grid's real core on a virtual clock, in this process, seen through the
// same stream and acted on with the same commands as a live grid. Its clock is the grid's own time, which
// begins at a fixed date, runs at a chosen speed and can stand still.
#pragma once

#include <QThread>

#include "console/source/grid_source.h"
#include "console/source/simulated/simulation_options.h"
#include "console/source/simulated/simulation_state.h"

namespace orrery::console {

class SimulatedWorker;

class SimulatedSource : public GridSource {
    Q_OBJECT
public:
    /// How much of the grid's time one step is: the interval of its telemetry.
    static constexpr Duration oneStep = milliseconds(500);

    /// Pre: check(options) is good.
    explicit SimulatedSource(const SimulationOptions& options, QObject* parent = nullptr);
    ~SimulatedSource() override;

    SourceKind kind() const override { return SourceKind::Simulated; }
    QString title() const override { return titleOf(m_options); }
    /// Forms the grid and runs it. A stopped simulation is not started again.
    void start() override;
    void stop() override;
    bool canAct() const override { return true; }
    /// While the grid is paused, a question lets its clock run for the few milliseconds an answer takes.
    RequestNumber requestPlan(const model::Action& action) override;
    RequestNumber carryOut(const model::Plan& plan, const QString& by, const QString& reason) override;
    RequestNumber requestHistory(std::uint64_t from) override;
    RequestNumber requestQueue(const QueueQuestion& question) override;
    RequestNumber requestUnit(const UnitQuestion& question) override;

    void pause();
    void resume();
    /// Brought into slowestSimulation .. fastestSimulation.
    void setSpeed(double speed);
    /// One step further, then still again. Pauses first.
    void step();
    /// Puts a fault in now; state().faults tells what became of it.
    void inject(const SimulatedFault& fault);

    const SimulationOptions& options() const { return m_options; }
    /// As last told.
    const SimulationState& state() const { return m_state; }

Q_SIGNALS:
    /// At least four times a second while it runs, and after everything that was asked for.
    void stateChanged(const orrery::console::SimulationState& state);

private:
    template <typename Work>
    void post(Work work);

    SimulationOptions m_options;
    SimulationState m_state;
    QThread m_thread;
    SimulatedWorker* m_worker = nullptr;  ///< Lives on m_thread, which deletes it.
};

}  // namespace orrery::console
