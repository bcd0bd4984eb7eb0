// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages and the control that chooses one.
#include "console/views/operations_view.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "console/views/carried_out_page.h"
#include "console/views/failovers_page.h"
#include "console/views/plan_page.h"
#include "console/widgets/chip_button.h"

namespace orrery::console {

OperationsView::OperationsView(const ViewContext& context, QWidget* parent)
    : View(tr("Operations"), context, parent),
      m_choice(new SegmentedControl({tr("Plan"), tr("Carried out"), tr("Failovers")}, this)),
      m_pages(new QStackedWidget(this)),
      m_plan(new PlanPage(context, this)),
      m_carriedOut(new CarriedOutPage(context.actions, this)),
      m_failovers(new FailoversPage(context, this)) {
    setObjectName(QStringLiteral("operationsView"));
    m_choice->setObjectName(QStringLiteral("operationsView.page"));
    m_choice->setAccessibleName(tr("Page of operations"));
    header()->addWidget(m_choice);
    header()->addStretch();
    m_pages->addWidget(m_plan);
    m_pages->addWidget(m_carriedOut);
    m_pages->addWidget(m_failovers);
    body()->addWidget(m_pages, 1);
    connect(m_choice, &SegmentedControl::chosen, this,
            [this](int index) { m_pages->setCurrentIndex(index + firstPage()); });
    connect(context.actions, &ActionController::standingChanged, this, &OperationsView::followStanding);
    connect(context.actions, &ActionController::sourceChanged, this, &OperationsView::followStanding);
    connect(m_plan, &PlanPage::actionRequested, this, &View::actionRequested);
    connect(m_failovers, &FailoversPage::momentRequested, this, &View::momentRequested);
}

int OperationsView::firstPage() const { return m_plans ? 0 : 1; }

void OperationsView::followStanding() {
    const bool plans = context().actions->canAct() || context().actions->source() == nullptr;
    if (plans == m_plans) {
        return;
    }
    const auto shown = static_cast<OperationsPage>(m_pages->currentIndex());
    m_plans = plans;
    m_choice->setChoices(plans ? QStringList{tr("Plan"), tr("Carried out"), tr("Failovers")}
                               : QStringList{tr("Carried out"), tr("Failovers")});
    showPage(plans || shown != OperationsPage::Plan ? shown : OperationsPage::Failovers);
}

void OperationsView::showPage(OperationsPage page) {
    const int index = std::max(static_cast<int>(page), firstPage());
    m_choice->setCurrent(index - firstPage());
    m_pages->setCurrentIndex(index);
}

QWidget* OperationsView::filterField() {
    return m_pages->currentWidget() == m_plan ? m_plan->filterField() : nullptr;
}

void OperationsView::showSnapshot(const GridSnapshot&) {
    followStanding();
    m_plan->showSnapshot(snapshot());
    m_failovers->showSnapshot(snapshot());
}

}  // namespace orrery::console
