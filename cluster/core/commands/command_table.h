// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Data commands as a table. A handler looks at the entries, writes the reply and lists the changes;
// it never applies them. The partition applies, logs and replicates them, and holds the reply back
// until they are committed. Later families (lists, sets, sorted sets) add rows, nothing else.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "cluster/core/space/entry_store.h"
#include "shared/base/time.h"
#include "shared/resp/writer.h"

namespace orrery::core {

using Arguments = std::span<const std::string_view>;  ///< [0] is the command's name as typed.

/// What a handler may use. Built anew for each command by the partition.
struct CommandContext {
    const EntryStore& entries;
    WallTime now;                       ///< Decides expiry; the same for the whole command.
    Slot slot;                          ///< Of the command's keys.
    resp::Writer& reply;
    std::vector<Change>& changes;       ///< Out: applied in this order when the handler returns.
    Sequence touched;                   ///< Out: newest lastSequence of the entries looked at; the
                                        ///< reply must not leave before that change is committed.
    std::uint32_t hits = 0;             ///< Out: keys found.
    std::uint32_t misses = 0;           ///< Out: keys not found.

    /// Finds an entry and accounts for it (touched, hits, misses).
    const Entry* look(std::string_view key);
    /// As look(), for a command that may change the entry: not counted as hit or miss, and an
    /// expired entry is listed for removal. Backups never expire entries by themselves.
    const Entry* lookToWrite(std::string_view key);
};

enum class CommandAccess : std::uint8_t { Read, Write };

/// First, last and step of the keys among the arguments, as COMMAND gives them: last < 0 counts
/// from the end. first 0: no keys.
struct KeySpec { int first = 0; int last = 0; int step = 0; };

struct Command {
    std::string_view name;       ///< Lower case.
    int arity = 0;               ///< Redis' way: counts the name; negative = at least.
    CommandAccess access = CommandAccess::Read;
    KeySpec keys;
    std::string_view summary;    ///< One line for HELP and COMMAND DOCS.
    void (*run)(CommandContext& context, Arguments arguments) = nullptr;
};

/// All data commands, sorted by name.
std::span<const Command> dataCommands();

/// The data command `name` (any letter case), or null. Fast: called for every request.
const Command* findDataCommand(std::string_view name);

/// True when `argumentCount` (the name included) fits `command.arity`.
constexpr bool arityFits(const Command& command, std::size_t argumentCount) {
    return command.arity >= 0 ? argumentCount == static_cast<std::size_t>(command.arity)
                              : argumentCount >= static_cast<std::size_t>(-command.arity);
}

/// Writes the error for a request whose number of arguments does not fit.
void refuseArity(const Command& command, resp::Writer& reply);

/// Appends the keys of a request to `keys`.
void keysOf(const Command& command, Arguments arguments, std::vector<std::string_view>& keys);

}  // namespace orrery::core
