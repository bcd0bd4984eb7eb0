// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Batching.
#include "console/source/live_worker.h"

#include "console/source/clock.h"

namespace orrery::console {

LiveWorker::LiveWorker(const LiveOptions& options)
    : m_stream(options, this),
      m_commands(options, this),
      m_queues(options, this),
      m_timer(this),
      m_batch(std::make_shared<StreamBatch>()) {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &LiveWorker::deliver);
    connect(&m_stream, &StreamSession::contactChanged, this, [this](const Contact& contact) {
        deliver();
        m_batch->contact = contact;
        Q_EMIT contactChanged(contact);
        if (contact.state != ContactState::Live) {
            deliver();
        }
    });
    connect(&m_stream, &StreamSession::gridChanged, this, [this] {
        deliver();
        m_batch->restart = true;
    });
    connect(&m_stream, &StreamSession::received, this, [this](const ReceivedMessage& message) {
        m_batch->messages.push_back(message);
        if (m_batch->messages.size() >= largestBatch) {
            deliver();
        }
    });
    connect(&m_commands, &CommandSession::planAnswered, this, &LiveWorker::planAnswered);
    connect(&m_commands, &CommandSession::actionAnswered, this, &LiveWorker::actionAnswered);
    connect(&m_queues, &QueueSession::answered, this, &LiveWorker::queueAnswered);
}

void LiveWorker::start() {
    m_timer.start(batchMillis);
    m_stream.start();
}

void LiveWorker::stop() {
    m_timer.stop();
    m_stream.stop();
    m_commands.stop();
    m_queues.stop();
}

void LiveWorker::requestPlan(RequestNumber number, const model::Action& action) {
    m_commands.requestPlan(number, action, m_stream.seedsFromPeer());
}

void LiveWorker::carryOut(RequestNumber number, std::vector<std::string> command) {
    m_commands.carryOut(number, std::move(command), m_stream.seedsFromPeer());
}

void LiveWorker::requestQueue(RequestNumber number, const QueueQuestion& question) {
    m_queues.ask(number, question);
}

void LiveWorker::deliver() {
    m_batch->now = currentMoment();
    const StreamBatchPointer batch = std::exchange(m_batch, std::make_shared<StreamBatch>());
    Q_EMIT batchMade(batch);
}

}  // namespace orrery::console
