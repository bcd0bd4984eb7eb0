// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/reply_verdict.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "cluster/runtime/client/endpoint_text.h"
#include "shared/base/slot.h"

namespace orrery::client {
namespace {

/// Takes the next word off the front of `text`.
std::string_view takeWord(std::string_view& text) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    return word;
}

JudgedReply redirection(Verdict verdict, std::string_view rest) {
    const std::string_view slotWord = takeWord(rest);
    std::uint16_t slot = 0;
    const auto [end, error] =
        std::from_chars(slotWord.data(), slotWord.data() + slotWord.size(), slot);
    const auto endpoint = endpointFrom(takeWord(rest));
    if (error != std::errc() || end != slotWord.data() + slotWord.size() || slot >= slotCount ||
        !endpoint) {
        return {Verdict::Later, {}, {}};
    }
    return {verdict, Slot{slot}, endpoint.value()};
}

constexpr std::array<std::string_view, 7> laterWords{
    "TRYAGAIN", "CLUSTERDOWN", "NOREPLICAS", "THROTTLED", "LOADING", "MASTERDOWN", "READONLY"};

}  // namespace

JudgedReply judge(const resp::Value& reply) {
    if (!reply.isError()) {
        return {};
    }
    std::string_view rest = reply.text;
    const std::string_view word = takeWord(rest);
    if (word == "MOVED") {
        return redirection(Verdict::Moved, rest);
    }
    if (word == "ASK") {
        return redirection(Verdict::Ask, rest);
    }
    if (word == "UNKNOWN") {
        return {Verdict::Uncertain, {}, {}};
    }
    const bool later = std::find(laterWords.begin(), laterWords.end(), word) != laterWords.end();
    return {later ? Verdict::Later : Verdict::Refused, {}, {}};
}

}  // namespace orrery::client
