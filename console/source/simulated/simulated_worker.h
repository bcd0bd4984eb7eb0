// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The worker of a SimulatedSource: runs the grid at the wanted speed, as far as one core carries it, and
// hands batches out twenty times a second. Lives on the worker thread.
#pragma once

#include <deque>
#include <memory>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "console/source/simulated/simulated_grid.h"
#include "console/source/simulated/simulation_pace.h"
#include "console/source/simulated/simulation_state.h"

namespace orrery::console {

class SimulatedWorker : public QObject {
    Q_OBJECT
public:
    /// What a paused grid still runs for the sake of one question; an answer takes a few milliseconds.
    static constexpr Duration graceForQuestions = milliseconds(50);

    explicit SimulatedWorker(const SimulationOptions& options);

    void start();
    void stop();
    void pause();
    void resume();
    void setSpeed(double speed);
    /// Runs `span` of the grid's time, then stands still again. Does nothing while it runs.
    void step(Duration span);
    void inject(const SimulatedFault& fault);
    void requestPlan(RequestNumber number, const model::Action& action);
    void carryOut(RequestNumber number, std::vector<std::string> command);
    void requestHistory(RequestNumber number, std::uint64_t from);
    void requestQueue(RequestNumber number, const QueueQuestion& question);
    void requestUnit(RequestNumber number, const UnitQuestion& question);

Q_SIGNALS:
    void batchMade(const orrery::console::StreamBatchPointer& batch);
    void contactChanged(const orrery::console::Contact& contact);
    void planAnswered(quint64 request, const orrery::console::PlanAnswer& answer);
    void actionAnswered(quint64 request, const orrery::console::ActionAnswer& answer);
    void historyAnswered(quint64 request, const orrery::console::HistoryAnswer& answer);
    void queueAnswered(quint64 request, const orrery::console::QueueAnswer& answer);
    void unitAnswered(quint64 request, const orrery::console::UnitAnswer& answer);
    void stateChanged(const orrery::console::SimulationState& state);

private:
    void turn();
    /// Runs what is owed, as far as the turn's share of real time allows.
    void run();
    void answerWhilePaused();
    void report();

    static constexpr int turnMillis = 10;
    static constexpr qint64 batchMillis = 50;
    static constexpr qint64 reportMillis = 250;
    static constexpr std::size_t mostFaults = 100;
    SimulatedGrid m_grid;
    SimulationPace m_pace;
    QTimer m_timer;
    QElapsedTimer m_sinceTurn, m_sinceBatch, m_sinceReport;
    bool m_paused = false;
    std::deque<InjectedFault> m_faults;
};

}  // namespace orrery::console
