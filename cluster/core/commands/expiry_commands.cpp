// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When entries end. An expiry that has already passed removes the entry at once. An entry without
// expiry counts as one that never ends when GT or LT compare.
#include <limits>

#include "cluster/core/commands/handlers.h"
#include "cluster/core/commands/replies.h"

namespace orrery::core {
namespace {

enum class Unit { Seconds, Millis };
enum class Origin { FromNow, Absolute };

struct ExpireOptions {
    bool ifNone = false;     ///< NX
    bool ifSome = false;     ///< XX
    bool ifLater = false;    ///< GT
    bool ifEarlier = false;  ///< LT
};

std::optional<ExpireOptions> parseOptions(Arguments words, resp::Writer& reply) {
    ExpireOptions options;
    for (const std::string_view word : words) {
        if (isWord(word, "nx")) {
            options.ifNone = true;
        } else if (isWord(word, "xx")) {
            options.ifSome = true;
        } else if (isWord(word, "gt")) {
            options.ifLater = true;
        } else if (isWord(word, "lt")) {
            options.ifEarlier = true;
        } else {
            reply.error(std::string("ERR Unsupported option ").append(word));
            return std::nullopt;
        }
    }
    if (options.ifNone && (options.ifSome || options.ifLater || options.ifEarlier)) {
        reply.error("ERR NX and XX, GT or LT options at the same time are not compatible");
        return std::nullopt;
    }
    if (options.ifLater && options.ifEarlier) {
        reply.error("ERR GT and LT options at the same time are not compatible");
        return std::nullopt;
    }
    return options;
}

/// The moment in milliseconds; nothing when it does not fit. It may lie before 1970.
std::optional<std::int64_t> momentOf(std::int64_t given, Unit unit, Origin origin, WallTime now) {
    constexpr std::int64_t secondsMax = std::numeric_limits<std::int64_t>::max() / 1000;
    if (unit == Unit::Seconds && (given > secondsMax || given < -secondsMax)) {
        return std::nullopt;
    }
    const std::int64_t millis = unit == Unit::Seconds ? given * 1000 : given;
    return checkedSum(millis, origin == Origin::FromNow ? now.millis : 0);
}

bool allows(const ExpireOptions& options, WallTime current, std::int64_t moment) {
    const bool endless = current.millis == 0;
    if ((options.ifNone && !endless) || (options.ifSome && endless)) {
        return false;
    }
    if (options.ifLater && (endless || moment <= current.millis)) {
        return false;
    }
    return !(options.ifEarlier && !endless && moment >= current.millis);
}

void expire(CommandContext& context, Arguments arguments, Unit unit, Origin origin,
            std::string_view name) {
    const std::optional<ExpireOptions> options = parseOptions(arguments.subspan(3), context.reply);
    if (!options) {
        return;
    }
    const std::optional<std::int64_t> given = integerOrError(arguments[2], context.reply);
    if (!given) {
        return;
    }
    const std::optional<std::int64_t> moment = momentOf(*given, unit, origin, context.now);
    if (!moment) {
        return replyExpireTimeError(context.reply, name);
    }
    const Entry* entry = context.lookToWrite(arguments[1]);
    if (entry == nullptr || !allows(*options, entry->expiresAt, *moment)) {
        return context.reply.integer(0);
    }
    Change change{ChangeKind::SetExpiry, std::string(arguments[1]), {}, {}, WallTime{*moment}};
    if (change.expiresAt <= context.now) {
        change.kind = ChangeKind::Remove;
        change.expiresAt = WallTime{};
    }
    context.changes.push_back(std::move(change));
    context.reply.integer(1);
}

void replyExpiry(CommandContext& context, Arguments arguments, Unit unit, Origin origin) {
    const Entry* entry = context.look(arguments[1]);
    if (entry == nullptr) {
        return context.reply.integer(-2);
    }
    if (entry->expiresAt.millis == 0) {
        return context.reply.integer(-1);
    }
    const std::int64_t millis =
        entry->expiresAt.millis - (origin == Origin::FromNow ? context.now.millis : 0);
    // To the nearest second. A living entry expires after now, so this is positive; unsigned, it
    // does not overflow at the end of time.
    const auto rounded =
        static_cast<std::int64_t>((static_cast<std::uint64_t>(millis) + 500) / 1000);
    context.reply.integer(unit == Unit::Millis ? millis : rounded);
}

}  // namespace

void runExpire(CommandContext& context, Arguments arguments) {
    expire(context, arguments, Unit::Seconds, Origin::FromNow, "expire");
}

void runPexpire(CommandContext& context, Arguments arguments) {
    expire(context, arguments, Unit::Millis, Origin::FromNow, "pexpire");
}

void runExpireAt(CommandContext& context, Arguments arguments) {
    expire(context, arguments, Unit::Seconds, Origin::Absolute, "expireat");
}

void runPexpireAt(CommandContext& context, Arguments arguments) {
    expire(context, arguments, Unit::Millis, Origin::Absolute, "pexpireat");
}

void runTtl(CommandContext& context, Arguments arguments) {
    replyExpiry(context, arguments, Unit::Seconds, Origin::FromNow);
}

void runPttl(CommandContext& context, Arguments arguments) {
    replyExpiry(context, arguments, Unit::Millis, Origin::FromNow);
}

void runExpireTime(CommandContext& context, Arguments arguments) {
    replyExpiry(context, arguments, Unit::Seconds, Origin::Absolute);
}

void runPexpireTime(CommandContext& context, Arguments arguments) {
    replyExpiry(context, arguments, Unit::Millis, Origin::Absolute);
}

void runPersist(CommandContext& context, Arguments arguments) {
    const Entry* entry = context.lookToWrite(arguments[1]);
    const bool expiring = entry != nullptr && entry->expiresAt.millis != 0;
    if (expiring) {
        context.changes.push_back({ChangeKind::SetExpiry, std::string(arguments[1]), {}, {}, {}});
    }
    context.reply.integer(expiring ? 1 : 0);
}

}  // namespace orrery::core
