// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One failover receipt on screen: phases with their milliseconds, writes, forecast against fact, and the
// throughput around it. Used in the detail dock and on the page of failovers.
#pragma once

#include <map>

#include <QWidget>

#include "console/views/receipt_document.h"
#include "console/views/view.h"

namespace orrery::console {

class FactList;
class Sparkline;
class ToneLabel;

class ReceiptPanel : public QWidget {
    Q_OBJECT
public:
    explicit ReceiptPanel(const ViewContext& context, QWidget* parent = nullptr);

    /// Shows `receipt` with the names of `snapshot`.
    void show(const FailoverReceipt& receipt, const GridSnapshot& snapshot);

private:
    struct Part {
        ToneLabel* heading;
        FactList* facts;
    };

    ViewContext m_context;
    std::map<ReceiptSection, Part> m_parts;
    ToneLabel* m_curveHeading;
    Sparkline* m_curve;
};

/// The operation of this desk that meant `receipt`; null when none did.
const OperationRecord* operationBehind(const FailoverReceipt& receipt, const ActionController& actions);

}  // namespace orrery::console
