// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Wiring.
#include "console/source/live_worker.h"

#include "console/source/clock.h"
#include "console/source/queue_answer.h"
#include "console/source/unit_answer.h"

namespace orrery::console {

LiveWorker::LiveWorker(const LiveOptions& options)
    : m_stream(options, this),
      m_commands(options, this),
      m_queues(options, this),
      m_readings(options, this),
      m_timer(this),
      m_batches(currentMoment, [this](const StreamBatchPointer& batch) { Q_EMIT batchMade(batch); }) {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_stream.attend();
        m_batches.deliver();
    });
    connect(&m_stream, &StreamSession::contactChanged, this, [this](const Contact& contact) {
        Q_EMIT contactChanged(contact);
        m_batches.contactChanged(contact);
    });
    connect(&m_stream, &StreamSession::gridChanged, this, [this] { m_batches.gridChanged(); });
    connect(&m_stream, &StreamSession::received, this,
            [this](const Moment& at, const std::shared_ptr<const model::StreamMessage>& message, std::string_view bytes) {
                m_batches.received({at, message, std::string(bytes)});
            });
    connect(&m_stream, &StreamSession::passedOver, this,
            [this](const Moment& at, UnitId unit, std::string_view bytes) { m_batches.passedOver(at, unit, bytes); });
    connect(&m_commands, &CommandSession::planAnswered, this, &LiveWorker::planAnswered);
    connect(&m_commands, &CommandSession::actionAnswered, this, &LiveWorker::actionAnswered);
    connect(&m_commands, &CommandSession::historyAnswered, this, &LiveWorker::historyAnswered);
    connect(&m_queues, &AskSession::answered, this,
            [this](quint64 number, const resp::Value& reply) { Q_EMIT queueAnswered(number, queueAnswerFrom(reply)); });
    connect(&m_queues, &AskSession::unavailable, this,
            [this](quint64 number, const QString& why) { Q_EMIT queueAnswered(number, queueUnavailable(why)); });
    connect(&m_readings, &AskSession::answered, this, [this](quint64 number, const resp::Value& reply) {
        const UnitReading what = m_read.extract(number).mapped();
        Q_EMIT unitAnswered(number, unitAnswerFrom(what, reply));
    });
    connect(&m_readings, &AskSession::unavailable, this, [this](quint64 number, const QString& why) {
        m_read.erase(number);
        Q_EMIT unitAnswered(number, unitUnavailable(why));
    });
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
    m_readings.stop();
}

void LiveWorker::setPace(PicturePace pace) {
    m_timer.setInterval(pace == PicturePace::Seen ? batchMillis : unseenBatchMillis);
    m_stream.setPace(pace);
}

void LiveWorker::requestPlan(RequestNumber number, const model::Action& action) {
    m_commands.requestPlan(number, action, m_stream.seedsFromPeer());
}

void LiveWorker::carryOut(RequestNumber number, std::vector<std::string> command) {
    m_commands.carryOut(number, std::move(command), m_stream.seedsFromPeer());
}

void LiveWorker::requestHistory(RequestNumber number, std::uint64_t from) {
    m_commands.requestHistory(number, from, m_stream.seedsFromPeer());
}

void LiveWorker::requestQueue(RequestNumber number, const QueueQuestion& question) {
    m_queues.ask(number, {question.client, queueCommand(question)});
}

void LiveWorker::requestUnit(RequestNumber number, const UnitQuestion& question) {
    m_read[number] = question.what;
    m_readings.ask(number, {question.agent, unitCommand(question)});
}

}  // namespace orrery::console
