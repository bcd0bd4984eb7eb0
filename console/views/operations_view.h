// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Operations: plan one, follow what was carried out, and read the receipts of failovers. Three pages, one at a
// time.
#pragma once

#include "console/views/view.h"

class QStackedWidget;

namespace orrery::console {

class CarriedOutPage;
class FailoversPage;
class PlanPage;
class SegmentedControl;

/// In the order of the control at the top.
enum class OperationsPage { Plan, CarriedOut, Failovers };

class OperationsView : public View {
    Q_OBJECT
public:
    explicit OperationsView(const ViewContext& context, QWidget* parent = nullptr);

    void showPage(OperationsPage page);
    QWidget* filterField() override;

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    SegmentedControl* m_choice;
    QStackedWidget* m_pages;
    PlanPage* m_plan;
    CarriedOutPage* m_carriedOut;
    FailoversPage* m_failovers;
};

}  // namespace orrery::console
