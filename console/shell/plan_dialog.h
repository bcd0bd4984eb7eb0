// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan of an action, as the control plane made it, and the only place from which one is carried
// out. The focus is on Cancel; Enter presses Cancel while it has the focus and nothing else; the other
// button says the effect and wants Space or a click. A plan that may lose data wants its figure typed.
#pragma once

#include "console/actions/action_controller.h"
#include "console/shell/overlay.h"

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace orrery::console {

class Card;
class FactList;
class StackedBar;
class ToneLabel;

class PlanDialog : public Overlay {
    Q_OBJECT
public:
    PlanDialog(ActionController& actions, QWidget* window);

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;

private:
    void follow(ActionStage stage);
    void showPlan(const PlanViewModel& plan);
    void showWaiting();
    void showCopies(const PlanViewModel& plan);
    void checkEntry();
    void execute();
    QWidget* buildLeft();
    QWidget* buildRight();
    QWidget* buildFoot();

    ActionController& m_actions;
    Card* m_card;
    ToneLabel* m_title;
    ToneLabel* m_subtitle;
    FactList* m_steps;
    ToneLabel* m_undo;
    FactList* m_effects;
    StackedBar* m_before;
    StackedBar* m_after;
    ToneLabel* m_verdict;
    ToneLabel* m_objections;
    ToneLabel* m_prompt;
    QLineEdit* m_typed;
    QLineEdit* m_reason;
    ToneLabel* m_message;
    QPushButton* m_cancel;
    QPushButton* m_execute;
};

}  // namespace orrery::console
