// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two columns of parts; a part without content is not shown.
#include "console/views/plan_body.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/actions/target_choices.h"
#include "console/views/copies_parts.h"
#include "console/views/primaries_map.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/stacked_bar.h"

namespace orrery::console {
namespace {

constexpr int columnGap = 24;
constexpr int barThickness = 14;
constexpr int twoColumnsFrom = 760;   ///< Pixels at 100 %.

/// A heading with what stands below, to be shown and hidden as one.
QWidget* makePart(const QString& heading, QWidget* content, QWidget* parent) {
    auto* part = new QWidget(parent);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, metrics::grid);
    column->setSpacing(metrics::grid / 2);
    column->addWidget(makeSection(heading, part));
    content->setParent(part);
    column->addWidget(content);
    return part;
}

Tone toneOfRow(int priority) {
    switch (priority) {
    case 1: return Tone::Critical;
    case 2: return Tone::High;
    case 3: return Tone::Medium;
    default: return Tone::Normal;
    }
}

}  // namespace

PlanBody::PlanBody(QWidget* parent) : QWidget(parent) {
    m_halves = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_halves->setContentsMargins(0, 0, 0, 0);
    m_halves->setSpacing(metrics::scaled(columnGap));
    m_halves->addWidget(buildLeft(), 1);
    m_halves->addWidget(buildRight(), 1);
    clear();
}

void PlanBody::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isWide = width() >= metrics::scaled(twoColumnsFrom);
    m_halves->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_halves->setStretch(0, isWide ? 1 : 0);
}

QWidget* PlanBody::buildLeft() {
    auto* half = new QWidget(this);
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid);
    m_changes = new FactList(half);
    m_changesPart = makePart(tr("Changed since the plan that was refused"), m_changes, half);
    m_steps = new FactList(half);
    auto* holder = new QWidget(half);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    m_receiver = new QPushButton(holder);
    m_receiver->setObjectName(QStringLiteral("planBody.receiver"));
    m_receiver->setAutoDefault(false);
    row->addWidget(m_receiver);
    row->addStretch();
    connect(m_receiver, &QPushButton::clicked, this, &PlanBody::openReceivers);
    m_receiverPart = makePart(tr("Receiver"), holder, half);
    auto* paceHolder = new QWidget(half);
    auto* paceRow = new QHBoxLayout(paceHolder);
    paceRow->setContentsMargins(0, 0, 0, 0);
    m_pace = new SegmentedControl({}, paceHolder);
    m_pace->setObjectName(QStringLiteral("planBody.pace"));
    paceRow->addWidget(m_pace);
    paceRow->addStretch();
    connect(m_pace, &SegmentedControl::chosen, this, [this](int index) {
        const model::Action chosen = m_paces[static_cast<std::size_t>(index)];
        Q_EMIT variationChosen(chosen);
    });
    m_pacePart = makePart(tr("Pace: copies and primaries at a time"), paceHolder, half);
    m_undo = makeExplanation(QString(), half);
    m_undoPart = makePart(tr("Undo plan"), m_undo, half);
    m_primaries = new PrimariesMap(half);
    m_primariesPart = makePart(tr("Primaries before and after"), m_primaries, half);
    column->addWidget(m_changesPart);
    column->addWidget(makePart(tr("What happens"), m_steps, half));
    column->addWidget(m_receiverPart);
    column->addWidget(m_pacePart);
    column->addWidget(m_undoPart);
    column->addWidget(m_primariesPart);
    column->addStretch(1);
    return half;
}

QWidget* PlanBody::buildRight() {
    auto* half = new QWidget(this);
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid);
    m_effects = new FactList(half);
    column->addWidget(makePart(tr("Effect"), m_effects, half));
    auto* bars = new QWidget(half);
    auto* grid = new QGridLayout(bars);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::gap);
    m_before = new StackedBar(barThickness, bars);
    m_after = new StackedBar(barThickness, bars);
    grid->addWidget(makeExplanation(tr("before"), bars), 0, 0);
    grid->addWidget(m_before, 0, 1);
    grid->addWidget(makeExplanation(tr("after"), bars), 1, 0);
    grid->addWidget(m_after, 1, 1);
    grid->setColumnStretch(1, 1);
    m_copiesPart = makePart(tr("Copies before and after"), bars, half);
    column->addWidget(m_copiesPart);
    m_verdict = makeSection(QString(), half);
    m_objections = makeText(QString(), half);
    m_objections->setWordWrap(true);
    column->addWidget(m_verdict);
    column->addWidget(m_objections);
    column->addStretch(1);
    return half;
}

QWidget* PlanBody::paceField() const { return m_pace; }

void PlanBody::clear() {
    m_steps->setFacts({});
    m_effects->setFacts({});
    m_verdict->clear();
    m_objections->clear();
    m_choices.clear();
    for (QWidget* part : {m_changesPart, m_receiverPart, m_pacePart, m_undoPart, m_primariesPart, m_copiesPart}) {
        part->hide();
    }
}

void PlanBody::showPlan(const PlanViewModel& plan, const GridSnapshot& snapshot) {
    std::vector<Fact> steps;
    for (const PlanViewModel::Step& step : plan.steps()) {
        steps.push_back({QStringLiteral("%1   %2").arg(step.number).arg(step.text), step.estimate});
    }
    m_steps->setFacts(std::move(steps));
    std::vector<Fact> effects;
    for (const PlanViewModel::Row& row : plan.effects()) {
        effects.push_back({row.label, row.value, toneOfRow(row.priority)});
    }
    m_effects->setFacts(std::move(effects));
    m_undo->setText(plan.undo());
    m_undoPart->setVisible(!plan.undo().isEmpty());
    const std::size_t wanted = snapshot.state->backups + std::size_t{1};
    m_before->setParts(copiesParts(plan.copiesBefore(), wanted));
    m_after->setParts(copiesParts(plan.copiesAfter(), wanted));
    m_copiesPart->setVisible(!plan.copiesBefore().empty() || !plan.copiesAfter().empty());
    m_primaries->setChanges(plan.plan().primaryChanges, snapshot.state->partitionCount);
    m_primariesPart->setVisible(!plan.plan().primaryChanges.empty());
    showReceivers(plan, snapshot);
    showPaces(plan);
    showObjections(plan);
    showChanges({});
}

void PlanBody::showObjections(const PlanViewModel& plan) {
    m_verdict->setText(plan.blockerHeading());
    QStringList lines;
    for (const QString& blocker : plan.blockers()) {
        lines << QStringLiteral("■ ") + blocker;
    }
    for (const QString& warning : plan.warnings()) {
        lines << QStringLiteral("◆ ") + warning;
    }
    m_objections->setText(lines.join(QLatin1Char('\n')));
    m_objections->setTone(plan.blockers().isEmpty() ? Tone::Normal : Tone::High);
    m_objections->setVisible(!lines.isEmpty());
}

void PlanBody::showReceivers(const PlanViewModel& plan, const GridSnapshot& snapshot) {
    m_choices.clear();
    const model::Action& asked = plan.plan().action;
    QString current;
    for (const TargetChoice& choice : receiversFor(asked, snapshot)) {
        m_choices.emplace_back(tr("%1 – %2").arg(choice.text, choice.detail), choice.action);
        const bool isShown = choice.action.target == asked.target && choice.action.host == asked.host;
        current = isShown ? choice.text : current;
    }
    if (current.isEmpty() && !m_choices.empty()) {
        current = QString::fromStdString(asked.target.empty() ? asked.host : asked.target);
    }
    m_receiver->setText(tr("%1  ▾").arg(wordsOnButton(current)));
    m_receiver->setAccessibleName(tr("Receiver: %1").arg(current));
    m_receiverPart->setVisible(m_choices.size() > 1);
}

void PlanBody::showPaces(const PlanViewModel& plan) {
    const model::Action& asked = plan.plan().action;
    QStringList texts;
    QStringList details;
    int current = 0;
    m_paces.clear();
    for (const TargetChoice& choice : pacesFor(asked)) {
        current = choice.action.atMost == asked.atMost ? static_cast<int>(m_paces.size()) : current;
        texts << choice.text;
        details << choice.detail;
        m_paces.push_back(choice.action);
    }
    if (!texts.isEmpty()) {
        m_pace->setChoices(texts);
        m_pace->setCurrent(current);
        m_pace->setAccessibleName(tr("Pace: %1").arg(details.at(current)));
    }
    m_pacePart->setVisible(!texts.isEmpty());
}

void PlanBody::openReceivers() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto& [text, action] : m_choices) {
        const model::Action chosen = action;
        menu->addAction(withoutKeyMark(text), this, [this, chosen] { Q_EMIT variationChosen(chosen); });
    }
    menu->popup(m_receiver->mapToGlobal(QPoint(0, m_receiver->height() + 2)));
}

void PlanBody::showChanges(const std::vector<PlanDifference>& changes) {
    std::vector<Fact> rows;
    for (const PlanDifference& change : changes) {
        rows.push_back({change.label, tr("%1 → %2").arg(change.before, change.after), Tone::Accent});
    }
    m_changes->setFacts(std::move(rows));
    m_changesPart->setVisible(!changes.empty());
}

}  // namespace orrery::console
