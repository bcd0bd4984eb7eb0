// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Comparing the words of requests.
#pragma once

#include <string_view>

namespace orrery::core {

constexpr char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

/// True when `typed` is `word` in any letter case. `word` must be lower case.
constexpr bool isWord(std::string_view typed, std::string_view word) {
    if (typed.size() != word.size()) {
        return false;
    }
    for (std::size_t index = 0; index < word.size(); ++index) {
        if (lower(typed[index]) != word[index]) {
            return false;
        }
    }
    return true;
}

}  // namespace orrery::core
