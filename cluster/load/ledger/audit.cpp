// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/ledger/audit.h"

#include <algorithm>

namespace orrery::load {
namespace {

constexpr std::size_t findingLimit = 20;

void note(const Cell& cell, const std::string& what, AuditResult& result) {
    if (result.findings.size() < findingLimit) {
        const std::string field = cell.field.empty() ? "" : " " + cell.field;
        result.findings.push_back(cell.key + field + ": " + what);
    }
}

}  // namespace

void audit(const Cell& cell, std::optional<std::int64_t> found, AuditTerms terms, AuditResult& result) {
    ++result.cells;
    if (!found) {
        ++result.unread;
        note(cell, "could not be read", result);
        return;
    }
    const std::int64_t amount = (*found - cell.base) * cell.direction;
    const auto acknowledged = static_cast<std::int64_t>(cell.acknowledged);
    const auto confirmed = static_cast<std::int64_t>(cell.confirmed);
    const auto started = static_cast<std::int64_t>(cell.started);
    const std::int64_t wanted =
        terms.rule == AuditRule::Strict ? acknowledged : std::min(confirmed, acknowledged);
    const std::string figures = "found " + std::to_string(*found) + ", base " +
                                std::to_string(cell.base) + ", acknowledged " +
                                std::to_string(acknowledged) + ", asked for " + std::to_string(started);
    if (amount < wanted) {
        result.lost += static_cast<std::uint64_t>(wanted - amount);
        note(cell, "lost, " + figures, result);
    } else if (amount > started && terms.end == LedgerEnd::Orderly) {
        result.duplicated += static_cast<std::uint64_t>(amount - started);
        note(cell, "duplicated, " + figures, result);
    }
    if (amount < acknowledged) {
        result.explained += static_cast<std::uint64_t>(acknowledged - std::max(amount, wanted));
    } else {
        result.unknownApplied += static_cast<std::uint64_t>(std::min(amount, started) - acknowledged);
    }
}

}  // namespace orrery::load
