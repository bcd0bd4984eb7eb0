// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hashes. Fields come back ordered by name: the same order on every copy.
//
// A command may name a field twice. The handler sees only the entry as it was, so it counts a name
// once; the change lists every assignment and the last one wins.
#include "cluster/core/commands/handlers.h"
#include "cluster/core/commands/replies.h"

#include <absl/container/btree_set.h>

namespace orrery::core {
namespace {

enum class HashPart { Names, Values, Both };

const std::string* fieldOf(const HashFields* fields, std::string_view name) {
    if (fields == nullptr) {
        return nullptr;
    }
    const auto place = fields->find(name);
    return place == fields->end() ? nullptr : &place->second;
}

void replyFieldOrNull(CommandContext& context, const std::string* value) {
    if (value != nullptr) {
        context.reply.bulk(*value);
    } else {
        context.reply.null();
    }
}

void listFields(CommandContext& context, std::string_view key, std::vector<Field>&& fields) {
    context.changes.push_back({ChangeKind::SetFields, std::string(key), {}, std::move(fields), {}});
}

/// Sets the fields of HSET and HMSET. Returns how many are new, or nothing after an error.
std::optional<std::int64_t> assignFields(CommandContext& context, Arguments arguments,
                                         std::string_view commandName) {
    if (arguments.size() % 2 != 0) {
        replyArityError(context.reply, commandName);
        return std::nullopt;
    }
    const auto [former, fits] = hashOrError(context.lookToWrite(arguments[1]), context.reply);
    if (!fits) {
        return std::nullopt;
    }
    std::vector<Field> fields;
    fields.reserve(arguments.size() / 2 - 1);
    absl::btree_set<std::string_view> created;
    for (std::size_t index = 2; index < arguments.size(); index += 2) {
        fields.emplace_back(arguments[index], arguments[index + 1]);
        if (fieldOf(former, arguments[index]) == nullptr) {
            created.insert(arguments[index]);
        }
    }
    listFields(context, arguments[1], std::move(fields));
    return static_cast<std::int64_t>(created.size());
}

void replyAll(CommandContext& context, Arguments arguments, HashPart part) {
    const auto [fields, fits] = hashOrError(context.look(arguments[1]), context.reply);
    if (!fits) {
        return;
    }
    const std::size_t count = fields == nullptr ? 0 : fields->size();
    if (part == HashPart::Both) {
        context.reply.map(count);
    } else {
        context.reply.array(count);
    }
    if (fields == nullptr) {
        return;
    }
    for (const auto& [name, value] : *fields) {
        if (part != HashPart::Values) {
            context.reply.bulk(name);
        }
        if (part != HashPart::Names) {
            context.reply.bulk(value);
        }
    }
}

}  // namespace

void runHset(CommandContext& context, Arguments arguments) {
    if (const std::optional<std::int64_t> created = assignFields(context, arguments, "hset")) {
        context.reply.integer(*created);
    }
}

void runHmset(CommandContext& context, Arguments arguments) {
    if (assignFields(context, arguments, "hmset")) {
        context.reply.ok();
    }
}

void runHsetNx(CommandContext& context, Arguments arguments) {
    const auto [fields, fits] = hashOrError(context.lookToWrite(arguments[1]), context.reply);
    if (!fits) {
        return;
    }
    const bool absent = fieldOf(fields, arguments[2]) == nullptr;
    if (absent) {
        listFields(context, arguments[1], {Field(arguments[2], arguments[3])});
    }
    context.reply.integer(absent ? 1 : 0);
}

void runHget(CommandContext& context, Arguments arguments) {
    const auto [fields, fits] = hashOrError(context.look(arguments[1]), context.reply);
    if (fits) {
        replyFieldOrNull(context, fieldOf(fields, arguments[2]));
    }
}

void runHmget(CommandContext& context, Arguments arguments) {
    const auto [fields, fits] = hashOrError(context.look(arguments[1]), context.reply);
    if (!fits) {
        return;
    }
    context.reply.array(arguments.size() - 2);
    for (const std::string_view name : arguments.subspan(2)) {
        replyFieldOrNull(context, fieldOf(fields, name));
    }
}

void runHgetAll(CommandContext& context, Arguments arguments) {
    replyAll(context, arguments, HashPart::Both);
}

void runHkeys(CommandContext& context, Arguments arguments) {
    replyAll(context, arguments, HashPart::Names);
}

void runHvals(CommandContext& context, Arguments arguments) {
    replyAll(context, arguments, HashPart::Values);
}

void runHdel(CommandContext& context, Arguments arguments) {
    const auto [fields, fits] = hashOrError(context.lookToWrite(arguments[1]), context.reply);
    if (!fits) {
        return;
    }
    absl::btree_set<std::string_view> present;
    for (const std::string_view name : arguments.subspan(2)) {
        if (fieldOf(fields, name) != nullptr) {
            present.insert(name);
        }
    }
    if (!present.empty()) {
        Change change{ChangeKind::RemoveFields, std::string(arguments[1]), {}, {}, {}};
        change.fields.reserve(present.size());
        for (const std::string_view name : present) {
            change.fields.emplace_back(name, std::string());
        }
        context.changes.push_back(std::move(change));
    }
    context.reply.integer(static_cast<std::int64_t>(present.size()));
}

void runHincrBy(CommandContext& context, Arguments arguments) {
    const std::optional<std::int64_t> increment = integerOrError(arguments[3], context.reply);
    if (!increment) {
        return;
    }
    const auto [fields, fits] = hashOrError(context.lookToWrite(arguments[1]), context.reply);
    if (!fits) {
        return;
    }
    std::int64_t value = 0;
    if (const std::string* text = fieldOf(fields, arguments[2])) {
        const auto parsed =
            integerOrError(*text, context.reply, "ERR hash value is not an integer");
        if (!parsed) {
            return;
        }
        value = *parsed;
    }
    const std::optional<std::int64_t> sum = checkedSum(value, *increment);
    if (!sum) {
        return context.reply.error(overflowError);
    }
    listFields(context, arguments[1], {Field(arguments[2], std::to_string(*sum))});
    context.reply.integer(*sum);
}

void runHexists(CommandContext& context, Arguments arguments) {
    const auto [fields, fits] = hashOrError(context.look(arguments[1]), context.reply);
    if (fits) {
        context.reply.integer(fieldOf(fields, arguments[2]) != nullptr ? 1 : 0);
    }
}

void runHlen(CommandContext& context, Arguments arguments) {
    const auto [fields, fits] = hashOrError(context.look(arguments[1]), context.reply);
    if (fits) {
        context.reply.integer(fields == nullptr ? 0 : static_cast<std::int64_t>(fields->size()));
    }
}

}  // namespace orrery::core
