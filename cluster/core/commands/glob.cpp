// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Glob patterns. When a character does not fit, only the last star needs to take one more: what an
// earlier star could take, the last one can take too. So there is no recursion, and hostile
// patterns cost no more than pattern times text.
#include "cluster/core/commands/scan.h"

namespace orrery::core {
namespace {

/// How one element of a pattern (anything but a star) meets one character.
struct ElementMatch {
    bool matches = false;
    std::size_t next = 0;  ///< Where the pattern goes on.
};

bool inRange(char first, char last, char given) {
    const auto low = static_cast<signed char>(first);
    const auto high = static_cast<signed char>(last);
    const auto character = static_cast<signed char>(given);
    return low <= high ? character >= low && character <= high
                       : character >= high && character <= low;
}

/// `at` is the place behind the opening bracket. A class that is not closed ends with the pattern.
ElementMatch matchClass(std::string_view pattern, std::size_t at, char given) {
    const bool negated = at < pattern.size() && pattern[at] == '^';
    at += negated ? 1 : 0;
    bool listed = false;
    while (at < pattern.size() && pattern[at] != ']') {
        const std::size_t left = pattern.size() - at;
        if (pattern[at] == '\\' && left >= 2) {
            listed = listed || pattern[at + 1] == given;
            at += 2;
        } else if (left >= 3 && pattern[at + 1] == '-') {
            listed = listed || inRange(pattern[at], pattern[at + 2], given);
            at += 3;
        } else {
            listed = listed || pattern[at] == given;
            ++at;
        }
    }
    return {listed != negated, at < pattern.size() ? at + 1 : at};
}

ElementMatch matchElement(std::string_view pattern, std::size_t at, char given) {
    if (pattern[at] == '?') {
        return {true, at + 1};
    }
    if (pattern[at] == '[') {
        return matchClass(pattern, at + 1, given);
    }
    if (pattern[at] == '\\' && at + 1 < pattern.size()) {
        ++at;
    }
    return {pattern[at] == given, at + 1};
}

}  // namespace

bool globMatches(std::string_view pattern, std::string_view text) {
    if (text.empty()) {
        return pattern.empty();
    }
    std::size_t at = 0;
    std::size_t read = 0;
    std::optional<std::size_t> behindStar;  // Where the pattern goes on after the last star
    std::size_t starTook = 0;               // and how far into the text that star reaches.
    while (read < text.size()) {
        if (at < pattern.size() && pattern[at] == '*') {
            behindStar = ++at;
            starTook = read;
            continue;
        }
        const ElementMatch element =
            at < pattern.size() ? matchElement(pattern, at, text[read]) : ElementMatch{};
        if (element.matches) {
            at = element.next;
            ++read;
        } else if (behindStar) {
            at = *behindStar;
            read = ++starTook;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern[at] == '*') {
        ++at;
    }
    return at == pattern.size();
}

}  // namespace orrery::core
