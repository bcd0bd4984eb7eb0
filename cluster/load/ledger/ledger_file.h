// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ledger on disk: one line of text per cell and per outcome, fields divided by tabs.
//
//   orrery-ledger 1
//   cell     <cell> <kind> <direction> <base> <key> <field>
//   ack      <cell> <amount> <request id> <epoch> <sequence>
//   unknown  <cell> <amount> <request id>
//   settled  <cell> <amount> <request id> <epoch> <sequence>   an unknown write stands after all
//   void     <cell> <amount> <request id>                      an unknown write never happened
//   end                                                        the load ended in order
//
// A reader builds the cells again from it, line by line, and can tell for each acknowledged write
// whether a store's watermark covers it.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cluster/load/ledger/cell.h"
#include "shared/base/result.h"

namespace orrery::load {

struct Write;

class LedgerFileWriter {
public:
    /// Creates the file, in place of an older one. System with the reason when that fails.
    static Result<std::unique_ptr<LedgerFileWriter>> create(const std::string& path);

    void cell(CellId id, const Cell& cell);
    void acknowledged(const Write& write, const std::string& requestId, Position position);
    void unknown(const Write& write, const std::string& requestId);
    void settled(const Write& write, const std::string& requestId, Position position);
    void voided(const Write& write, const std::string& requestId);
    /// Hands what was written so far to the operating system. False when any of it could not be written.
    bool flush();
    /// The load ended in order.
    void end();

private:
    void line(const char* word, const Write& write, const std::string& requestId);
    void line(const char* word, const Write& write, const std::string& requestId, Position position);
    std::ofstream m_stream;
};

/// What a ledger file says, cell by cell.
struct LedgerContent {
    std::vector<Cell> cells;
    std::uint64_t acknowledged = 0;
    bool ended = false;           ///< False: the load was cut off; writes after the last line may exist.
};

/// Whether the store has confirmed the write of `key` at `position`.
using ConfirmedRule = std::function<bool(const std::string& key, Position position)>;

/// Reads a ledger file. `confirmed` fills Cell::confirmed. Malformed with the line's number when a line
/// cannot be read; a last line cut off in the middle is passed over.
Result<LedgerContent> readLedger(const std::string& path, const ConfirmedRule& confirmed);

}  // namespace orrery::load
