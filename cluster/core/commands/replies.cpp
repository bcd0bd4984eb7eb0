// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/commands/replies.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace orrery::core {
namespace {

template <typename Content>
Typed<Content> contentOrError(const Entry* entry, resp::Writer& reply) {
    if (entry == nullptr) {
        return {};
    }
    const Content* content = std::get_if<Content>(&entry->content);
    if (content == nullptr) {
        reply.error(wrongTypeError);
        return {nullptr, false};
    }
    return {content, true};
}

void replyNamed(resp::Writer& reply, std::string_view before, std::string_view commandName) {
    std::string text(before);
    text.append(" '").append(commandName).append("' command");
    reply.error(text);
}

}  // namespace

void replyArityError(resp::Writer& reply, std::string_view commandName) {
    replyNamed(reply, "ERR wrong number of arguments for", commandName);
}

void replyExpireTimeError(resp::Writer& reply, std::string_view commandName) {
    replyNamed(reply, "ERR invalid expire time in", commandName);
}

Typed<std::string> stringOrError(const Entry* entry, resp::Writer& reply) {
    return contentOrError<std::string>(entry, reply);
}

Typed<HashFields> hashOrError(const Entry* entry, resp::Writer& reply) {
    return contentOrError<HashFields>(entry, reply);
}

std::optional<std::int64_t> parseInteger(std::string_view text) {
    const std::string_view digits = text.substr(!text.empty() && text.front() == '-' ? 1 : 0);
    if (digits.empty() || (digits.front() == '0' && text != "0")) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> integerOrError(std::string_view text, resp::Writer& reply,
                                           std::string_view error) {
    const std::optional<std::int64_t> value = parseInteger(text);
    if (!value) {
        reply.error(error);
    }
    return value;
}

std::optional<std::int64_t> checkedSum(std::int64_t left, std::int64_t right) {
    std::int64_t sum = 0;
    return __builtin_add_overflow(left, right, &sum) ? std::nullopt : std::optional(sum);
}

bool isWord(std::string_view text, std::string_view lowerCase) {
    return std::equal(
        text.begin(), text.end(), lowerCase.begin(), lowerCase.end(), [](char given, char wanted) {
            return (given >= 'A' && given <= 'Z' ? given + ('a' - 'A') : given) == wanted;
        });
}

}  // namespace orrery::core
