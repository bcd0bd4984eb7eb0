// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Head, body, foot; what they show follows the stage of the action.
#include "console/shell/plan_dialog.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "console/shell/sheet_scroll.h"
#include "console/views/plan_body.h"
#include "console/widgets/card.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"
#include "console/widgets/wrap_row.h"

namespace orrery::console {
namespace {

constexpr metrics::Length cardWidth{984};
constexpr metrics::Length leastHeight{280};   ///< Before the plan is there.
constexpr metrics::Length leastReason{200};
constexpr metrics::Length side{24};

void setTone(QPushButton* button, const char* tone) {
    button->setProperty("tone", QString::fromLatin1(tone));
    button->style()->unpolish(button);
    button->style()->polish(button);
}

Tone toneOf(model::RiskTier tier) {
    switch (tier) {
    case model::RiskTier::Look:
    case model::RiskTier::Reversible: return Tone::Dim;
    case model::RiskTier::Service: return Tone::High;
    case model::RiskTier::DataLoss: return Tone::Critical;
    }
    return Tone::Dim;
}

/// A part of the card with a rule on one of its sides.
QWidget* makeRuled(Qt::Edges lines, QWidget* content, QWidget* parent) {
    auto* panel = new Panel(lines, parent);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(side, metrics::gap, side, metrics::gap);
    column->addWidget(content);
    return panel;
}

}  // namespace

PlanDialog::PlanDialog(ActionController& actions, QWidget* window)
    : Overlay(window), m_actions(actions), m_card(new Card(this)), m_body(new PlanBody) {
    setObjectName(QStringLiteral("planDialog"));
    setAccessibleName(tr("Plan"));
    auto* page = new QWidget;
    auto* room = new QVBoxLayout(page);
    room->setContentsMargins(side, metrics::margin, side, metrics::grid);
    room->addWidget(m_body);
    m_middle = new SheetScroll(page, m_card);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(makeRuled(Qt::BottomEdge, buildHead(), m_card));
    column->addWidget(m_middle, 1);
    column->addWidget(makeRuled(Qt::TopEdge, buildFoot(), m_card));

    connect(this, &Overlay::cancelled, &m_actions, &ActionController::cancel);
    connect(m_cancel, &QPushButton::clicked, &m_actions, &ActionController::cancel);
    connect(m_retry, &QPushButton::clicked, &m_actions, &ActionController::planAgain);
    connect(m_execute, &QPushButton::clicked, this, &PlanDialog::execute);
    connect(m_typed, &QLineEdit::textChanged, this, &PlanDialog::checkEntry);
    connect(m_reason, &QLineEdit::textChanged, this, &PlanDialog::checkEntry);
    connect(m_body, &PlanBody::variationChosen, this, [this](const model::Action& action) {
        m_choosesPace = m_body->paceField()->hasFocus();
        m_actions.vary(action);
    });
    connect(&m_actions, &ActionController::stageChanged, this, &PlanDialog::follow);
    connect(&m_actions, &ActionController::planAged, this, &PlanDialog::checkEntry);
}

QWidget* PlanDialog::buildHead() {
    auto* head = new QWidget(m_card);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    auto* titles = new QVBoxLayout;
    titles->setSpacing(2);
    m_title = makeTitle(QString(), head);
    m_subtitle = makeExplanation(QString(), head);
    titles->addWidget(m_title);
    titles->addWidget(m_subtitle);
    m_risk = makeText(QString(), head);
    m_risk->setAlignment(Qt::AlignRight | Qt::AlignTop);
    row->addLayout(titles, 1);
    row->addWidget(m_risk, 0, Qt::AlignTop);
    return head;
}

QWidget* PlanDialog::buildTyping(QWidget* parent) {
    m_typing = new QWidget(parent);
    auto* row = new QHBoxLayout(m_typing);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::gap);
    m_prompt = makeText(QString(), m_typing);
    m_prompt->setWordWrap(true);
    m_typed = new QLineEdit(m_typing);
    m_typed->setObjectName(QStringLiteral("planDialog.typed"));
    m_typed->setAccessibleName(tr("Typed confirmation"));
    m_typed->setFixedWidth(metrics::scaled(160));
    row->addWidget(m_prompt, 1);
    row->addWidget(m_typed);
    return m_typing;
}

QWidget* PlanDialog::buildButtons(QWidget* parent) {
    auto* holder = new WrapBox(parent);
    WrapRow* row = holder->row();
    m_reasonLabel = makeExplanation(tr("Reason (kept in the audit)"), holder);
    m_reasonLabel->setWordWrap(false);
    m_reason = new QLineEdit(holder);
    m_reason->setObjectName(QStringLiteral("planDialog.reason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(200);
    m_reason->setMinimumWidth(leastReason);
    m_cancel = new QPushButton(tr("Cancel"), holder);
    m_cancel->setObjectName(QStringLiteral("planDialog.cancel"));
    m_retry = new QPushButton(tr("Retry"), holder);
    m_retry->setObjectName(QStringLiteral("planDialog.retry"));
    m_execute = new QPushButton(holder);
    m_execute->setObjectName(QStringLiteral("planDialog.execute"));
    for (QPushButton* button : {m_cancel, m_retry, m_execute}) {
        button->setAutoDefault(false);
        button->setDefault(false);
    }
    m_cancel->setAutoDefault(true);   // Enter presses it when it has the focus.
    row->addWidget(m_reasonLabel);
    row->addWidget(m_reason, 1);
    row->addStretch();
    auto* buttons = new QHBoxLayout;   // Together, and at the right, also on a line of their own.
    buttons->setSpacing(metrics::gap);
    for (QPushButton* button : {m_cancel, m_retry, m_execute}) {
        buttons->addWidget(button);
    }
    row->addLayout(buttons);
    return holder;
}

QWidget* PlanDialog::buildFoot() {
    auto* foot = new QWidget(m_card);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid);
    column->addWidget(buildTyping(foot));
    column->addWidget(buildButtons(foot));
    m_message = makeExplanation(QString(), foot);
    m_message->setObjectName(QStringLiteral("planDialog.message"));
    m_message->setTone(Tone::High);
    m_message->hide();
    column->addWidget(m_message);
    return foot;
}

void PlanDialog::say(const QString& text) {
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());   // An empty line would look like a foot too high.
}

QRect PlanDialog::cardGeometry() const {
    const QSize wanted = fittedAround(*m_card, *m_middle, cardWidth);
    return placed(wanted.expandedTo({0, m_leastHeight}));
}

QWidget* PlanDialog::card() { return m_card; }

void PlanDialog::follow(ActionStage stage) {
    if (m_actions.isUndoing()) {
        return;   // A reversible undo needs no one.
    }
    // While it is open it only grows: no button moves away from under the pointer.
    m_leastHeight = isVisible() ? m_card->height() : static_cast<int>(leastHeight);
    switch (stage) {
    case ActionStage::Planning: showWaiting(); break;
    case ActionStage::Unplanned: showTrouble(); break;
    case ActionStage::Planned: showPlan(*m_actions.plan()); break;
    case ActionStage::CarryingOut:
        m_execute->setEnabled(false);
        say(tr("Sent; waiting for the control log…"));
        break;
    case ActionStage::Finished: showOutcome(); return;
    case ActionStage::Idle: closeSheet(); return;
    }
    openSheet();
}

void PlanDialog::openSheet() {
    if (!isVisible()) {
        m_reason->setText(m_actions.givenReason());
        m_typed->clear();
        open(m_cancel);
    }
}

void PlanDialog::settle() {
    if (m_actions.stage() == ActionStage::Finished) {
        m_actions.cancel();
    }
}

void PlanDialog::closeSheet() {
    if (isVisible()) {
        dismiss();
    }
}

void PlanDialog::showWaiting() {
    m_title->setText(tr("Asking the control plane for a plan…"));
    m_subtitle->clear();
    m_risk->clear();
    m_body->clear();
    say(m_actions.message());
    m_cancel->setText(tr("Cancel"));
    m_cancel->setFocus(Qt::OtherFocusReason);
    m_typing->hide();
    m_retry->hide();
    m_execute->hide();
    m_reasonLabel->show();
    m_reason->show();
}

void PlanDialog::showTrouble() {
    m_title->setText(tr("No plan: %1").arg(describe(m_actions.proposed())));
    m_subtitle->setText(tr("Nothing was changed."));
    say(m_actions.message());
    m_retry->show();
    m_reasonLabel->hide();
    m_reason->hide();
}

void PlanDialog::showOutcome() {
    const auto& records = m_actions.records();
    const bool isDone = records.empty() || !records.back().answer ||
                        records.back().answer->outcome == ActionOutcome::Done;
    if (isDone) {
        closeSheet();
        // Behind everyone who hears of the end: what waits for its turn comes when nothing is proposed any more.
        QMetaObject::invokeMethod(this, &PlanDialog::settle, Qt::QueuedConnection);
        return;
    }
    if (!isVisible()) {   // An undo that went without the sheet.
        showWaiting();
        m_title->setText(describe(m_actions.proposed()));
        openSheet();
    }
    say(m_actions.message());
    m_cancel->setText(tr("Close"));
    m_cancel->setFocus(Qt::OtherFocusReason);
    m_typing->hide();
    m_execute->hide();
    m_reasonLabel->hide();
    m_reason->hide();
}

void PlanDialog::showPlan(const PlanViewModel& plan) {
    m_title->setText(plan.title());
    m_subtitle->setText(plan.subtitle());
    m_risk->setText(plan.tierText());
    m_risk->setTone(toneOf(plan.tier()));
    m_body->showPlan(plan, *m_actions.snapshot());
    m_body->showChanges(m_actions.changes());
    m_typing->setVisible(plan.wordToType().has_value());
    m_typed->clear();   // Typed for this plan, not for the one before it.
    m_prompt->setText(plan.typingPrompt());
    m_reason->setPlaceholderText(plan.reasonRequired() ? tr("needed: why") : tr("why, for those who read the audit"));
    constexpr int mostLettersOfAct = 72;   // A whole sentence, in a row of its own.
    m_execute->setText(wordsOnButton(plan.buttonText(), mostLettersOfAct));
    m_execute->setVisible(plan.blockers().isEmpty());
    m_retry->hide();
    (m_choosesPace ? m_body->paceField() : m_cancel)->setFocus(Qt::OtherFocusReason);
    m_choosesPace = false;
    setTone(m_execute, plan.tier() == model::RiskTier::DataLoss ? "critical" : "accent");
    checkEntry();
}

void PlanDialog::checkEntry() {
    const PlanViewModel* plan = m_actions.plan();
    if (plan == nullptr) {
        return;
    }
    const QString why = plan->whyDisabled({m_reason->text(), m_typed->text()});
    const bool isSame = m_actions.isReplanned() && m_actions.changes().empty();
    m_execute->setEnabled(why.isEmpty());
    m_execute->setToolTip(why);
    const bool isSaidAbove = !why.isEmpty() && why == plan->typingPrompt();
    say(!why.isEmpty() && !isSaidAbove ? why
                       : isSame       ? tr("%1 Its effects are the same.").arg(m_actions.message())
                                      : m_actions.message());
}

void PlanDialog::execute() {
    if (m_actions.plan() != nullptr && !m_actions.confirm({m_reason->text(), m_typed->text()})) {
        checkEntry();
    }
}

}  // namespace orrery::console
