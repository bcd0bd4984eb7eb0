// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulated_worker.h"

#include <algorithm>
#include <utility>

#include "console/source/queue_answer.h"
#include "console/source/unit_answer.h"

namespace orrery::console {
namespace {

/// Pieces in which the grid is run: small enough that a pause is felt at once.
constexpr Duration piece = milliseconds(5);
/// Real time that one turn may take; questions are heard between turns.
constexpr qint64 turnShareMillis = 40;

Duration elapsedOf(QElapsedTimer& timer) { return microseconds(timer.nsecsElapsed() / 1000); }

}  // namespace

SimulatedWorker::SimulatedWorker(const SimulationOptions& options)
    : m_grid(options,
             {[this](const StreamBatchPointer& batch) { Q_EMIT batchMade(batch); },
              [this](const Contact& contact) { Q_EMIT contactChanged(contact); },
              {[this](RequestNumber number, const PlanAnswer& answer) { Q_EMIT planAnswered(number, answer); },
               [this](RequestNumber number, const ActionAnswer& answer) { Q_EMIT actionAnswered(number, answer); },
               [this](RequestNumber number, const HistoryAnswer& answer) { Q_EMIT historyAnswered(number, answer); }}}),
      m_pace(options.speed), m_timer(this) {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &SimulatedWorker::turn);
}

void SimulatedWorker::start() {
    m_sinceTurn.start();
    m_sinceBatch.start();
    m_sinceReport.start();
    m_grid.start();
    m_timer.start(turnMillis);
    report();
}

void SimulatedWorker::stop() {
    m_timer.stop();
    m_grid.desk().stop();
    m_grid.asking().stop();
}

void SimulatedWorker::pause() {
    if (m_paused) {
        return;
    }
    m_paused = true;
    m_grid.deliver(Course::Settled);
    report();
}

void SimulatedWorker::resume() {
    if (!m_paused) {
        return;
    }
    m_paused = false;
    m_sinceTurn.restart();
    m_pace.restart();
    report();
}

void SimulatedWorker::setSpeed(double speed) {
    m_pace.setSpeed(std::clamp(speed, slowestSimulation, fastestSimulation));
    report();
}

void SimulatedWorker::step(Duration span) {
    if (!m_paused) {
        return;
    }
    m_grid.advance(span);
    m_grid.deliver(Course::Settled);
    report();
}

void SimulatedWorker::inject(const SimulatedFault& fault) {
    const Status done = m_grid.inject(fault);
    m_faults.push_back({fault, m_grid.now(), done ? QString() : QString::fromStdString(done.error().detail)});
    if (m_faults.size() > mostFaults) {
        m_faults.pop_front();
    }
    report();
}

void SimulatedWorker::requestPlan(RequestNumber number, const model::Action& action) {
    m_grid.desk().requestPlan(number, action);
    answerWhilePaused();
}

void SimulatedWorker::carryOut(RequestNumber number, std::vector<std::string> command) {
    m_grid.desk().carryOut(number, std::move(command));
    answerWhilePaused();
}

void SimulatedWorker::requestHistory(RequestNumber number, std::uint64_t from) {
    m_grid.desk().requestHistory(number, from);
    answerWhilePaused();
}

void SimulatedWorker::requestQueue(RequestNumber number, const QueueQuestion& question) {
    m_grid.asking().ask(number, {question.client, queueCommand(question)},
                        [this](RequestNumber asked, const resp::Value* reply, const QString& why) {
                            Q_EMIT queueAnswered(asked, reply ? queueAnswerFrom(*reply) : queueUnavailable(why));
                        });
    answerWhilePaused();
}

void SimulatedWorker::requestUnit(RequestNumber number, const UnitQuestion& question) {
    m_grid.asking().ask(number, {question.agent, unitCommand(question)},
                        [this, what = question.what](RequestNumber asked, const resp::Value* reply, const QString& why) {
                            Q_EMIT unitAnswered(asked, reply ? unitAnswerFrom(what, *reply) : unitUnavailable(why));
                        });
    answerWhilePaused();
}

void SimulatedWorker::answerWhilePaused() {
    if (!m_paused) {
        return;
    }
    const auto isBusy = [this] { return m_grid.desk().isBusy() || m_grid.asking().isBusy(); };
    for (Duration spent; isBusy() && spent < graceForQuestions; spent = spent + milliseconds(1)) {
        m_grid.advance(milliseconds(1));
    }
    m_grid.deliver(Course::Settled);
    report();
}

void SimulatedWorker::turn() {
    if (m_paused) {
        return;
    }
    m_pace.passed(elapsedOf(m_sinceTurn));
    m_sinceTurn.restart();
    run();
    if (m_sinceBatch.elapsed() >= batchMillis) {
        m_sinceBatch.restart();
        m_grid.deliver(Course::Running);
    }
    if (m_sinceReport.elapsed() >= reportMillis) {
        report();
    }
}

void SimulatedWorker::run() {
    while (m_pace.owed() > Duration{}) {
        const Duration span = std::min(m_pace.owed(), piece);
        m_grid.advance(span);
        m_pace.ran(span);
        if (m_sinceTurn.elapsed() >= turnShareMillis) {
            return;
        }
    }
}

void SimulatedWorker::report() {
    m_sinceReport.restart();
    const LoadFigures& load = m_grid.load();
    SimulationState state;
    state.position = m_grid.now();
    state.wantedSpeed = m_pace.speed();
    state.achievedSpeed = m_paused ? 0.0 : m_pace.achieved();
    state.keepsUp = m_pace.keepsUp();
    state.paused = m_paused;
    state.answered = load.answered;
    state.failed = load.refused + load.lost + load.notSent;
    state.faults.assign(m_faults.begin(), m_faults.end());
    Q_EMIT stateChanged(state);
}

}  // namespace orrery::console
