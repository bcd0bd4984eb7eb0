// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands in the dock while nothing is chosen: the last failover, then the grid as a whole.
#include <QPushButton>
#include <algorithm>
#include <utility>

#include "console/state/redaction.h"
#include "console/views/detail_pages.h"
#include "console/views/receipt_panel.h"
#include "console/views/view_support.h"
#include "console/widgets/choice_list.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr int mostReceipts = 5;

}  // namespace

GridPage::GridPage(const ViewContext& context, QWidget* parent)
    : DetailPage(context, parent),
      m_receipt(new ReceiptPanel(context, this)),
      m_receipts(new ChoiceList(tr("Failovers"), this)) {
    setObjectName(QStringLiteral("detailDock.grid"));
    addWhole(m_receipt);
    m_receiptsHeading = addSection(tr("Failovers"));
    m_receipts->setObjectName(QStringLiteral("detailDock.failovers"));
    addWhole(m_receipts);
    m_all = makeButton(tr("All receipts"), "detailDock.allReceipts");
    addButtons({m_all});
    m_grid = addFacts(tr("Grid"));
    m_ledger = addFacts(tr("Writes of the grid"));
    connect(m_all, &QPushButton::clicked, this, [this] { Q_EMIT viewRequested(ViewName::Operations); });
    connect(m_receipts, &ChoiceList::chosen, this, [this](int row) {
        const auto& receipts = m_book.receipts();
        m_chosen = receipts[receipts.size() - 1 - static_cast<std::size_t>(row)].number;
        showReceipts(*shown());
    });
    finish();
}

void GridPage::fillChoices(const GridSnapshot& snapshot) {
    const auto& receipts = m_book.receipts();
    std::vector<ChoiceRow> rows;
    for (auto receipt = receipts.rbegin(); receipt != receipts.rend() && rows.size() < mostReceipts; ++receipt) {
        rows.push_back({tr("%1   %2").arg(formatClock(receipt->at), receiptTitle(*receipt, snapshot)), {}, {}});
    }
    m_receipts->setRows(rows);
    m_receipts->setFixedHeight(static_cast<int>(rows.size()) * metrics::row + 2);
    m_receipts->setChosen(rows.empty() || m_chosen != 0 ? m_receipts->currentRow() : 0);
    const bool several = rows.size() > 1;
    m_receiptsHeading->setVisible(several);
    m_receipts->setVisible(several);
}

void GridPage::showReceipts(const GridSnapshot& snapshot) {
    const FailoverReceipt* chosen = m_book.find(m_chosen);
    const FailoverReceipt* receipt = chosen ? chosen : m_book.newest();
    m_receipt->setVisible(receipt != nullptr);
    m_all->setVisible(receipt != nullptr);
    if (!receipt) {
        setHeading(QString::fromStdString(snapshot.state->name), tr("nothing chosen; no failover seen"));
        return;
    }
    const bool isLast = receipt == m_book.newest();
    setHeading(isLast ? tr("Last failover") : tr("Failover"),
               tr("%1, %2").arg(receiptTitle(*receipt, snapshot), receiptSubtitle(shownReceipt(snapshot, *receipt))));
    m_receipt->show(shownReceipt(snapshot, *receipt), snapshot);
}

void GridPage::show(const GridSnapshot& snapshot) {
    const bool isRenamed = std::exchange(m_naming, snapshot.naming) != snapshot.naming;
    if (m_book.read(snapshot.events) || isRenamed) {
        fillChoices(snapshot);
    }
    showReceipts(snapshot);
    if (!m_book.newest()) {
        fillChoices(snapshot);
    }
    const model::GridState& state = *snapshot.state;
    const auto controller = std::find_if(state.agents.begin(), state.agents.end(),
                                         [](const auto& agent) { return agent.controller; });
    const auto& totals = snapshot.totals;
    m_grid->setFacts(
        {{tr("Name"), QString::fromStdString(state.name)},
         {tr("Controller"),
          controller == state.agents.end() ? QString() : QString::fromStdString(controller->host)},
         {tr("Epoch"), formatCount(state.epoch.value)},
         {tr("Units reporting"), tr("%1 of %2").arg(totals.reportingUnits).arg(totals.expectedUnits)},
         {tr("Partitions"), formatCount(state.partitionCount)},
         {tr("Copies wanted"), formatCount(state.backups + 1u)},
         {tr("Memory of entries"), formatBytes(totals.memoryBytes).joined()}});
    m_ledger->setFacts({{tr("Only in memory"), textOf(totals.onlyInMemory.value)},
                        {tr("Oldest of them"), textOf(totals.oldestOnlyInMemory.value)},
                        {tr("Drained in"), textOf(totals.drainTime.value)},
                        {tr("Dead letters"), formatCount(totals.deadLettered),
                         totals.deadLettered > 0 ? Tone::High : Tone::Normal}});
}

}  // namespace orrery::console
