// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/queue_answer.h"

#include <optional>

namespace orrery::console {
namespace {

constexpr std::size_t mostItems = 100;

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
            std::to_string(mostItems)};
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
        if (!item.key.empty() && answer.items.size() < mostItems) {
            answer.items.push_back(std::move(item));
        }
    }
    return answer;
}

QueueAnswer queueUnavailable(const QString& why) { return {QueueOutcome::Unavailable, {}, why, {}}; }

}  // namespace orrery::console
