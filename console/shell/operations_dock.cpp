// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/operations_dock.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/views/operations_view.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

void addOperation(const OperationRecord& record, QVBoxLayout* column, QWidget* page) {
    auto* title = makeText(QString::fromStdString(record.plan.title), page);
    title->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(makeExplanation(
        OperationsDock::tr("%1, %2").arg(formatClock(record.startedAt.wall), stateOf(record)), page));
    std::vector<Fact> steps;
    const std::size_t count = record.steps.size();
    for (std::size_t index = count > OperationsDock::mostSteps ? count - OperationsDock::mostSteps : 0; index < count;
         ++index) {
        const OperationStep& step = record.steps[index];
        steps.push_back({step.text, QStringLiteral("+") + formatDuration(step.sinceStart).joined()});
    }
    if (!steps.empty()) {
        auto* facts = new FactList(page);
        facts->setFacts(std::move(steps));
        column->addWidget(facts);
    }
    column->addSpacing(metrics::gap);
}

}  // namespace

OperationsDock::OperationsDock(const ActionController& actions, QWidget* parent)
    : Panel(Qt::LeftEdge | Qt::TopEdge, parent), m_actions(actions), m_scroll(new QScrollArea(this)) {
    setObjectName(QStringLiteral("operationsDock"));
    setAccessibleName(tr("Operations under way"));
    setMinimumSize(metrics::detailDock * 3 / 4, 120);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 0, 0);
    column->addWidget(m_scroll);
    connect(&actions, &ActionController::recordsChanged, this, &OperationsDock::rebuild);
    rebuild();
}

void OperationsDock::rebuild() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::margin, metrics::gap, metrics::margin, metrics::gap);
    column->setSpacing(4);
    column->addWidget(makeSection(tr("Operations"), page));
    const auto& records = m_actions.records();
    std::size_t shown = 0;
    for (auto record = records.rbegin(); record != records.rend() && shown < mostOperations; ++record, ++shown) {
        addOperation(*record, column, page);
    }
    if (records.empty()) {
        column->addWidget(makeExplanation(tr("Nothing was carried out from this console yet."), page));
    }
    column->addStretch();
    m_scroll->setWidget(page);
}

}  // namespace orrery::console
