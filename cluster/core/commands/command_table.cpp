// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table and its index. The index is a perfect hash that the compiler finds: one multiplication
// and one comparison per request. A new row needs nothing but to stand in its place; should the
// search for the hash fail, the build does.
#include "cluster/core/commands/command_table.h"

#include <algorithm>
#include <array>
#include <bit>

#include "cluster/core/commands/handlers.h"
#include "cluster/core/commands/replies.h"

namespace orrery::core {
namespace {

constexpr KeySpec firstKey{1, 1, 1};
constexpr KeySpec everyKey{1, -1, 1};
constexpr KeySpec everySecondKey{1, -1, 2};
constexpr CommandAccess reads = CommandAccess::Read;
constexpr CommandAccess writes = CommandAccess::Write;

constexpr std::array commands = std::to_array<Command>({
    {"append", 3, writes, firstKey, "Appends to a string; answers its new length.", runAppend},
    {"decr", 2, writes, firstKey, "Subtracts one from a counter.", runDecr},
    {"decrby", 3, writes, firstKey, "Subtracts a number from a counter.", runDecrBy},
    {"del", -2, writes, everyKey, "Removes keys; answers how many there were.", runDel},
    {"exists", -2, reads, everyKey, "Counts the keys that exist, as often as named.", runExists},
    {"expire", -3, writes, firstKey, "Lets a key expire in so many seconds.", runExpire},
    {"expireat", -3, writes, firstKey, "Lets a key expire at a Unix time.", runExpireAt},
    {"expiretime", 2, reads, firstKey, "When a key expires, in Unix seconds.", runExpireTime},
    {"get", 2, reads, firstKey, "The value of a string.", runGet},
    {"getdel", 2, writes, firstKey, "The value of a string, which is then removed.", runGetDel},
    {"getset", 3, writes, firstKey, "Sets a string; answers its former value.", runGetSet},
    {"hdel", -3, writes, firstKey, "Removes fields; answers how many there were.", runHdel},
    {"hexists", 3, reads, firstKey, "Whether a hash has a field.", runHexists},
    {"hget", 3, reads, firstKey, "The value of a field.", runHget},
    {"hgetall", 2, reads, firstKey, "All fields and values of a hash.", runHgetAll},
    {"hincrby", 4, writes, firstKey, "Adds a number to a field.", runHincrBy},
    {"hkeys", 2, reads, firstKey, "The names of a hash's fields.", runHkeys},
    {"hlen", 2, reads, firstKey, "The number of a hash's fields.", runHlen},
    {"hmget", -3, reads, firstKey, "The values of several fields.", runHmget},
    {"hmset", -4, writes, firstKey, "Sets fields of a hash; answers OK.", runHmset},
    {"hset", -4, writes, firstKey, "Sets fields of a hash; answers how many are new.", runHset},
    {"hsetnx", 4, writes, firstKey, "Sets a field that does not exist yet.", runHsetNx},
    {"hvals", 2, reads, firstKey, "The values of a hash's fields.", runHvals},
    {"incr", 2, writes, firstKey, "Adds one to a counter.", runIncr},
    {"incrby", 3, writes, firstKey, "Adds a number to a counter.", runIncrBy},
    {"mget", -2, reads, everyKey, "The values of several strings.", runMget},
    {"mset", -3, writes, everySecondKey, "Sets several strings.", runMset},
    {"persist", 2, writes, firstKey, "Takes the expiry of a key away.", runPersist},
    {"pexpire", -3, writes, firstKey, "Lets a key expire in so many milliseconds.", runPexpire},
    {"pexpireat", -3, writes, firstKey, "Lets a key expire at a Unix time in ms.", runPexpireAt},
    {"pexpiretime", 2, reads, firstKey, "When a key expires, in Unix milliseconds.", runPexpireTime},
    {"psetex", 4, writes, firstKey, "Sets a string with a life in milliseconds.", runPsetEx},
    {"pttl", 2, reads, firstKey, "The milliseconds left; -1 endless, -2 no key.", runPttl},
    {"set", -3, writes, firstKey, "Sets a string (NX XX GET EX PX EXAT PXAT KEEPTTL).", runSet},
    {"setex", 4, writes, firstKey, "Sets a string with a life in seconds.", runSetEx},
    {"setnx", 3, writes, firstKey, "Sets a string whose key does not exist yet.", runSetNx},
    {"strlen", 2, reads, firstKey, "The length of a string in bytes.", runStrlen},
    {"touch", -2, reads, everyKey, "Counts the keys that exist.", runExists},
    {"ttl", 2, reads, firstKey, "The seconds left; -1 endless, -2 no key.", runTtl},
    {"type", 2, reads, firstKey, "What a key holds: string, hash or none.", runType},
    {"unlink", -2, writes, everyKey, "Removes keys; answers how many there were.", runDel},
});
static_assert(std::ranges::is_sorted(commands, {}, &Command::name));

/// A name of at most 16 bytes as two words. Setting one bit makes letters lower case, and no other
/// byte becomes a letter by it.
struct PackedName {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    friend constexpr bool operator==(const PackedName&, const PackedName&) = default;
};

constexpr std::size_t nameSizeMax = 16;
static_assert(std::ranges::all_of(commands, [](const Command& row) {
    return row.name.size() <= nameSizeMax;
}));

constexpr PackedName packed(std::string_view name) {
    std::array<char, nameSizeMax> bytes{};
    for (std::size_t index = 0; index < name.size(); ++index) {
        bytes[index] = static_cast<char>(name[index] | 0x20);
    }
    const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(bytes);
    return {halves[0], halves[1]};
}

constexpr std::size_t placeCount = 512;

constexpr std::size_t placeOf(const PackedName& name, std::uint64_t multiplier) {
    return ((name.head ^ (name.tail << 7)) * multiplier) >> (64 - 9);
}

constexpr std::uint8_t noCommand = 0xFF;
static_assert(commands.size() < noCommand);

struct NameIndex {
    std::uint64_t multiplier = 0;
    std::array<std::uint8_t, placeCount> rows{};
    std::array<PackedName, commands.size()> names{};
};

constexpr bool fill(NameIndex& index) {
    index.rows.fill(noCommand);
    for (std::size_t row = 0; row < commands.size(); ++row) {
        std::uint8_t& place = index.rows[placeOf(index.names[row], index.multiplier)];
        if (place != noCommand) {
            return false;
        }
        place = static_cast<std::uint8_t>(row);
    }
    return true;
}

constexpr NameIndex makeIndex() {
    NameIndex index;
    for (std::size_t row = 0; row < commands.size(); ++row) {
        index.names[row] = packed(commands[row].name);
    }
    index.multiplier = 0x9E3779B97F4A7C15ULL;
    while (!fill(index)) {
        index.multiplier = index.multiplier * 0xD1342543DE82EF95ULL + 2;
    }
    return index;
}

constexpr NameIndex nameIndex = makeIndex();

}  // namespace

std::span<const Command> dataCommands() {
    return commands;
}

const Command* findDataCommand(std::string_view name) {
    if (name.size() > nameSizeMax) {
        return nullptr;
    }
    const PackedName sought = packed(name);
    const std::uint8_t row = nameIndex.rows[placeOf(sought, nameIndex.multiplier)];
    if (row == noCommand || nameIndex.names[row] != sought ||
        commands[row].name.size() != name.size()) {
        return nullptr;
    }
    return &commands[row];
}

void refuseArity(const Command& command, resp::Writer& reply) {
    replyArityError(reply, command.name);
}

void keysOf(const Command& command, Arguments arguments, std::vector<std::string_view>& keys) {
    const auto count = static_cast<int>(arguments.size());
    const int last = command.keys.last < 0 ? count + command.keys.last : command.keys.last;
    if (command.keys.first <= 0) {
        return;
    }
    for (int at = command.keys.first; at <= last && at < count; at += command.keys.step) {
        keys.push_back(arguments[static_cast<std::size_t>(at)]);
    }
}

const Entry* CommandContext::look(std::string_view key) {
    const Entry* entry = entries.findRaw(slot, key);
    if (entry != nullptr) {
        touched = std::max(touched, entry->lastSequence);
    }
    const bool alive = entry != nullptr && !entry->isExpired(now);
    ++(alive ? hits : misses);
    return alive ? entry : nullptr;
}

const Entry* CommandContext::lookToWrite(std::string_view key) {
    const Entry* entry = entries.findRaw(slot, key);
    if (entry == nullptr) {
        return nullptr;
    }
    touched = std::max(touched, entry->lastSequence);
    if (entry->isExpired(now)) {
        changes.push_back({ChangeKind::Remove, std::string(key), {}, {}, {}});
        return nullptr;
    }
    return entry;
}

}  // namespace orrery::core
