// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan of an action, as the control plane made it, and the only place from which one is carried
// out. The focus is on Cancel; Enter presses Cancel while it has the focus and nothing else; the other
// button says the effect and wants Space or a click. A plan that may lose data wants its figure typed.
//
// The sheet stays when no plan came (with Retry) and when the outcome is not plainly done.
#pragma once

#include "console/actions/action_controller.h"
#include "console/shell/overlay.h"

class QLineEdit;
class QPushButton;

namespace orrery::console {

class Card;
class PlanBody;
class SheetScroll;
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
    void showTrouble();
    void showOutcome();
    void checkEntry();
    void execute();
    QWidget* buildHead();
    QWidget* buildFoot();
    QWidget* buildTyping(QWidget* parent);
    QWidget* buildButtons(QWidget* parent);
    /// What stands under the buttons; empty: nothing does.
    void say(const QString& text);
    void openSheet();
    void closeSheet();
    void settle();

    ActionController& m_actions;
    Card* m_card;
    ToneLabel* m_title;
    ToneLabel* m_subtitle;
    ToneLabel* m_risk;
    PlanBody* m_body;
    SheetScroll* m_middle;
    int m_leastHeight = 0;        ///< Of the card.
    bool m_choosesPace = false;   ///< The pace was changed by keys: the focus goes back to it.
    QWidget* m_typing;
    ToneLabel* m_prompt;
    QLineEdit* m_typed;
    ToneLabel* m_reasonLabel;
    QLineEdit* m_reason;
    ToneLabel* m_message;
    QPushButton* m_cancel;
    QPushButton* m_retry;
    QPushButton* m_execute;
};

}  // namespace orrery::console
