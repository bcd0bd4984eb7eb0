// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Strings: reading, counting, appending. Counters and appends keep the entry's expiry.
#include <limits>

#include "cluster/core/commands/handlers.h"
#include "cluster/core/commands/replies.h"

namespace orrery::core {
namespace {

/// Redis' default for proto-max-bulk-len.
constexpr std::size_t stringSizeMax = 512ULL << 20;

void replyStringOrNull(CommandContext& context, const std::string* value) {
    if (value != nullptr) {
        context.reply.bulk(*value);
    } else {
        context.reply.null();
    }
}

void replaceValue(CommandContext& context, std::string_view key, const Entry* entry,
                  std::string value) {
    const WallTime expiresAt = entry == nullptr ? WallTime{} : entry->expiresAt;
    context.changes.push_back(
        {ChangeKind::PutString, std::string(key), std::move(value), {}, expiresAt});
}

void addToCounter(CommandContext& context, std::string_view key, std::int64_t increment) {
    const Entry* entry = context.lookToWrite(key);
    const auto [text, fits] = stringOrError(entry, context.reply);
    if (!fits) {
        return;
    }
    std::int64_t value = 0;
    if (text != nullptr) {
        const std::optional<std::int64_t> parsed = integerOrError(*text, context.reply);
        if (!parsed) {
            return;
        }
        value = *parsed;
    }
    const std::optional<std::int64_t> sum = checkedSum(value, increment);
    if (!sum) {
        return context.reply.error(overflowError);
    }
    replaceValue(context, key, entry, std::to_string(*sum));
    context.reply.integer(*sum);
}

}  // namespace

void runGet(CommandContext& context, Arguments arguments) {
    const auto [value, fits] = stringOrError(context.look(arguments[1]), context.reply);
    if (fits) {
        replyStringOrNull(context, value);
    }
}

void runGetDel(CommandContext& context, Arguments arguments) {
    const auto [value, fits] = stringOrError(context.lookToWrite(arguments[1]), context.reply);
    if (!fits) {
        return;
    }
    ++(value != nullptr ? context.hits : context.misses);
    replyStringOrNull(context, value);
    if (value != nullptr) {
        context.changes.push_back({ChangeKind::Remove, std::string(arguments[1]), {}, {}, {}});
    }
}

void runMget(CommandContext& context, Arguments arguments) {
    context.reply.array(arguments.size() - 1);
    for (const std::string_view key : arguments.subspan(1)) {
        const Entry* entry = context.look(key);
        replyStringOrNull(context,
                          entry == nullptr ? nullptr : std::get_if<std::string>(&entry->content));
    }
}

void runIncr(CommandContext& context, Arguments arguments) {
    addToCounter(context, arguments[1], 1);
}

void runDecr(CommandContext& context, Arguments arguments) {
    addToCounter(context, arguments[1], -1);
}

void runIncrBy(CommandContext& context, Arguments arguments) {
    if (const std::optional<std::int64_t> increment = integerOrError(arguments[2], context.reply)) {
        addToCounter(context, arguments[1], *increment);
    }
}

void runDecrBy(CommandContext& context, Arguments arguments) {
    const std::optional<std::int64_t> decrement = integerOrError(arguments[2], context.reply);
    if (!decrement) {
        return;
    }
    if (*decrement == std::numeric_limits<std::int64_t>::min()) {
        return context.reply.error("ERR decrement would overflow");
    }
    addToCounter(context, arguments[1], -*decrement);
}

void runAppend(CommandContext& context, Arguments arguments) {
    const Entry* entry = context.lookToWrite(arguments[1]);
    const auto [value, fits] = stringOrError(entry, context.reply);
    if (!fits) {
        return;
    }
    const std::size_t formerSize = value == nullptr ? 0 : value->size();
    if (value != nullptr && formerSize + arguments[2].size() > stringSizeMax) {
        return context.reply.error("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    }
    std::string joined;
    joined.reserve(formerSize + arguments[2].size());
    joined.append(value == nullptr ? std::string_view() : *value).append(arguments[2]);
    context.reply.integer(static_cast<std::int64_t>(joined.size()));
    replaceValue(context, arguments[1], entry, std::move(joined));
}

void runStrlen(CommandContext& context, Arguments arguments) {
    const auto [value, fits] = stringOrError(context.look(arguments[1]), context.reply);
    if (fits) {
        context.reply.integer(value == nullptr ? 0 : static_cast<std::int64_t>(value->size()));
    }
}

}  // namespace orrery::core
