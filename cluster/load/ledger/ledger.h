// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The account of every write that a load has asked for. It is what decides whether a grid lost
// something: the load tells it of each beginning and each outcome, and later what the grid holds.
//
// Memory is bounded by the number of cells, not of writes; a journal, when one is given, keeps each
// acknowledged write with its request id and position.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cluster/load/ledger/cell.h"
#include "shared/base/ids.h"

namespace orrery::load {

class LedgerFileWriter;

/// A write that was begun.
struct Write {
    CellId cell;
    std::uint64_t amount = 0;   ///< Registers: the version it writes. Counters: always 1.
};

/// What a read may see: nothing older than `least`, nothing newer than what has been started when its
/// reply arrives.
struct ReadBound { CellId cell; std::uint64_t least = 0; };

enum class Sighting : std::uint8_t {
    Fits,       ///< As it should be.
    Stale,      ///< Older than a write that was acknowledged before the read began.
    Foreign,    ///< Newer than anything this load has asked for: repeated, or somebody else's.
    Unreadable, ///< Not a number.
};

struct LedgerTotals {
    std::uint64_t acknowledged = 0;
    std::uint64_t notApplied = 0;
    std::uint64_t unknown = 0;      ///< Ended unknown, settled or not.
    std::uint64_t settled = 0;      ///< Of those, later settled by their request id.
};

class Ledger {
public:
    /// `file` may be null; it must outlive the ledger.
    explicit Ledger(LedgerFileWriter* file) : m_file(file) {}

    /// Adds a cell. All cells are added before the first write.
    CellId add(Cell cell);
    const Cell& at(CellId cell) const { return m_cells.at(cell.value); }
    std::size_t size() const { return m_cells.size(); }
    /// The cell's content before the load. Must be told before its first write.
    void setBase(CellId cell, std::int64_t base);

    /// True when a write of the cell may begin now.
    bool mayWrite(CellId cell) const;
    Write begin(CellId cell);
    void acknowledge(const Write& write, const std::string& requestId, Position position);
    void notApplied(const Write& write);
    void unknown(const Write& write, const std::string& requestId);
    /// What became of an unknown write, asked again under its request id.
    void settleAcknowledged(const Write& write, const std::string& requestId, Position position);
    void settleNotApplied(const Write& write, const std::string& requestId);

    ReadBound boundNow(CellId cell) const;
    Sighting judge(const ReadBound& bound, const std::string& content) const;

    const LedgerTotals& totals() const { return m_totals; }

private:
    Cell& cell(CellId id) { return m_cells.at(id.value); }
    void count(Cell& cell, const Write& write);

    std::vector<Cell> m_cells;
    LedgerTotals m_totals;
    LedgerFileWriter* m_file;
};

}  // namespace orrery::load
