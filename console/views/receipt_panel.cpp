// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sections of facts from the receipt's rows.
#include "console/views/receipt_panel.h"

#include <QVBoxLayout>

#include "console/views/figures.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/sparkline.h"

namespace orrery::console {
namespace {

constexpr Duration before = seconds(30);
constexpr Duration around = seconds(90);   ///< Whole span of the curve.
constexpr int curveHeight = 64;

}  // namespace

ReceiptPanel::ReceiptPanel(const ViewContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid / 2);
    for (const ReceiptSection section : {ReceiptSection::Phases, ReceiptSection::Writes, ReceiptSection::Forecast,
                                         ReceiptSection::Origin}) {
        Part part{makeSection(headingOf(section), this), new FactList(this)};
        column->addSpacing(metrics::grid);
        column->addWidget(part.heading);
        column->addWidget(part.facts);
        m_parts[section] = part;
    }
    column->addSpacing(metrics::grid);
    m_curveHeading = makeSection(tr("Requests, 30 s before to 60 s after"), this);
    m_curve = new Sparkline(this);
    m_curve->setBaselineVisible();
    m_curve->setMinimumHeight(curveHeight);
    column->addWidget(m_curveHeading);
    column->addWidget(m_curve);
}

void ReceiptPanel::show(const FailoverReceipt& receipt, const GridSnapshot& snapshot) {
    std::map<ReceiptSection, std::vector<Fact>> facts;
    for (const ReceiptRow& row :
         receiptRows(receipt, {&snapshot, operationBehind(receipt, *m_context.actions)})) {
        Fact fact{row.label, row.value, row.isTrouble ? Tone::Critical : Tone::Normal};
        if (row.section == ReceiptSection::Phases && row.reached) {
            fact.icon = QStringLiteral("check");
        }
        facts[row.section].push_back(std::move(fact));
    }
    for (auto& [section, part] : m_parts) {
        const bool any = facts.contains(section);
        part.heading->setVisible(any);
        part.facts->setVisible(any);
        part.facts->setFacts(any ? std::move(facts[section]) : std::vector<Fact>{});
    }
    const Instant end = receipt.receivedAt.at - before + around;
    m_curve->setValues(
        trendValues(*m_context.history, Metric::OperationsPerSecond, std::nullopt, end, around));
}

const OperationRecord* operationBehind(const FailoverReceipt& receipt, const ActionController& actions) {
    for (const OperationRecord& record : actions.records()) {
        const bool isSame = receipt.operatorAction != 0 && record.journalNumber == receipt.operatorAction;
        if (isSame) {
            return &record;
        }
    }
    return nullptr;
}

}  // namespace orrery::console
