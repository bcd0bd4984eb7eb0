// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A card per operation, newest first. Rebuilt only when a record has changed.
#include "console/views/operations_view.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "console/views/view_support.h"
#include "console/widgets/card.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/state_page.h"

namespace orrery::console {

namespace {

std::vector<Fact> forecastFacts(const OperationRecord& record) {
    const model::Plan& plan = record.plan;
    std::vector<Fact> facts{
        {OperationsView::tr("Asked by"), record.by},
        {OperationsView::tr("Reason"),
         record.reason.isEmpty() ? OperationsView::tr("none given") : record.reason},
        {OperationsView::tr("Pause forecast, p50"),
         plan.pauseMedian ? textOf(plan.pauseMedian) : QString()},
        {OperationsView::tr("Pause measured, median"),
         record.measuredPause() ? textOf(record.measuredPause()) : QString()},
        {OperationsView::tr("Redundancy restored after"),
         record.redundancyAfter ? textOf(record.redundancyAfter) : QString()}};
    return facts;
}

QWidget* makeCard(const OperationRecord& record, QWidget* parent) {
    auto* card = new Card(parent);
    auto* columns = new QHBoxLayout(card);
    columns->setContentsMargins(16, 12, 16, 14);
    columns->setSpacing(40);
    auto* left = new QVBoxLayout;
    left->setSpacing(2);
    auto* title = makeTitle(QString::fromStdString(record.plan.title), card);
    left->addWidget(title);
    left->addWidget(makeExplanation(
        OperationsView::tr("%1, %2").arg(formatDateTime(record.startedAt.wall), stateOf(record)),
        card));
    left->addSpacing(8);
    auto* facts = new FactList(card);
    facts->setFacts(forecastFacts(record));
    left->addWidget(facts);
    left->addStretch();
    auto* right = new QVBoxLayout;
    right->setSpacing(2);
    right->addWidget(makeSection(OperationsView::tr("What the journal told since"), card));
    auto* steps = new FactList(card);
    steps->setRuled();
    std::vector<Fact> rows;
    for (const OperationStep& step : record.steps) {
        rows.push_back({step.text, QStringLiteral("+") + formatDuration(step.sinceStart).joined()});
    }
    steps->setFacts(std::move(rows));
    right->addWidget(steps);
    right->addStretch();
    columns->addLayout(left, 2);
    columns->addLayout(right, 3);
    return card;
}

}  // namespace

QString stateOf(const OperationRecord& record) {
    if (!record.answer) {
        return OperationsView::tr("sent, no answer yet");
    }
    switch (record.answer->outcome) {
    case ActionOutcome::Done:
        return record.finishedAt ? OperationsView::tr("finished") : OperationsView::tr("under way");
    case ActionOutcome::Refused: return OperationsView::tr("refused: %1").arg(record.answer->why);
    case ActionOutcome::StalePlan: return OperationsView::tr("not done, the table had changed");
    case ActionOutcome::NotSent: return OperationsView::tr("not sent, no connection");
    case ActionOutcome::Unknown:
        return OperationsView::tr("outcome unknown: it may or may not have been applied");
    }
    return {};
}

OperationsView::OperationsView(const ViewContext& context, QWidget* parent)
    : View(tr("Operations"), context, parent),
      m_scroll(new QScrollArea(this)),
      m_empty(new StatePage(this)) {
    setObjectName(QStringLiteral("operationsView"));
    header()->addStretch();
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_empty->setContent(QStringLiteral("operations"),
                        tr("Nothing was carried out from this console"),
                        tr("Choose a unit or a partition and an action in the panel on the right. "
                           "Every action shows its plan first."));
    body()->addWidget(m_scroll, 1);
    body()->addWidget(m_empty, 1);
    connect(context.actions, &ActionController::recordsChanged, this, &OperationsView::rebuild);
    rebuild();
}

void OperationsView::rebuild() {
    const auto& records = context().actions->records();
    m_empty->setVisible(records.empty());
    m_scroll->setVisible(!records.empty());
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gap);
    constexpr int shown = 20;
    int count = 0;
    for (auto record = records.rbegin(); record != records.rend() && count < shown;
         ++record, ++count) {
        column->addWidget(makeCard(*record, page));
    }
    column->addStretch();
    m_scroll->setWidget(page);
}

void OperationsView::showSnapshot(const GridSnapshot&) {}

}  // namespace orrery::console
