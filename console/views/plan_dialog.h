// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plan, laid over the darkened window: what happens, what it costs, what stands in the way, how to go
// back. Cancel has the focus when it opens and Enter never carries out: the button must be pressed by
// pointer or by Space while it has the focus. Tier 3 asks for a reason and a typed number first.
//
// The sheet covers its parent and follows its size; it belongs to the parent.
#pragma once

#include <QWidget>

#include "console/actions/action_controller.h"

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace orrery::console {

class Card;
class ToneLabel;

class PlanDialog : public QWidget {
    Q_OBJECT
public:
    PlanDialog(ActionController* actions, QWidget* parent);

    /// Shows the controller's plan, or that it is being made, or the outcome. Opens the sheet.
    void showStage();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildFrame();
    void buildFoot();
    void fillPlan(const PlanViewModel& plan);
    void fillLeft(QVBoxLayout* column, const PlanViewModel& plan);
    void fillRight(QVBoxLayout* column, const PlanViewModel& plan);
    void fillMessage(const QString& title, const QString& text);
    void clearBody();
    void updateExecute();
    void execute();
    void dismiss();
    void place();
    PlanViewModel::Entry entry() const;

    ActionController* m_actions;
    Card* m_card;
    ToneLabel* m_title = nullptr;
    ToneLabel* m_subtitle = nullptr;
    QWidget* m_body = nullptr;
    QVBoxLayout* m_bodyPlace = nullptr;
    QWidget* m_typedLine = nullptr;
    ToneLabel* m_typedPrompt = nullptr;
    QLineEdit* m_typed = nullptr;
    ToneLabel* m_reasonLabel = nullptr;
    QLineEdit* m_reason = nullptr;
    ToneLabel* m_why = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_execute = nullptr;
};

}  // namespace orrery::console
