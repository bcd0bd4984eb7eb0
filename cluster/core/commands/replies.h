// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts and small checks that command families share. The texts are those of Redis 7.0: clients
// compare them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cluster/core/commands/command_table.h"

namespace orrery::core {

inline constexpr std::string_view wrongTypeError =
    "WRONGTYPE Operation against a key holding the wrong kind of value";
inline constexpr std::string_view notIntegerError = "ERR value is not an integer or out of range";
inline constexpr std::string_view syntaxError = "ERR syntax error";
inline constexpr std::string_view overflowError = "ERR increment or decrement would overflow";

/// "ERR wrong number of arguments for 'name' command".
void replyArityError(resp::Writer& reply, std::string_view commandName);
/// "ERR invalid expire time in 'name' command".
void replyExpireTimeError(resp::Writer& reply, std::string_view commandName);

/// The content of `entry` (which may be null) as a string or hash, or null when there is none.
/// `fits` is false when the entry has the other type; the error is then written.
template <typename Content>
struct Typed {
    const Content* content = nullptr;
    bool fits = true;
};
Typed<std::string> stringOrError(const Entry* entry, resp::Writer& reply);
Typed<HashFields> hashOrError(const Entry* entry, resp::Writer& reply);

/// A signed 64-bit number in the only form Redis takes: no plus sign, no leading zeros, no spaces.
std::optional<std::int64_t> parseInteger(std::string_view text);
/// As parseInteger(); writes `error` when `text` is none.
std::optional<std::int64_t> integerOrError(std::string_view text, resp::Writer& reply,
                                           std::string_view error = notIntegerError);
/// left + right, or nothing when that does not fit.
std::optional<std::int64_t> checkedSum(std::int64_t left, std::int64_t right);

/// Compares an option word, which may come in any letter case, with `lowerCase`.
bool isWord(std::string_view text, std::string_view lowerCase);

}  // namespace orrery::core
