// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cards of running operations; rebuilt when a record has learned something, and once a second for the clock.
#include "console/views/operation_steps.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/actions/shown_names.h"
#include "console/state/formatting.h"
#include "console/widgets/card.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/state_page.h"

namespace orrery::console {
namespace {

constexpr int tickMillis = 1000;
constexpr std::size_t mostCards = 6;
constexpr std::size_t mostLines = 8;   ///< Steps shown; the newest.

std::vector<Fact> stepFacts(const OperationRecord& record) {
    std::vector<Fact> facts;
    const std::size_t first = record.steps.size() > mostLines ? record.steps.size() - mostLines : 0;
    for (std::size_t i = first; i < record.steps.size(); ++i) {
        const OperationStep& step = record.steps[i];
        const QString text = step.took > Duration{}
                                 ? OperationSteps::tr("%1, took %2").arg(step.text, formatDuration(step.took).joined())
                                 : step.text;
        facts.push_back({text, QStringLiteral("+") + formatDuration(step.sinceStart).joined(), Tone::Normal,
                         QStringLiteral("check")});
    }
    if (record.isCutShort && !facts.empty() && record.steps.back().text == record.outcome) {
        facts.pop_back();   // Said above, in full.
    }
    return facts;
}

/// Partitions that the table still places on the unit of the operation.
std::size_t partitionsOn(const std::string& name, const GridSnapshot& snapshot) {
    const model::UnitDescription* unit = model::findUnit(*snapshot.state, std::string_view(name));
    const UnitView* view = unit ? snapshot.unitView(unit->id) : nullptr;
    return view ? view->primaries + view->backups : 0;
}

/// A button of a card: shows why it cannot be pressed now.
QPushButton* makeButton(const QString& text, const QString& toolTip, const char* name, ActionController& actions,
                        QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QString::fromLatin1(name));
    const QString why = actions.whyUnavailable();
    button->setEnabled(why.isEmpty());
    button->setToolTip(why.isEmpty() ? toolTip : why);
    return button;
}

/// Stop first: what it leaves behind stands above it, its plan says it again. Null: there is neither.
QWidget* makeButtons(const OperationRecord& record, ActionController& actions, QWidget* parent) {
    const bool mayAct = actions.canAct() && actions.standing() == Standing::Operating;
    const std::optional<model::Action> stop = mayAct ? stopOf(record) : std::nullopt;
    const bool goesBack = actions.canUndo(record);
    if (!stop && !goesBack) {
        return nullptr;
    }
    auto* holder = new QWidget(parent);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, metrics::grid / 2, 0, 0);
    row->setSpacing(metrics::grid);
    if (stop) {
        auto* button = makeButton(OperationSteps::tr("Stop…"),
                                  OperationSteps::tr("Begins nothing more of it. Its plan says what stays where."),
                                  "operation.stop", actions, holder);
        QObject::connect(button, &QPushButton::clicked, &actions, [&actions, stop] { actions.propose(*stop); });
        row->addWidget(button);
    }
    if (goesBack) {
        const bool isPlanned = wayBack(record) == record.plan.undoAction;
        const QString what = isPlanned ? QString::fromStdString(record.plan.undo)
                                       : OperationSteps::tr("Every unit gets its share back.");
        auto* button = makeButton(OperationSteps::tr("Undo: %1").arg(describe(*wayBack(record))), what,
                                  "operation.undo", actions, holder);
        QObject::connect(button, &QPushButton::clicked, &actions,
                         [&actions, number = record.number] { actions.undo(number); });
        row->addWidget(button);
    }
    row->addStretch();
    return holder;
}

}  // namespace

QString stateOf(const OperationRecord& record) {
    if (!record.answer) {
        return OperationSteps::tr("sent, no answer yet");
    }
    switch (record.answer->outcome) {
    case ActionOutcome::Done:
        if (record.isCutShort) {
            return OperationSteps::tr("ended before it was reached");
        }
        return record.finishedAt ? OperationSteps::tr("finished") : OperationSteps::tr("under way");
    case ActionOutcome::Refused: return OperationSteps::tr("refused: %1").arg(record.answer->why);
    case ActionOutcome::StalePlan: return OperationSteps::tr("not done, the table had changed");
    case ActionOutcome::NotSent: return OperationSteps::tr("not sent, no connection");
    case ActionOutcome::Unknown:
        return OperationSteps::tr("outcome unknown: it may or may not have been applied");
    }
    return {};
}

QString ifEndedNow(const OperationRecord& record, const GridSnapshot& snapshot) {
    if (!record.isRunning() || !record.answer) {
        return {};
    }
    QStringList parts;
    const model::Action& action = record.plan.action;
    if (action.kind == model::ActionKind::DrainUnit) {
        parts << OperationSteps::tr("If it ended now, %1 would stay on %2.")
                     .arg(formatPlural(partitionsOn(action.unit, snapshot), OperationSteps::tr("partition"),
                                       OperationSteps::tr("partitions")),
                          QString::fromStdString(action.unit));
    } else if (snapshot.totals.movingPartitions > 0) {
        parts << OperationSteps::tr("%1 still on the way.")
                     .arg(formatPlural(snapshot.totals.movingPartitions, OperationSteps::tr("partition"),
                                       OperationSteps::tr("partitions")));
    }
    if (!record.plan.undo.empty()) {
        parts << OperationSteps::tr("The way back: %1").arg(QString::fromStdString(record.plan.undo));
    }
    return parts.join(QLatin1Char(' '));
}

QWidget* makeOperationCard(const OperationRecord& record, ActionController& actions, QWidget* parent) {
    auto* card = new Card(parent);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(metrics::margin, metrics::gap, metrics::margin, metrics::gap);
    column->setSpacing(metrics::grid / 2);
    auto* head = new QHBoxLayout;
    const bool isStop = record.plan.action.kind == model::ActionKind::StopOperation;   // Named by what it stops.
    auto* title = makeText(isStop ? QString::fromStdString(record.plan.title) : describe(record.plan.action), card);
    title->setFont(theme::textFont(metrics::textSize, theme::Weight::SemiBold));
    title->setWordWrap(true);
    head->addWidget(title, 1);
    head->addWidget(makeFigure(formatElapsed(record.lasted(actions.snapshot()->now)), card));
    column->addLayout(head);
    auto* state = makeExplanation(stateOf(record), card);
    const bool unknown = record.answer && record.answer->outcome == ActionOutcome::Unknown;
    state->setTone(unknown ? Tone::High : record.isRunning() ? Tone::Accent : Tone::Dim);
    column->addWidget(state);
    if (record.isCutShort) {
        auto* outcome = makeText(record.outcome, card);
        outcome->setObjectName(QStringLiteral("operation.outcome"));
        outcome->setWordWrap(true);
        column->addWidget(outcome);
    }
    auto* steps = new FactList(card);
    steps->setFacts(stepFacts(record));
    column->addWidget(steps);
    const QString ended = ifEndedNow(record, *actions.snapshot());
    if (!ended.isEmpty()) {
        column->addWidget(makeExplanation(ended, card));
    }
    if (QWidget* buttons = makeButtons(record, actions, card)) {
        column->addWidget(buttons);
    }
    column->addStretch();
    return card;
}

OperationSteps::OperationSteps(ActionController* actions, QWidget* parent)
    : QWidget(parent), m_actions(actions), m_column(new QVBoxLayout(this)), m_empty(new StatePage(this)) {
    setObjectName(QStringLiteral("operationSteps"));
    setAccessibleName(tr("Operations under way"));
    m_column->setContentsMargins(metrics::gap, metrics::gap, metrics::gap, metrics::gap);
    m_column->setSpacing(metrics::gap);
    m_empty->setContent(QStringLiteral("operations"), tr("Nothing is under way"),
                        tr("What is carried out from this desk is followed here, step by step."));
    m_column->addWidget(m_empty, 1);
    m_column->addStretch();
    m_tick.setInterval(tickMillis);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!isAncestorOf(QApplication::focusWidget())) {   // No button is taken from under a person's hand.
            rebuild();
        }
    });
    connect(m_actions, &ActionController::recordsChanged, this, &OperationSteps::rebuild);
    connect(m_actions, &ActionController::standingChanged, this, &OperationSteps::rebuild);
    connect(m_actions, &ActionController::sourceChanged, this, &OperationSteps::rebuild);
}

void OperationSteps::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    rebuild();
}

void OperationSteps::rebuild() {
    if (!isVisible()) {
        m_tick.stop();
        return;
    }
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    const QString focused = hadFocus ? QApplication::focusWidget()->objectName() : QString();
    for (QWidget* card : findChildren<Card*>(QString(), Qt::FindDirectChildrenOnly)) {
        card->hide();
        card->deleteLater();
    }
    std::size_t shown = 0;
    bool running = false;
    for (auto record = m_actions->records().rbegin();
         record != m_actions->records().rend() && shown < mostCards; ++record) {
        const bool isNews = record->isRunning() || shown == 0;   // The last one stays when all is done.
        if (isNews) {
            m_column->insertWidget(static_cast<int>(shown), makeOperationCard(shownRecord(*record, m_actions->naming()), *m_actions, this));
            ++shown;
            running = running || record->isRunning();
        }
    }
    m_empty->setVisible(shown == 0);
    if (hadFocus && shown > 0) {   // The same button of the newest card, or else its first.
        QWidget* newest = m_column->itemAt(0)->widget();
        QPushButton* same = newest->findChild<QPushButton*>(focused);
        QPushButton* next = same ? same : newest->findChild<QPushButton*>();
        if (next) {
            next->setFocus(Qt::OtherFocusReason);
        }
    }
    if (running) {
        m_tick.start();
    } else {
        m_tick.stop();
    }
}

}  // namespace orrery::console
