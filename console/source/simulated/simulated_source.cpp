// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulated_source.h"

#include <utility>

#include "console/source/command_session.h"
#include "console/source/simulated/simulated_worker.h"

namespace orrery::console {

SimulatedSource::SimulatedSource(const SimulationOptions& options, QObject* parent)
    : GridSource(parent), m_options(options) {
    ORRERY_ASSERT(check(options).ok());
    m_state.wantedSpeed = options.speed;
    m_state.achievedSpeed = options.speed;
}

SimulatedSource::~SimulatedSource() { stop(); }

void SimulatedSource::start() {
    if (m_worker) {
        return;
    }
    m_worker = new SimulatedWorker(m_options);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &SimulatedWorker::batchMade, this, &GridSource::batchReceived, Qt::DirectConnection);
    connect(m_worker, &SimulatedWorker::contactChanged, this, &GridSource::contactChanged);
    connect(m_worker, &SimulatedWorker::planAnswered, this, &GridSource::planAnswered);
    connect(m_worker, &SimulatedWorker::actionAnswered, this, &GridSource::actionAnswered);
    connect(m_worker, &SimulatedWorker::historyAnswered, this, &GridSource::historyAnswered);
    connect(m_worker, &SimulatedWorker::queueAnswered, this, &GridSource::queueAnswered);
    connect(m_worker, &SimulatedWorker::unitAnswered, this, &GridSource::unitAnswered);
    connect(m_worker, &SimulatedWorker::stateChanged, this, [this](const SimulationState& state) {
        m_state = state;
        Q_EMIT stateChanged(state);
    });
    m_thread.setObjectName(QStringLiteral("simulated grid"));
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, &SimulatedWorker::start, Qt::QueuedConnection);
}

void SimulatedSource::stop() {
    if (!m_worker) {
        return;
    }
    QMetaObject::invokeMethod(m_worker, &SimulatedWorker::stop, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_worker = nullptr;
}

template <typename Work>
void SimulatedSource::post(Work work) {
    if (m_worker) {
        QMetaObject::invokeMethod(m_worker, [worker = m_worker, work = std::move(work)] { work(*worker); });
    }
}

RequestNumber SimulatedSource::requestPlan(const model::Action& action) {
    if (!m_worker) {
        return GridSource::requestPlan(action);
    }
    const RequestNumber number = nextRequest();
    post([number, action](SimulatedWorker& worker) { worker.requestPlan(number, action); });
    return number;
}

RequestNumber SimulatedSource::carryOut(const model::Plan& plan, const QString& by, const QString& reason) {
    if (!m_worker) {
        return GridSource::carryOut(plan, by, reason);
    }
    const RequestNumber number = nextRequest();
    post([number, command = actCommand(plan, by, reason)](SimulatedWorker& worker) {
        worker.carryOut(number, command);
    });
    return number;
}

RequestNumber SimulatedSource::requestHistory(std::uint64_t from) {
    if (!m_worker) {
        return GridSource::requestHistory(from);
    }
    const RequestNumber number = nextRequest();
    post([number, from](SimulatedWorker& worker) { worker.requestHistory(number, from); });
    return number;
}

RequestNumber SimulatedSource::requestQueue(const QueueQuestion& question) {
    if (!m_worker) {
        return GridSource::requestQueue(question);
    }
    const RequestNumber number = nextRequest();
    post([number, question](SimulatedWorker& worker) { worker.requestQueue(number, question); });
    return number;
}

RequestNumber SimulatedSource::requestUnit(const UnitQuestion& question) {
    if (!m_worker) {
        return GridSource::requestUnit(question);
    }
    const RequestNumber number = nextRequest();
    post([number, question](SimulatedWorker& worker) { worker.requestUnit(number, question); });
    return number;
}

void SimulatedSource::pause() {
    post([](SimulatedWorker& worker) { worker.pause(); });
}

void SimulatedSource::resume() {
    post([](SimulatedWorker& worker) { worker.resume(); });
}

void SimulatedSource::setSpeed(double speed) {
    post([speed](SimulatedWorker& worker) { worker.setSpeed(speed); });
}

void SimulatedSource::step() {
    post([](SimulatedWorker& worker) {
        worker.pause();
        worker.step(oneStep);
    });
}

void SimulatedSource::inject(const SimulatedFault& fault) {
    post([fault](SimulatedWorker& worker) { worker.inject(fault); });
}

}  // namespace orrery::console
