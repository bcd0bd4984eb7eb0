// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/ledger/cell.h"

#include <array>
#include <charconv>

namespace orrery::load {
namespace {

constexpr std::array<std::string_view, 4> kindWords{"string-register", "hash-register",
                                                    "string-counter", "hash-counter"};

}  // namespace

std::optional<std::int64_t> contentNumber(std::string_view content) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(content.data(), content.data() + content.size(), number);
    const bool whole = end == content.data() + content.size() || *end == ' ';
    return error == std::errc() && whole ? std::optional(number) : std::nullopt;
}

std::string_view wordFor(CellKind kind) {
    return kindWords[static_cast<std::size_t>(kind)];
}

std::optional<CellKind> cellKindFrom(std::string_view word) {
    for (std::size_t index = 0; index < kindWords.size(); ++index) {
        if (kindWords[index] == word) {
            return static_cast<CellKind>(index);
        }
    }
    return std::nullopt;
}

}  // namespace orrery::load
