// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SET and its older relatives. A write whose expiry has already passed is a removal: what nobody
// may read is not kept, replicated or pumped.
//
// A plain SET looks at nothing: it replaces whatever is there, an expired entry too.
#include <limits>

#include "cluster/core/commands/handlers.h"
#include "cluster/core/commands/replies.h"

namespace orrery::core {
namespace {

enum class Condition { None, IfAbsent, IfPresent };
enum class Expiry { None, Seconds, Millis, AtSecond, AtMilli, Keep };

struct SetOptions {
    Condition condition = Condition::None;
    Expiry expiry = Expiry::None;
    std::string_view time;     ///< The argument of EX, PX, EXAT or PXAT.
    bool wantsFormer = false;  ///< GET
};

Expiry expiryWord(std::string_view word) {
    if (isWord(word, "ex")) {
        return Expiry::Seconds;
    }
    if (isWord(word, "px")) {
        return Expiry::Millis;
    }
    if (isWord(word, "exat")) {
        return Expiry::AtSecond;
    }
    if (isWord(word, "pxat")) {
        return Expiry::AtMilli;
    }
    return isWord(word, "keepttl") ? Expiry::Keep : Expiry::None;
}

/// Options may be repeated but not contradict each other; then Redis calls it a syntax error.
std::optional<SetOptions> parseOptions(Arguments options) {
    SetOptions parsed;
    for (std::size_t index = 0; index < options.size(); ++index) {
        const std::string_view word = options[index];
        if (isWord(word, "nx") && parsed.condition != Condition::IfPresent) {
            parsed.condition = Condition::IfAbsent;
        } else if (isWord(word, "xx") && parsed.condition != Condition::IfAbsent) {
            parsed.condition = Condition::IfPresent;
        } else if (isWord(word, "get")) {
            parsed.wantsFormer = true;
        } else {
            const Expiry expiry = expiryWord(word);
            const bool contradicts = parsed.expiry != Expiry::None && parsed.expiry != expiry;
            const bool takesTime = expiry != Expiry::Keep;
            if (expiry == Expiry::None || contradicts ||
                (takesTime && index + 1 == options.size())) {
                return std::nullopt;
            }
            parsed.expiry = expiry;
            if (takesTime) {
                parsed.time = options[++index];
            }
        }
    }
    return parsed;
}

/// The moment that `time` means, or nothing after an error was written.
std::optional<WallTime> expiryTime(Expiry expiry, std::string_view time,
                                   std::string_view commandName, CommandContext& context) {
    const std::optional<std::int64_t> given = integerOrError(time, context.reply);
    if (!given) {
        return std::nullopt;
    }
    const bool inSeconds = expiry == Expiry::Seconds || expiry == Expiry::AtSecond;
    const bool fromNow = expiry == Expiry::Seconds || expiry == Expiry::Millis;
    std::optional<std::int64_t> millis = given;
    if (*given <= 0 || (inSeconds && *given > std::numeric_limits<std::int64_t>::max() / 1000)) {
        millis = std::nullopt;
    } else if (inSeconds) {
        millis = *given * 1000;
    }
    if (millis && fromNow) {
        millis = checkedSum(*millis, context.now.millis);
    }
    if (!millis) {
        replyExpireTimeError(context.reply, commandName);
        return std::nullopt;
    }
    return WallTime{*millis};
}

void put(CommandContext& context, std::string_view key, std::string_view value,
         WallTime expiresAt) {
    if (expiresAt.millis == 0 || expiresAt > context.now) {
        context.changes.push_back(
            {ChangeKind::PutString, std::string(key), std::string(value), {}, expiresAt});
    } else if (context.lookToWrite(key) != nullptr) {
        context.changes.push_back({ChangeKind::Remove, std::string(key), {}, {}, {}});
    }
}

void putExpiring(CommandContext& context, Arguments arguments, Expiry expiry,
                 std::string_view commandName) {
    const std::optional<WallTime> expiresAt =
        expiryTime(expiry, arguments[2], commandName, context);
    if (expiresAt) {
        put(context, arguments[1], arguments[3], *expiresAt);
        context.reply.ok();
    }
}

void replyFormer(CommandContext& context, const std::string* former) {
    ++(former != nullptr ? context.hits : context.misses);
    if (former != nullptr) {
        context.reply.bulk(*former);
    } else {
        context.reply.null();
    }
}

/// SET that depends on the entry that is there.
void setConditionally(CommandContext& context, Arguments arguments, const SetOptions& options,
                      WallTime expiresAt) {
    const Entry* entry = context.lookToWrite(arguments[1]);
    if (options.wantsFormer) {
        const auto [former, fits] = stringOrError(entry, context.reply);
        if (!fits) {
            return;
        }
        replyFormer(context, former);
    }
    const bool present = entry != nullptr;
    if (options.condition != Condition::None &&
        present != (options.condition == Condition::IfPresent)) {
        if (!options.wantsFormer) {
            context.reply.null();
        }
        return;
    }
    if (options.expiry == Expiry::Keep && present) {
        expiresAt = entry->expiresAt;
    }
    put(context, arguments[1], arguments[2], expiresAt);
    if (!options.wantsFormer) {
        context.reply.ok();
    }
}

}  // namespace

void runSet(CommandContext& context, Arguments arguments) {
    const std::optional<SetOptions> options = parseOptions(arguments.subspan(3));
    if (!options) {
        return context.reply.error(syntaxError);
    }
    WallTime expiresAt;
    if (options->expiry != Expiry::None && options->expiry != Expiry::Keep) {
        const std::optional<WallTime> time =
            expiryTime(options->expiry, options->time, "set", context);
        if (!time) {
            return;
        }
        expiresAt = *time;
    }
    if (options->condition != Condition::None || options->wantsFormer ||
        options->expiry == Expiry::Keep) {
        return setConditionally(context, arguments, *options, expiresAt);
    }
    put(context, arguments[1], arguments[2], expiresAt);
    context.reply.ok();
}

void runSetNx(CommandContext& context, Arguments arguments) {
    const bool absent = context.lookToWrite(arguments[1]) == nullptr;
    if (absent) {
        put(context, arguments[1], arguments[2], WallTime{});
    }
    context.reply.integer(absent ? 1 : 0);
}

void runSetEx(CommandContext& context, Arguments arguments) {
    putExpiring(context, arguments, Expiry::Seconds, "setex");
}

void runPsetEx(CommandContext& context, Arguments arguments) {
    putExpiring(context, arguments, Expiry::Millis, "psetex");
}

void runGetSet(CommandContext& context, Arguments arguments) {
    const auto [former, fits] = stringOrError(context.lookToWrite(arguments[1]), context.reply);
    if (fits) {
        replyFormer(context, former);
        put(context, arguments[1], arguments[2], WallTime{});
    }
}

void runMset(CommandContext& context, Arguments arguments) {
    if (arguments.size() % 2 == 0) {
        return replyArityError(context.reply, "mset");
    }
    for (std::size_t index = 1; index < arguments.size(); index += 2) {
        put(context, arguments[index], arguments[index + 1], WallTime{});
    }
    context.reply.ok();
}

}  // namespace orrery::core
