// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A cell is the smallest thing the ledger keeps account of: a key, or one field of a hash.
//
// Registers hold a version that the load raises by one with each write; at most one write of a
// register is under way, so its content says exactly which write came last. Counters are moved by one
// per write, always in the same direction and by many clients at once; their content says how many
// writes stand. Between them they show lost writes, repeated writes and stale reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/ids.h"

namespace orrery::load {

enum class CellKind : std::uint8_t { StringRegister, HashRegister, StringCounter, HashCounter };

constexpr bool isCounter(CellKind kind) {
    return kind == CellKind::StringCounter || kind == CellKind::HashCounter;
}

constexpr bool isHashField(CellKind kind) {
    return kind == CellKind::HashRegister || kind == CellKind::HashCounter;
}

using CellId = StrongId<struct CellTag, std::uint32_t>;   ///< Index into the ledger's table.

/// What the ledger knows of one cell. Amounts are counted from `base` on, without sign: for a register
/// they are versions, for a counter writes.
struct Cell {
    CellKind kind = CellKind::StringRegister;
    int direction = 1;              ///< Counters: +1 or -1.
    bool retired = false;           ///< Registers: a write ended unknown, so no other may follow it.
    bool busy = false;              ///< Registers: a write is under way.
    std::int64_t base = 0;          ///< Content before the load began.
    std::uint64_t started = 0;      ///< Writes ever begun and not known to be void.
    std::uint64_t acknowledged = 0; ///< Registers: the newest acknowledged version. Counters: how many.
    std::uint64_t confirmed = 0;    ///< As `acknowledged`, of those the store has confirmed (verify-only).
    std::string key;
    std::string field;              ///< Hash cells only.
};

/// The number at the start of a register's or counter's content; none when there is no number.
std::optional<std::int64_t> contentNumber(std::string_view content);

std::string_view wordFor(CellKind kind);
std::optional<CellKind> cellKindFrom(std::string_view word);

}  // namespace orrery::load
