// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The shapes of load: which cells there are, how often each is read and written, and the commands
// that do it. A shape knows nothing of connections or outcomes.
//
//   flash-sale   inventory:<item> stock counts down (hot items), order:<n> hashes, user:<n> records
//   sessions     session:<n> strings that expire, read four times as often as written
//   leaderboard  board:<n> hashes of players' points, hits:<n> counters; few keys, all hot
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cluster/load/ledger/ledger.h"
#include "cluster/load/options.h"
#include "shared/base/random.h"

namespace orrery::load {

enum class OperationKind : std::uint8_t { Read, Write };

struct Operation {
    CellId cell;
    OperationKind kind = OperationKind::Read;
};

class Shape {
public:
    /// Adds the shape's cells to `ledger`, which must outlive it.
    Shape(const Options& options, Ledger& ledger);

    /// What to do next. A write is given only for a cell that may be written now.
    Operation next(Random& random) const;

    /// The command of a write, of a read, and of giving a counter its stock (only for cells with one).
    std::vector<std::string> writeCommand(const Write& write) const;
    std::vector<std::string> readCommand(CellId cell) const;
    std::vector<std::string> stockCommand(CellId cell) const;

    /// Where a missing cell starts: sales need a stock.
    std::int64_t stockOf(CellId cell) const;

private:
    /// Cells of one sort: they stand next to each other in the ledger.
    struct Group {
        CellKind kind;
        std::string space;
        std::uint32_t first = 0;
        std::uint32_t count = 0;
        std::uint32_t readWeight = 0;
        std::uint32_t writeWeight = 0;
    };

    void add(Group group, const Options& options, Ledger& ledger);
    Cell makeCell(const Group& group, std::uint32_t number, std::uint64_t seed) const;
    const Group& groupOf(CellId cell) const;
    CellId pick(const Group& group, Random& random) const;
    std::vector<std::string> registerWrite(const Group& group, const Write& write) const;

    const Ledger& m_ledger;
    std::vector<Group> m_groups;
    std::uint32_t m_weightSum = 0;
};

}  // namespace orrery::load
