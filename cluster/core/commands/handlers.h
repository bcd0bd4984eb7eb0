// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The handlers behind the rows of command_table.cpp, one file per family. Each promises what
// command_table.h says of handlers; the number of arguments was checked against the row before.
#pragma once

#include "cluster/core/commands/command_table.h"

namespace orrery::core {

// set_commands.cpp: writing whole strings, with conditions and expiry
void runSet(CommandContext& context, Arguments arguments);
void runSetNx(CommandContext& context, Arguments arguments);
void runSetEx(CommandContext& context, Arguments arguments);
void runPsetEx(CommandContext& context, Arguments arguments);
void runGetSet(CommandContext& context, Arguments arguments);
void runMset(CommandContext& context, Arguments arguments);

// string_commands.cpp: reading, counting and appending
void runGet(CommandContext& context, Arguments arguments);
void runGetDel(CommandContext& context, Arguments arguments);
void runMget(CommandContext& context, Arguments arguments);
void runIncr(CommandContext& context, Arguments arguments);
void runDecr(CommandContext& context, Arguments arguments);
void runIncrBy(CommandContext& context, Arguments arguments);
void runDecrBy(CommandContext& context, Arguments arguments);
void runAppend(CommandContext& context, Arguments arguments);
void runStrlen(CommandContext& context, Arguments arguments);

// hash_commands.cpp
void runHset(CommandContext& context, Arguments arguments);
void runHmset(CommandContext& context, Arguments arguments);
void runHsetNx(CommandContext& context, Arguments arguments);
void runHget(CommandContext& context, Arguments arguments);
void runHmget(CommandContext& context, Arguments arguments);
void runHgetAll(CommandContext& context, Arguments arguments);
void runHkeys(CommandContext& context, Arguments arguments);
void runHvals(CommandContext& context, Arguments arguments);
void runHdel(CommandContext& context, Arguments arguments);
void runHincrBy(CommandContext& context, Arguments arguments);
void runHexists(CommandContext& context, Arguments arguments);
void runHlen(CommandContext& context, Arguments arguments);

// expiry_commands.cpp
void runExpire(CommandContext& context, Arguments arguments);
void runPexpire(CommandContext& context, Arguments arguments);
void runExpireAt(CommandContext& context, Arguments arguments);
void runPexpireAt(CommandContext& context, Arguments arguments);
void runTtl(CommandContext& context, Arguments arguments);
void runPttl(CommandContext& context, Arguments arguments);
void runExpireTime(CommandContext& context, Arguments arguments);
void runPexpireTime(CommandContext& context, Arguments arguments);
void runPersist(CommandContext& context, Arguments arguments);

// key_commands.cpp
void runDel(CommandContext& context, Arguments arguments);
void runExists(CommandContext& context, Arguments arguments);
void runType(CommandContext& context, Arguments arguments);

}  // namespace orrery::core
