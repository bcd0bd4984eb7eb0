// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two lists and a preview.
#include "console/views/plan_page.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "console/state/formatting.h"
#include "console/state/redaction.h"
#include "console/views/plan_body.h"
#include "console/views/plan_overview.h"
#include "console/widgets/choice_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/state_page.h"

namespace orrery::console {
namespace {

// Pixels at 100 %.
constexpr int besideFrom = 600;   ///< Below, the preview stands under the lists.
constexpr int listHeight = 300;
/// A preview is asked for again at most this often while the table keeps changing.
constexpr Duration shortestPause = seconds(2);

constexpr model::ActionKind offered[] = {
    model::ActionKind::DrainUnit,         model::ActionKind::AddUnit,       model::ActionKind::RestartUnit,
    model::ActionKind::MovePartition,     model::ActionKind::FailoverPartition, model::ActionKind::KillUnit,
    model::ActionKind::RestorePartition,  model::ActionKind::PausePump,     model::ActionKind::ResumePump,
    model::ActionKind::BalanceGrid,       model::ActionKind::StopOperation};

/// The same subject, whatever variation of it was asked for.
bool isSameSubject(const model::Action& one, const model::Action& other) {
    return one.kind == other.kind && one.unit == other.unit && one.partition == other.partition &&
           one.operation == other.operation && (one.kind != model::ActionKind::AddUnit || one.host == other.host);
}

}  // namespace

PlanPage::PlanPage(const ViewContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
    m_whole = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_whole->setContentsMargins(0, 0, 0, 0);
    m_whole->setSpacing(metrics::margin);
    auto* lists = new QHBoxLayout;
    lists->setSpacing(metrics::margin);
    m_actionsSide = buildActions();
    m_subjectsSide = buildSubjects();
    lists->addWidget(m_actionsSide, 1);
    lists->addWidget(m_subjectsSide, 1);
    m_whole->addLayout(lists);
    m_right = new QStackedLayout;
    m_empty = new StatePage(this);
    m_overview = new PlanOverview(this);
    m_right->addWidget(m_empty);
    m_right->addWidget(m_overview);
    m_right->addWidget(buildPreview());
    m_whole->addLayout(m_right, 1);
    connect(m_context.actions, &ActionController::previewChanged, this, &PlanPage::showPreview);
    std::vector<ChoiceRow> rows;
    for (const model::ActionKind kind : offered) {
        rows.push_back({titleOf(kind), {}, iconOf(kind)});
    }
    m_actions->setRows(rows);
    m_actions->setChosen(0);
    showPreview();
}

void PlanPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < metrics::scaled(besideFrom);
    m_whole->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const auto fit = [&](QWidget& side, double share, int least, int most) {
        const int wanted = std::clamp(static_cast<int>(width() * share), metrics::scaled(least), metrics::scaled(most));
        side.setMinimumWidth(isNarrow ? 0 : wanted);
        side.setMaximumWidth(isNarrow ? QWIDGETSIZE_MAX : wanted);
        const int needed = std::max(metrics::scaled(listHeight), side.layout()->minimumSize().height());
        side.setMinimumHeight(isNarrow ? needed : 0);
    };
    // There the page scrolls, and the few actions not within it.
    m_actions->setMinimumHeight(isNarrow ? m_actions->count() * m_actions->sizeHintForRow(0) + 2 : 0);
    fit(*m_actionsSide, 0.22, 180, 280);
    fit(*m_subjectsSide, 0.26, 196, 360);
    m_preview->setMinimumHeight(isNarrow ? metrics::scaled(listHeight) : 0);
}

QWidget* PlanPage::buildActions() {
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeSection(tr("Action"), side));
    m_actions = new ChoiceList(tr("Action"), side);
    m_actions->setObjectName(QStringLiteral("operationsView.actions"));
    column->addWidget(m_actions, 1);
    m_purpose = makeExplanation(QString(), side);
    column->addWidget(m_purpose);
    connect(m_actions, &ChoiceList::chosen, this, &PlanPage::actionChosen);
    connect(m_actions, &ChoiceList::opened, this, [this] { m_subjects->setFocus(Qt::TabFocusReason); });
    return side;
}

QWidget* PlanPage::buildSubjects() {
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeSection(tr("Target"), side));
    m_filter = new QLineEdit(side);
    m_filter->setObjectName(QStringLiteral("operationsView.filter"));
    m_filter->setPlaceholderText(tr("Filter targets"));
    m_filter->setAccessibleName(tr("Filter targets"));
    m_filter->setClearButtonEnabled(true);
    column->addWidget(m_filter);
    m_subjects = new ChoiceList(tr("Target"), side);
    m_subjects->setObjectName(QStringLiteral("operationsView.targets"));
    column->addWidget(m_subjects, 1);
    connect(m_filter, &QLineEdit::textChanged, m_subjects, &ChoiceList::setFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_subjects->setFocus(Qt::TabFocusReason); });
    connect(m_subjects, &ChoiceList::chosen, this, &PlanPage::subjectChosen);
    connect(m_subjects, &ChoiceList::opened, this, [this](int row) {
        const bool isShown = m_context.actions->previewed() && m_asked &&
                             isSameSubject(*m_asked, m_choices[static_cast<std::size_t>(row)].action);
        m_openWanted = true;
        if (isShown) {
            showPreview();
        } else {
            subjectChosen(row);
        }
    });
    return side;
}

QWidget* PlanPage::buildPreview() {
    m_preview = new QWidget(this);
    auto* column = new QVBoxLayout(m_preview);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid / 2);
    auto* head = new QHBoxLayout;
    auto* titles = new QVBoxLayout;
    m_title = makeTitle(QString(), m_preview);
    m_subtitle = makeExplanation(QString(), m_preview);
    titles->addWidget(m_title);
    titles->addWidget(m_subtitle);
    head->addLayout(titles, 1);
    m_open = new QPushButton(tr("Open this plan…"), m_preview);
    m_open->setObjectName(QStringLiteral("operationsView.open"));
    m_open->setProperty("tone", QStringLiteral("accent"));
    head->addWidget(m_open, 0, Qt::AlignTop);
    column->addLayout(head);
    auto* scroll = new QScrollArea(m_preview);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    m_body = new PlanBody;
    scroll->setWidget(m_body);
    m_body->setAutoFillBackground(false);   // setWidget() fills it.
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addSpacing(metrics::grid);
    column->addWidget(scroll, 1);
    connect(m_open, &QPushButton::clicked, this, &PlanPage::openPlan);
    connect(m_body, &PlanBody::variationChosen, this, &PlanPage::ask);
    return m_preview;
}

void PlanPage::showSnapshot(const SnapshotPointer& snapshot) {
    const bool isRenamed = m_snapshot->naming != snapshot->naming;
    m_snapshot = snapshot;
    fillSubjects();
    const PlanViewModel* shown = m_context.actions->previewed();
    const bool isOld = shown && m_asked && !snapshot->naming && shown->plan().epoch != snapshot->state->epoch;
    if (isOld && isVisible() && snapshot->now.at - m_askedAt > shortestPause) {
        ask(*m_asked);
    }
    if (!shown || isRenamed) {
        showPreview();
    }
}

void PlanPage::fillSubjects() {
    const int row = m_actions->currentRow();
    if (row < 0) {
        return;
    }
    const model::ActionKind kind = offered[row];
    m_purpose->setText(purposeOf(kind));
    m_choices = m_snapshot->hasState ? subjectsFor(kind, *m_snapshot) : std::vector<TargetChoice>{};
    std::vector<ChoiceRow> rows;
    int chosen = -1;
    const std::optional<model::Action> asked =
        m_asked && m_snapshot->naming ? m_snapshot->naming->redact(*m_asked) : m_asked;
    for (const TargetChoice& choice : m_choices) {
        chosen = asked && isSameSubject(choice.action, *asked) ? static_cast<int>(rows.size()) : chosen;
        rows.push_back({choice.text, choice.detail, {}});
    }
    m_subjects->setRows(rows);
    m_subjects->setChosen(chosen);
}

void PlanPage::choose(model::ActionKind kind, const QString& subject) {
    for (int row = 0; row < static_cast<int>(std::size(offered)); ++row) {
        if (offered[row] == kind) {
            m_actions->setChosen(row);
            actionChosen(row);
        }
    }
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        if (m_choices[i].text == subject) {
            subjectChosen(static_cast<int>(i));
            m_subjects->setChosen(static_cast<int>(i));
        }
    }
}

void PlanPage::actionChosen(int) {
    m_asked.reset();
    m_context.actions->endPreview();
    m_filter->clear();
    fillSubjects();
    showPreview();
}

void PlanPage::subjectChosen(int row) {
    if (row >= 0 && row < static_cast<int>(m_choices.size())) {
        ask(m_choices[static_cast<std::size_t>(row)].action);
    }
}

void PlanPage::ask(const model::Action& action) {
    m_asked = action;
    m_askedAt = m_snapshot->now.at;
    m_context.actions->preview(action);
}

void PlanPage::showPreview() {
    const ActionController& actions = *m_context.actions;
    const PlanViewModel* plan = actions.previewed();
    m_open->setVisible(actions.offersActions());
    m_open->setEnabled(plan != nullptr && actions.whyUnavailable().isEmpty());
    m_open->setToolTip(actions.whyUnavailable());
    std::optional<PlanViewModel> renamed;
    if (plan && m_snapshot->naming) {
        plan = &renamed.emplace(m_snapshot->naming->redact(plan->plan()), *m_snapshot);
    }
    if (plan) {
        m_title->setText(plan->title());
        m_subtitle->setText(tr("%1. Plan of the control plane at epoch %2.")
                                .arg(plan->tierText(), formatCount(plan->plan().epoch.value)));
        m_body->showPlan(*plan, *m_snapshot);
        m_right->setCurrentWidget(m_preview);
        if (m_openWanted) {
            m_open->setFocus(Qt::TabFocusReason);
        }
        m_openWanted = false;
        return;
    }
    const QString why = shownText(*m_snapshot, actions.previewMessage());
    if (m_asked && why.isEmpty() && m_right->currentWidget() == m_preview) {
        return;   // The old plan stays on screen until the new one is there.
    }
    if (m_snapshot->hasState && why.isEmpty() && !m_asked) {
        showOverview();
        return;
    }
    if (!why.isEmpty()) {
        m_empty->setContent(QStringLiteral("warning"), tr("No plan"), why);
    } else {
        m_empty->setContent(QStringLiteral("operations"),
                            m_asked ? tr("Asking the control plane…") : tr("Pick a target"), QString());
    }
    m_right->setCurrentWidget(m_empty);
}

void PlanPage::showOverview() {
    if (m_choices.empty()) {
        m_overview->setHeading(tr("Nothing to act on"),
                               tr("No part of this grid is in a state that this action is for."));
    } else {
        m_overview->setHeading(tr("Pick a target"),
                               tr("The control plane then says what the action would do. Nothing is carried out from "
                                  "here: the plan's own sheet asks first."));
    }
    m_overview->showSnapshot(m_snapshot);
    m_right->setCurrentWidget(m_overview);
}

void PlanPage::openPlan() {
    const PlanViewModel* plan = m_context.actions->previewed();
    if (plan) {
        Q_EMIT actionRequested(plan->plan().action);
    }
}

}  // namespace orrery::console
