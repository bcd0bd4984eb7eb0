// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/ledger/ledger.h"

#include <algorithm>

#include "cluster/load/ledger/ledger_file.h"
#include "shared/base/assert.h"

namespace orrery::load {

CellId Ledger::add(Cell cell) {
    m_cells.push_back(std::move(cell));
    return CellId{static_cast<std::uint32_t>(m_cells.size() - 1)};
}

void Ledger::setBase(CellId id, std::int64_t base) {
    ORRERY_ASSERT(cell(id).started == 0);
    cell(id).base = base;
    if (m_file != nullptr) {
        m_file->cell(id, cell(id));
    }
}

bool Ledger::mayWrite(CellId id) const {
    const Cell& cell = at(id);
    return isCounter(cell.kind) || (!cell.busy && !cell.retired);
}

Write Ledger::begin(CellId id) {
    ORRERY_ASSERT(mayWrite(id));
    Cell& begun = cell(id);
    ++begun.started;
    if (isCounter(begun.kind)) {
        return {id, 1};
    }
    begun.busy = true;
    return {id, begun.started};
}

void Ledger::count(Cell& counted, const Write& write) {
    if (isCounter(counted.kind)) {
        ++counted.acknowledged;
    } else {
        counted.acknowledged = std::max(counted.acknowledged, write.amount);
    }
    ++m_totals.acknowledged;
}

void Ledger::acknowledge(const Write& write, const std::string& requestId, Position position) {
    Cell& acknowledged = cell(write.cell);
    acknowledged.busy = false;
    count(acknowledged, write);
    if (m_file != nullptr) {
        m_file->acknowledged(write, requestId, position);
    }
}

/// The write is void: a register may use its version again, a counter does not expect it.
void Ledger::notApplied(const Write& write) {
    Cell& refused = cell(write.cell);
    refused.busy = false;
    --refused.started;
    ++m_totals.notApplied;
}

void Ledger::unknown(const Write& write, const std::string& requestId) {
    Cell& uncertain = cell(write.cell);
    uncertain.busy = false;
    uncertain.retired = !isCounter(uncertain.kind);
    ++m_totals.unknown;
    if (m_file != nullptr) {
        m_file->unknown(write, requestId);
    }
}

void Ledger::settleAcknowledged(const Write& write, const std::string& requestId, Position position) {
    cell(write.cell).retired = false;
    count(cell(write.cell), write);
    ++m_totals.settled;
    if (m_file != nullptr) {
        m_file->settled(write, requestId, position);
    }
}

void Ledger::settleNotApplied(const Write& write, const std::string& requestId) {
    cell(write.cell).retired = false;
    --cell(write.cell).started;
    ++m_totals.settled;
    if (m_file != nullptr) {
        m_file->voided(write, requestId);
    }
}

ReadBound Ledger::boundNow(CellId id) const {
    return {id, at(id).acknowledged};
}

Sighting Ledger::judge(const ReadBound& bound, const std::string& content) const {
    const Cell& seen = at(bound.cell);
    const auto number = content.empty() ? std::optional<std::int64_t>(0) : contentNumber(content);
    if (!number) {
        return Sighting::Unreadable;
    }
    const std::int64_t amount = (*number - seen.base) * seen.direction;
    if (amount < static_cast<std::int64_t>(bound.least)) {
        return Sighting::Stale;
    }
    return amount > static_cast<std::int64_t>(seen.started) ? Sighting::Foreign : Sighting::Fits;
}

}  // namespace orrery::load
