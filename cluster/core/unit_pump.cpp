// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What waits in a unit's pump, as an operator may look it up: PUMP SHOW. Keys are named, values are not.
#include <algorithm>
#include <optional>
#include <utility>

#include "cluster/core/unit_parts.h"
#include "cluster/core/words.h"
#include "shared/model/codec.h"
#include "shared/resp/integer.h"

namespace orrery::core {
namespace {

constexpr std::size_t itemsAtMost = 100;

std::string_view wordFor(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::PutString: return "put-string";
    case ChangeKind::PutHash: return "put-hash";
    case ChangeKind::SetFields: return "set-fields";
    case ChangeKind::RemoveFields: return "remove-fields";
    case ChangeKind::Remove: return "remove";
    case ChangeKind::SetExpiry: return "set-expiry";
    }
    return {};
}

resp::Value number(std::uint64_t value) { return resp::Value::number64(static_cast<std::int64_t>(value)); }

struct QueueWish { PartitionId partition; std::size_t count = itemsAtMost; };

/// PARTITION n [COUNT c]; none when the words say something else.
std::optional<QueueWish> parseQueue(RequestArguments words) {
    if ((words.size() != 2 && words.size() != 4) || !isWord(words[0], "partition")) {
        return std::nullopt;
    }
    const std::optional<std::int64_t> partition = resp::parseInteger(words[1]);
    if (!partition || *partition < 0 || *partition > 65535) {
        return std::nullopt;
    }
    QueueWish wish{PartitionId{static_cast<std::uint16_t>(*partition)}};
    if (words.size() == 4) {
        const std::optional<std::int64_t> count = resp::parseInteger(words[3]);
        if (!isWord(words[2], "count") || !count || *count < 1) {
            return std::nullopt;
        }
        wish.count = std::min(itemsAtMost, static_cast<std::size_t>(*count));
    }
    return wish;
}

}  // namespace

/// PUMP SHOW [unit] [PARTITION n [COUNT c]]; the unit's name may stand there, so that the same words do here
/// and at an agent.
void UnitCore::Parts::pumpCommand(RequestArguments arguments, Moment moment, resp::Writer& reply) const {
    RequestArguments words = arguments.subspan(2);
    if (!words.empty() && !isWord(words[0], "partition")) {
        if (words[0] != options.name) {
            reply.error("ERR this is unit " + options.name + "; it knows only its own queues");
            return;
        }
        words = words.subspan(1);
    }
    if (!words.empty()) {
        if (const std::optional<QueueWish> wish = parseQueue(words)) {
            showQueue(wish->partition, wish->count, moment, reply);
        } else {
            reply.error("ERR say PUMP SHOW, or PUMP SHOW " + options.name + " PARTITION 137 COUNT 100");
        }
        return;
    }
    std::vector<resp::Value> partitions;
    for (const PumpQueue& queue : pump.queues(moment)) {
        partitions.push_back(resp::Value::map()
                                 .with("partition", number(queue.partition.value))
                                 .with("queued", number(queue.waiting.changes))
                                 .with("queued-bytes", number(queue.waiting.bytes))
                                 .with("oldest-micros", queue.oldest ? resp::Value::number64(queue.oldest->micros)
                                                                     : resp::Value::null()));
    }
    const model::UnitDescription* self = model::findUnit(grid, options.unit);
    const resp::Value telemetry = model::encode(sample(moment));
    reply.value(resp::Value::map()
                    .with("unit", resp::Value::bulk(options.name))
                    .with("paused", resp::Value::boolean(self != nullptr && self->pumpPaused))
                    .with("figures", *telemetry.find("pump"))
                    .with("partitions", resp::Value::array(std::move(partitions))));
}

void UnitCore::Parts::showQueue(PartitionId partition, std::size_t count, Moment moment, resp::Writer& reply) const {
    const auto replica = replicas.find(partition);
    const Primary* primary = replica == replicas.end() ? nullptr : replica->second.primary();
    if (primary == nullptr) {
        reply.error("ERR unit " + options.name + " is not the primary of partition " +
                    std::to_string(partition.value));
        return;
    }
    const Sequence pumped = pump.pumpedSequence(partition).value_or(replica->second.copy().pumped());
    std::vector<resp::Value> items;
    for (const QueuedChange& change : primary->queuedAfter(pumped, count, moment)) {
        items.push_back(resp::Value::map()
                            .with("key", resp::Value::bulk(change.key))
                            .with("kind", resp::Value::bulk(std::string(wordFor(change.kind))))
                            .with("sequence", number(change.sequence.value))
                            .with("age-micros", resp::Value::number64(change.age.micros)));
    }
    const PumpBacklog waiting = primary->backlogAfter(pumped);
    reply.value(resp::Value::map()
                    .with("unit", resp::Value::bulk(options.name))
                    .with("partition", number(partition.value))
                    .with("queued", number(waiting.changes))
                    .with("queued-bytes", number(waiting.bytes))
                    .with("items", resp::Value::array(std::move(items))));
}

}  // namespace orrery::core
