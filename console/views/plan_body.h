// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plan on screen: what happens, what it costs, what changed since the last plan, copies and primaries before
// and after, what blocks it, the way back. Shows and never acts; the sheet of a plan and the preview of the
// operations view are made of it.
#pragma once

#include <QWidget>

#include "console/actions/plan_difference.h"
#include "console/actions/plan_view_model.h"

class QBoxLayout;
class QPushButton;

namespace orrery::console {

class FactList;
class PrimariesMap;
class SegmentedControl;
class StackedBar;
class ToneLabel;

class PlanBody : public QWidget {
    Q_OBJECT
public:
    explicit PlanBody(QWidget* parent = nullptr);

    /// Shows `plan`; `snapshot` gives the receivers that can be chosen and the number of partitions.
    void showPlan(const PlanViewModel& plan, const GridSnapshot& snapshot);
    /// What the plan shown has over the one that was refused; empty hides the part.
    void showChanges(const std::vector<PlanDifference>& changes);
    /// Shows nothing.
    void clear();
    /// Where the pace is chosen; not shown for an action without one.
    QWidget* paceField() const;

Q_SIGNALS:
    /// A person chose another receiver or pace: this variation is to be planned.
    void variationChosen(const orrery::model::Action& action);

protected:
    /// Two columns where there is room, else one.
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildLeft();
    QWidget* buildRight();
    void showReceivers(const PlanViewModel& plan, const GridSnapshot& snapshot);
    void showObjections(const PlanViewModel& plan);
    void showPaces(const PlanViewModel& plan);
    void openReceivers();

    QBoxLayout* m_halves;
    FactList* m_steps;
    QWidget* m_receiverPart;
    QPushButton* m_receiver;
    std::vector<std::pair<QString, model::Action>> m_choices;
    QWidget* m_pacePart;
    SegmentedControl* m_pace = nullptr;
    std::vector<model::Action> m_paces;
    QWidget* m_changesPart;
    FactList* m_changes;
    QWidget* m_undoPart;
    ToneLabel* m_undo;
    QWidget* m_primariesPart;
    PrimariesMap* m_primaries;
    FactList* m_effects;
    QWidget* m_copiesPart;
    StackedBar* m_before;
    StackedBar* m_after;
    ToneLabel* m_verdict;
    ToneLabel* m_objections;
};

}  // namespace orrery::console
