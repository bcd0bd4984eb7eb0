// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A failover receipt as rows, text, CSV and a document to print: one list of rows, so that screen and paper
// say the same. What is not known says so.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QString>

#include "console/actions/operation_record.h"
#include "console/state/failover_receipt.h"
#include "console/state/grid_snapshot.h"

class QTextDocument;

namespace orrery::console {

enum class ReceiptSection { Phases, Writes, Forecast, Origin };

struct ReceiptRow {
    ReceiptSection section = ReceiptSection::Phases;
    QString label;
    QString value;            ///< Empty: not known.
    bool reached = false;     ///< Phases: the journal tells of it.
    bool isTrouble = false;   ///< Something was lost, or nobody knows.
    friend bool operator==(const ReceiptRow&, const ReceiptRow&) = default;
};

/// What a receipt is read with: names, how the copies stand at that moment where the journal has not called
/// them whole, and the plan that meant it, when one of this desk did.
struct ReceiptContext {
    const GridSnapshot* snapshot = nullptr;        ///< Not null.
    const OperationRecord* operation = nullptr;    ///< May be null.
};

/// "Unit b2 died"
QString receiptTitle(const FailoverReceipt& receipt, const GridSnapshot& snapshot);
/// "asked for by anna, 13:58:02", "13:58:02"
QString receiptSubtitle(const FailoverReceipt& receipt);
std::vector<ReceiptRow> receiptRows(const FailoverReceipt& receipt, const ReceiptContext& context);
/// "Phases", "Writes" ...
QString headingOf(ReceiptSection section);

/// For a ticket: plain lines.
QString receiptText(const FailoverReceipt& receipt, const ReceiptContext& context);
/// One row per line: section, item, value. Quoted by RFC 4180.
QString receiptCsv(const FailoverReceipt& receipt, const ReceiptContext& context);
/// For a printer or PDF; black on white.
std::unique_ptr<QTextDocument> receiptDocument(const FailoverReceipt& receipt, const ReceiptContext& context);

}  // namespace orrery::console
