// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The audit: what the grid holds, compared with what the ledger says it must hold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cluster/load/ledger/cell.h"

namespace orrery::load {

/// What may excuse a missing write.
enum class AuditRule : std::uint8_t {
    Strict,       ///< Nothing: every acknowledged write must be there.
    AfterRestart, ///< The store had not confirmed it when the grid went down (Cell::confirmed).
};

/// How much of what was asked for the ledger knows.
enum class LedgerEnd : std::uint8_t {
    Orderly,  ///< All of it.
    CutOff,   ///< The load was killed: writes beyond the ledger are no duplicates.
};

struct AuditTerms { AuditRule rule = AuditRule::Strict; LedgerEnd end = LedgerEnd::Orderly; };

struct AuditResult {
    std::uint64_t cells = 0;
    std::uint64_t lost = 0;        ///< Acknowledged writes that are not there and not excused.
    std::uint64_t duplicated = 0;  ///< More than was ever asked for.
    std::uint64_t explained = 0;   ///< Acknowledged, not there, and excused by the rule.
    std::uint64_t unknownApplied = 0;  ///< Unknown writes that turned out to stand.
    std::uint64_t unread = 0;      ///< Cells that could not be read: nothing is known of them.
    std::vector<std::string> findings;  ///< The first 20 losses and duplicates, for a person.

    bool passed() const { return lost == 0 && duplicated == 0 && unread == 0; }
};

/// Compares one cell with the number found in the grid (0 for a missing key). None: it could not be
/// read.
void audit(const Cell& cell, std::optional<std::int64_t> found, AuditTerms terms,
           AuditResult& result);

}  // namespace orrery::load
