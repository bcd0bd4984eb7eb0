// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/plan_dialog.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "console/widgets/card.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/stacked_bar.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int cardWidth = 980;
constexpr int cardHeight = 560;
constexpr int side = 24;

Tone toneOfRow(int priority) {
    switch (priority) {
        case 1: return Tone::Critical;
        case 2: return Tone::High;
        case 3: return Tone::Medium;
        default: return Tone::Normal;
    }
}

void setTone(QPushButton* button, const char* tone) {
    button->setProperty("tone", QString::fromLatin1(tone));
    button->style()->unpolish(button);
    button->style()->polish(button);
}

std::vector<BarPart> copyParts(const std::vector<std::uint32_t>& histogram) {
    const Colors& colors = theme::colors();
    const QColor shades[] = {colors.critical, colors.high, colors.primary, colors.dim};
    std::vector<BarPart> parts;
    for (std::size_t copies = histogram.size(); copies-- > 0;) {
        parts.push_back({static_cast<double>(histogram[copies]), shades[std::min<std::size_t>(copies, 3)],
                         PlanDialog::tr("%1 with %2 copies").arg(histogram[copies]).arg(copies)});
    }
    return parts;
}

}  // namespace

PlanDialog::PlanDialog(ActionController& actions, QWidget* window)
    : Overlay(window), m_actions(actions), m_card(new Card(this)) {
    setObjectName(QStringLiteral("planDialog"));
    setAccessibleName(tr("Plan"));
    m_title = makeTitle(QString(), m_card);
    m_subtitle = makeExplanation(QString(), m_card);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(side, side - 4, side, side - 4);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addSpacing(metrics::margin);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(side);
    halves->addWidget(buildLeft(), 1);
    halves->addWidget(buildRight(), 1);
    column->addLayout(halves, 1);
    column->addWidget(buildFoot());

    connect(this, &Overlay::cancelled, &m_actions, &ActionController::cancel);
    connect(m_cancel, &QPushButton::clicked, &m_actions, &ActionController::cancel);
    connect(m_execute, &QPushButton::clicked, this, &PlanDialog::execute);
    connect(m_typed, &QLineEdit::textChanged, this, &PlanDialog::checkEntry);
    connect(m_reason, &QLineEdit::textChanged, this, &PlanDialog::checkEntry);
    connect(&m_actions, &ActionController::stageChanged, this, &PlanDialog::follow);
}

QWidget* PlanDialog::buildLeft() {
    auto* half = new QWidget(m_card);
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid);
    column->addWidget(makeSection(tr("What happens"), half));
    m_steps = new FactList(half);
    column->addWidget(m_steps);
    column->addSpacing(metrics::grid);
    column->addWidget(makeSection(tr("Undo plan"), half));
    m_undo = makeExplanation(QString(), half);
    column->addWidget(m_undo);
    column->addStretch(1);
    m_prompt = makeText(QString(), half);
    m_prompt->setWordWrap(true);
    m_typed = new QLineEdit(half);
    m_typed->setObjectName(QStringLiteral("planDialog.typed"));
    m_typed->setAccessibleName(tr("Typed confirmation"));
    m_typed->setMaximumWidth(200);
    column->addWidget(m_prompt);
    column->addWidget(m_typed);
    return half;
}

QWidget* PlanDialog::buildRight() {
    auto* half = new QWidget(m_card);
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid);
    column->addWidget(makeSection(tr("Effect"), half));
    m_effects = new FactList(half);
    column->addWidget(m_effects);
    column->addSpacing(metrics::grid);
    column->addWidget(makeSection(tr("Copies before and after"), half));
    auto* bars = new QGridLayout;
    bars->setHorizontalSpacing(metrics::gap);
    m_before = new StackedBar(14, half);
    m_after = new StackedBar(14, half);
    bars->addWidget(makeExplanation(tr("before"), half), 0, 0);
    bars->addWidget(m_before, 0, 1);
    bars->addWidget(makeExplanation(tr("after"), half), 1, 0);
    bars->addWidget(m_after, 1, 1);
    bars->setColumnStretch(1, 1);
    column->addLayout(bars);
    column->addSpacing(metrics::grid);
    m_verdict = makeSection(QString(), half);
    m_objections = makeText(QString(), half);
    m_objections->setWordWrap(true);
    column->addWidget(m_verdict);
    column->addWidget(m_objections);
    column->addStretch(1);
    return half;
}

QWidget* PlanDialog::buildFoot() {
    auto* foot = new QWidget(m_card);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, metrics::gap, 0, 0);
    m_message = makeExplanation(QString(), foot);
    m_message->setTone(Tone::High);
    column->addWidget(m_message);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::gap);
    ToneLabel* reason = makeExplanation(tr("Reason (kept in the journal)"), foot);
    reason->setWordWrap(false);
    row->addWidget(reason);
    m_reason = new QLineEdit(foot);
    m_reason->setObjectName(QStringLiteral("planDialog.reason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(200);
    m_cancel = new QPushButton(tr("Cancel"), foot);
    m_cancel->setObjectName(QStringLiteral("planDialog.cancel"));
    m_execute = new QPushButton(foot);
    m_execute->setObjectName(QStringLiteral("planDialog.execute"));
    for (QPushButton* button : {m_cancel, m_execute}) {
        button->setAutoDefault(false);
        button->setDefault(false);
    }
    m_cancel->setAutoDefault(true);   // Enter presses it when it has the focus.
    row->addWidget(m_reason, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_execute);
    column->addLayout(row);
    return foot;
}

QRect PlanDialog::cardGeometry() const {
    const int width = std::min(cardWidth, this->width() - 2 * side);
    const int height = std::min(cardHeight, this->height() - 2 * side);
    return {(this->width() - width) / 2, (this->height() - height) / 2, width, height};
}

QWidget* PlanDialog::card() { return m_card; }

void PlanDialog::follow(ActionStage stage) {
    switch (stage) {
        case ActionStage::Planning:
            showWaiting();
            break;
        case ActionStage::Planned:
            showPlan(*m_actions.plan());
            break;
        case ActionStage::CarryingOut:
            m_execute->setEnabled(false);
            m_message->setText(tr("Sent; waiting for the control log…"));
            break;
        case ActionStage::Finished:
        case ActionStage::Idle:
            dismiss();
            return;
    }
    if (!isVisible()) {
        m_reason->clear();
        m_typed->clear();
        open(m_cancel);
    }
}

void PlanDialog::showWaiting() {
    m_title->setText(tr("Asking the control plane for a plan…"));
    m_subtitle->clear();
    m_steps->setFacts({});
    m_effects->setFacts({});
    m_undo->clear();
    m_verdict->clear();
    m_objections->clear();
    m_message->setText(m_actions.message());
    m_prompt->hide();
    m_typed->hide();
    m_execute->hide();
}

void PlanDialog::showPlan(const PlanViewModel& plan) {
    m_title->setText(plan.title());
    m_subtitle->setText(plan.subtitle());
    std::vector<Fact> steps;
    for (const PlanViewModel::Step& step : plan.steps()) {
        steps.push_back({QStringLiteral("%1   %2").arg(step.number).arg(step.text),
                         step.estimate.isEmpty() ? QStringLiteral(" ") : step.estimate, Tone::Normal, {},
                         Wear::Fresh});
    }
    m_steps->setFacts(std::move(steps));
    std::vector<Fact> effects;
    for (const PlanViewModel::Row& row : plan.effects()) {
        effects.push_back({row.label, row.value, toneOfRow(row.priority), {}, Wear::Fresh});
    }
    m_effects->setFacts(std::move(effects));
    m_undo->setText(plan.undo());
    m_before->setParts(copyParts(plan.copiesBefore()));
    m_after->setParts(copyParts(plan.copiesAfter()));
    m_verdict->setText(plan.blockerHeading());
    m_objections->setText((plan.blockers() + plan.warnings()).join(QLatin1Char('\n')));
    m_objections->setTone(plan.blockers().isEmpty() ? Tone::Normal : Tone::High);
    const bool mustType = plan.wordToType().has_value();
    m_prompt->setVisible(mustType);
    m_typed->setVisible(mustType);
    m_prompt->setText(plan.typingPrompt());
    m_reason->setPlaceholderText(plan.reasonRequired() ? tr("needed: why") : tr("why, for those who read the journal"));
    m_execute->setText(plan.buttonText());
    m_execute->setVisible(plan.blockers().isEmpty());
    setTone(m_execute, plan.tier() == model::RiskTier::DataLoss ? "critical" : "accent");
    checkEntry();
}

void PlanDialog::checkEntry() {
    const PlanViewModel* plan = m_actions.plan();
    if (plan == nullptr) {
        return;
    }
    const QString why = plan->whyDisabled({m_reason->text(), m_typed->text()});
    m_execute->setEnabled(why.isEmpty());
    m_execute->setToolTip(why);
    m_message->setText(why.isEmpty() ? m_actions.message() : why);
}

void PlanDialog::execute() {
    if (m_actions.plan() != nullptr) {
        m_actions.confirm({m_reason->text(), m_typed->text()});
    }
}

}  // namespace orrery::console
