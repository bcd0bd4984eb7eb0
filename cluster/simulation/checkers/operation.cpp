// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/checkers/operation.h"

#include <charconv>

namespace orrery::simulation {

std::uint64_t versionOfText(const std::string& text) {
    std::uint64_t version = 0;
    if (text.size() < 2 || text.front() != 'v') {
        return 0;
    }
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + 1, end, version);
    return error == std::errc() && stopped == end ? version : 0;
}

std::int64_t countOf(const std::optional<std::string>& content) {
    if (!content) {
        return 0;
    }
    std::int64_t count = 0;
    const char* end = content->data() + content->size();
    const auto [stopped, error] = std::from_chars(content->data(), end, count);
    return error == std::errc() && stopped == end ? count : -1;
}

}  // namespace orrery::simulation
