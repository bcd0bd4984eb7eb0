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

/// In the order of the control at the top. Plan is absent where nothing can be acted on: in a recording and
/// in the past.
enum class OperationsPage { Plan, CarriedOut, Failovers };

class OperationsView : public View {
    Q_OBJECT
public:
    explicit OperationsView(const ViewContext& context, QWidget* parent = nullptr);

    /// Where there is no such page now, the next one is shown.
    void showPage(OperationsPage page);
    QWidget* filterField() override;

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    void followStanding();
    int firstPage() const;

    bool m_plans = true;  ///< The page Plan is offered.
    SegmentedControl* m_choice;
    QStackedWidget* m_pages;
    PlanPage* m_plan;
    CarriedOutPage* m_carriedOut;
    FailoversPage* m_failovers;
};

}  // namespace orrery::console
