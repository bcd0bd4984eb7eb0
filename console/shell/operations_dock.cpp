// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/operations_dock.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include "console/views/operation_steps.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {

OperationsDock::OperationsDock(ActionController& actions, QWidget* parent) : Panel(Qt::LeftEdge | Qt::TopEdge, parent) {
    setObjectName(QStringLiteral("operationsDock"));
    setAccessibleName(tr("Operations under way"));
    setMinimumSize(metrics::detailDock * 3 / 4, metrics::row * 4);
    auto* page = new QWidget;
    auto* content = new QVBoxLayout(page);
    content->setContentsMargins(metrics::margin, metrics::gap, metrics::margin, metrics::gap);
    content->setSpacing(metrics::grid);
    content->addWidget(makeSection(tr("Operations"), page));
    auto* nothing = makeExplanation(tr("Nothing was carried out from this console yet."), page);
    auto* steps = new OperationSteps(&actions, page);
    content->addWidget(nothing);
    content->addWidget(steps, 1);
    content->addStretch();
    const auto show = [nothing, steps, &actions] {
        nothing->setVisible(actions.records().empty());
        steps->setVisible(!actions.records().empty());
    };
    connect(&actions, &ActionController::recordsChanged, this, show);
    show();
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);   // As wide as the dock, never wider.
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 0, 0);
    column->addWidget(scroll);
}

}  // namespace orrery::console
