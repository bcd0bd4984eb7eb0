// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/commands/scan.h"

#include <algorithm>
#include <charconv>

#include "cluster/core/commands/replies.h"

namespace orrery::core {
namespace {

constexpr std::uint64_t hashMask = (1ULL << walkHashBits) - 1;
static_assert((std::uint64_t{slotCount} << walkHashBits) == 0, "slot and hash fill a cursor");

/// Calls `visit` for about `limit` entries from `from` on. Returns where to go on.
template <typename Visit>
WalkPosition walkStores(Stores stores, WalkPosition from, std::size_t limit, const Visit& visit) {
    std::size_t visited = 0;
    for (const EntryStore* store : stores) {
        if (from.slot >= store->firstSlot().value + store->slotsHeld()) {
            continue;
        }
        from = store->walk(from, limit - visited, [&](const Entry& entry) {
            ++visited;
            visit(entry);
        });
        if (visited >= limit) {
            break;
        }
        from.done = false;  // This store is done; the next one goes on from its end.
    }
    const bool more = std::ranges::any_of(stores, [&](const EntryStore* store) {
        return from.slot < store->firstSlot().value + store->slotsHeld();
    });
    from.done = !more;
    return from;
}

bool hasType(const Entry& entry, std::string_view type) {
    return isWord(type, entry.isString() ? "string" : "hash");
}

/// A place in one of the slots held: the upper half of `chance` picks the slot, all of it the hash.
WalkPosition placeAt(Stores stores, std::uint64_t chance) {
    std::uint64_t slotsTotal = 0;
    for (const EntryStore* store : stores) {
        slotsTotal += store->slotsHeld();
    }
    std::uint64_t left = slotsTotal == 0 ? 0 : (chance >> 32) % slotsTotal;
    for (const EntryStore* store : stores) {
        if (left < store->slotsHeld()) {
            const std::uint64_t hash =
                (chance * 0x9E3779B97F4A7C15ULL) & (hashMask << (64 - walkHashBits));
            return {static_cast<std::uint16_t>(store->firstSlot().value + left), hash};
        }
        left -= store->slotsHeld();
    }
    return {};
}

/// The number behind COUNT. Larger ones are allowed and mean as many as one step may visit.
std::optional<std::size_t> parseCount(std::string_view text, resp::Writer& reply) {
    const std::optional<std::int64_t> count = integerOrError(text, reply);
    if (count && *count < 1) {
        reply.error(syntaxError);
        return std::nullopt;
    }
    return count ? std::optional(std::min(static_cast<std::size_t>(*count), scanCountMax))
                 : std::nullopt;
}

}  // namespace

std::uint64_t cursorOf(WalkPosition position) {
    if (position.done || position.slot >= slotCount) {
        return 0;
    }
    return (std::uint64_t{position.slot} << walkHashBits) | (position.hash >> (64 - walkHashBits));
}

WalkPosition positionOf(std::uint64_t cursor) {
    const std::uint64_t hash = (cursor & hashMask) << (64 - walkHashBits);
    return {static_cast<std::uint16_t>(cursor >> walkHashBits), hash};
}

std::optional<std::uint64_t> parseCursor(std::string_view text) {
    std::uint64_t cursor = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), cursor);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return cursor;
}

std::optional<ScanRequest> parseScan(Arguments arguments, resp::Writer& reply) {
    const std::optional<std::uint64_t> cursor =
        arguments.size() < 2 ? std::nullopt : parseCursor(arguments[1]);
    if (!cursor) {
        reply.error("ERR invalid cursor");
        return std::nullopt;
    }
    ScanRequest request;
    request.cursor = *cursor;
    for (std::size_t index = 2; index < arguments.size(); index += 2) {
        const bool followed = index + 1 < arguments.size();
        if (followed && isWord(arguments[index], "count")) {
            const std::optional<std::size_t> count = parseCount(arguments[index + 1], reply);
            if (!count) {
                return std::nullopt;
            }
            request.count = *count;
        } else if (followed && isWord(arguments[index], "match")) {
            const std::string_view pattern = arguments[index + 1];
            request.pattern = pattern == "*" ? std::nullopt : std::optional(pattern);
        } else if (followed && isWord(arguments[index], "type")) {
            request.type = arguments[index + 1];
        } else {
            reply.error(syntaxError);
            return std::nullopt;
        }
    }
    return request;
}

ScanResult scanStep(Stores stores, const ScanRequest& request, WallTime now) {
    ScanResult result;
    const auto visit = [&](const Entry& entry) {
        const bool wanted = !entry.isExpired(now) &&
                            (!request.pattern || globMatches(*request.pattern, entry.key)) &&
                            (!request.type || hasType(entry, *request.type));
        if (wanted) {
            result.keys.push_back(entry.key);
        }
    };
    result.cursor = cursorOf(walkStores(stores, positionOf(request.cursor), request.count, visit));
    return result;
}

void replyScan(const ScanResult& result, resp::Writer& reply) {
    reply.array(2);
    reply.bulk(std::to_string(result.cursor));
    reply.array(result.keys.size());
    for (const std::string& key : result.keys) {
        reply.bulk(key);
    }
}

std::vector<std::string> keysMatching(Stores stores, std::string_view pattern, WallTime now) {
    std::vector<std::string> keys;
    walkStores(stores, WalkPosition{}, entryCount(stores) + 1, [&](const Entry& entry) {
        if (!entry.isExpired(now) && (pattern == "*" || globMatches(pattern, entry.key))) {
            keys.push_back(entry.key);
        }
    });
    return keys;
}

std::size_t entryCount(Stores stores) {
    std::size_t count = 0;
    for (const EntryStore* store : stores) {
        count += store->entryCount();
    }
    return count;
}

std::optional<std::string> someKey(Stores stores, std::uint64_t chance, WallTime now) {
    constexpr int triesMax = 100;
    if (entryCount(stores) == 0) {
        return std::nullopt;
    }
    WalkPosition from = placeAt(stores, chance);
    std::optional<std::string> found;
    for (int tries = 0; tries < triesMax && !found; ++tries) {
        from = walkStores(stores, from, 1, [&](const Entry& entry) {
            if (!found && !entry.isExpired(now)) {
                found = entry.key;
            }
        });
        if (from.done) {
            from = WalkPosition{};
        }
    }
    return found;
}

}  // namespace orrery::core
