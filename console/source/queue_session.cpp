// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Idle -> Connecting -> Greeting -> Asked -> Idle; with an open connection Idle -> Asked.
#include "console/source/queue_session.h"

#include <algorithm>

namespace orrery::console {
namespace {

std::string textOf(const resp::Value& record, std::string_view field) {
    const resp::Value* value = record.find(field);
    return value != nullptr && value->isText() ? value->text : std::string();
}

std::optional<std::int64_t> numberOf(const resp::Value& record, std::string_view field) {
    const resp::Value* value = record.find(field);
    const bool known = value != nullptr && value->kind == resp::Kind::Integer && value->integer >= 0;
    return known ? std::optional(value->integer) : std::nullopt;
}

}  // namespace

std::vector<std::string> queueCommand(const QueueQuestion& question) {
    return {"PUMP",  "SHOW",
            question.name, "PARTITION",
            std::to_string(question.partition.value), "COUNT",
            std::to_string(QueueSession::mostItems)};
}

QueueAnswer queueAnswerFrom(const resp::Value& reply) {
    QueueAnswer answer;
    if (reply.isError()) {
        answer.outcome = QueueOutcome::Refused;
        answer.why = QString::fromStdString(reply.text);
        return answer;
    }
    const resp::Value* listed = reply.find("items");
    const resp::Value& list = listed != nullptr ? *listed : reply;
    if (list.kind != resp::Kind::Array) {
        answer.outcome = QueueOutcome::Refused;
        answer.why = QObject::tr("The unit answered, but not with a list.");
        return answer;
    }
    if (const auto queued = numberOf(reply, "queued")) {
        answer.queued = static_cast<std::uint64_t>(*queued);
    }
    answer.outcome = QueueOutcome::Answered;
    for (const resp::Value& record : list.items) {
        QueuedItem item;
        item.key = textOf(record, "key");
        item.change = textOf(record, "kind");
        item.sequence = Sequence{static_cast<std::uint64_t>(numberOf(record, "sequence").value_or(0))};
        if (const auto age = numberOf(record, "age-micros")) {
            item.age = Duration{*age};
        }
        if (!item.key.empty() && answer.items.size() < QueueSession::mostItems) {
            answer.items.push_back(std::move(item));
        }
    }
    return answer;
}

QueueSession::QueueSession(const LiveOptions& options, QObject* parent)
    : QObject(parent), m_options(options), m_link(this), m_deadline(this) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_link.drop();
        fail(tr("no answer within %1 s")
                 .arg(static_cast<double>(m_options.answerTimeout.millis()) / 1000.0));
    });
    connect(&m_link, &RespLink::opened, this, [this] {
        std::vector<std::string> hello = {"HELLO", "3"};
        if (!m_options.password.isEmpty()) {
            hello.insert(hello.end(), {"AUTH", "default", m_options.password.toStdString()});
        }
        m_stage = Stage::Greeting;
        m_link.send(hello);
    });
    connect(&m_link, &RespLink::closed, this, [this](const QString& why) { fail(why); });
    connect(&m_link, &RespLink::replied, this, &QueueSession::onReplied);
}

void QueueSession::ask(RequestNumber number, const QueueQuestion& question) {
    if (m_waiting.size() >= mostWaiting) {
        Q_EMIT answered(number, {QueueOutcome::Unavailable, {}, tr("Too many requests are waiting."), {}});
        return;
    }
    m_waiting.push_back({number, question});
    if (m_waiting.size() == 1) {
        begin();
    }
}

void QueueSession::begin() {
    if (m_waiting.empty()) {
        return;
    }
    const QueueQuestion& question = m_waiting.front().question;
    m_deadline.start(static_cast<int>(m_options.answerTimeout.millis()));
    if (m_link.isOpen() && m_link.endpoint() == question.client) {
        m_stage = Stage::Asked;
        m_link.send(queueCommand(question));
    } else {
        m_stage = Stage::Connecting;
        m_link.open(question.client, m_options.connectTimeout);
    }
}

void QueueSession::onReplied(const resp::Value& value) {
    if (value.kind == resp::Kind::Push || m_stage == Stage::Idle) {
        return;
    }
    if (m_stage == Stage::Asked) {
        finish(queueAnswerFrom(value));
    } else if (value.isError()) {
        m_link.drop();
        fail(QString::fromStdString(value.text));
    } else {
        m_stage = Stage::Asked;
        m_link.send(queueCommand(m_waiting.front().question));
    }
}

void QueueSession::finish(const QueueAnswer& answer) {
    const RequestNumber number = m_waiting.front().number;
    m_deadline.stop();
    m_waiting.pop_front();
    m_stage = Stage::Idle;
    Q_EMIT answered(number, answer);
    begin();
}

void QueueSession::fail(const QString& why) {
    if (m_stage != Stage::Idle) {
        finish({QueueOutcome::Unavailable, {}, why, {}});
    }
}

void QueueSession::stop() {
    m_link.drop();
    while (!m_waiting.empty()) {
        const RequestNumber number = m_waiting.front().number;
        m_waiting.pop_front();
        Q_EMIT answered(number,
                        {QueueOutcome::Unavailable, {}, tr("The console let go of the grid."), {}});
    }
    m_deadline.stop();
    m_stage = Stage::Idle;
}

}  // namespace orrery::console
