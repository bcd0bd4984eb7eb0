// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Commands on keys of any type. DEL counts a key once however often it is named; EXISTS and TOUCH
// count it each time, as Redis does.
#include <absl/container/btree_set.h>

#include "cluster/core/commands/handlers.h"
#include "cluster/core/commands/replies.h"

namespace orrery::core {

void runDel(CommandContext& context, Arguments arguments) {
    absl::btree_set<std::string_view> seen;
    std::int64_t removed = 0;
    for (const std::string_view key : arguments.subspan(1)) {
        const bool repeated = arguments.size() > 2 && !seen.insert(key).second;
        if (!repeated && context.lookToWrite(key) != nullptr) {
            context.changes.push_back({ChangeKind::Remove, std::string(key), {}, {}, {}});
            ++removed;
        }
    }
    context.reply.integer(removed);
}

void runExists(CommandContext& context, Arguments arguments) {
    std::int64_t present = 0;
    for (const std::string_view key : arguments.subspan(1)) {
        present += context.look(key) != nullptr ? 1 : 0;
    }
    context.reply.integer(present);
}

void runType(CommandContext& context, Arguments arguments) {
    const Entry* entry = context.look(arguments[1]);
    if (entry == nullptr) {
        return context.reply.simple("none");
    }
    context.reply.simple(entry->isString() ? "string" : "hash");
}

}  // namespace orrery::core
