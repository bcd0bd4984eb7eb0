// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/views/operation_card.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr std::size_t mostLines = 8;   ///< Steps shown; the newest.

std::vector<Fact> stepFacts(const OperationRecord& record) {
    std::vector<Fact> facts;
    const std::size_t first = record.steps.size() > mostLines ? record.steps.size() - mostLines : 0;
    for (std::size_t i = first; i < record.steps.size(); ++i) {
        const OperationStep& step = record.steps[i];
        const QString text = step.took > Duration{}
                                 ? OperationCard::tr("%1, took %2").arg(step.text, formatDuration(step.took).joined())
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

/// A text that is only there when it says something.
void setOrHide(ToneLabel& label, const QString& text) {
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

}  // namespace

QString stateOf(const OperationRecord& record) {
    if (!record.answer) {
        return OperationCard::tr("sent, no answer yet");
    }
    switch (record.answer->outcome) {
    case ActionOutcome::Done:
        if (record.isCutShort) {
            return OperationCard::tr("ended before it was reached");
        }
        return record.finishedAt ? OperationCard::tr("finished") : OperationCard::tr("under way");
    case ActionOutcome::Refused: return OperationCard::tr("refused: %1").arg(record.answer->why);
    case ActionOutcome::StalePlan: return OperationCard::tr("not done, the table had changed");
    case ActionOutcome::NotSent: return OperationCard::tr("not sent, no connection");
    case ActionOutcome::Unknown:
        return OperationCard::tr("outcome unknown: it may or may not have been applied");
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
        parts << OperationCard::tr("If it ended now, %1 would stay on %2.")
                     .arg(formatPlural(partitionsOn(action.unit, snapshot), OperationCard::tr("partition"),
                                       OperationCard::tr("partitions")),
                          QString::fromStdString(action.unit));
    } else if (snapshot.totals.movingPartitions > 0) {
        parts << OperationCard::tr("%1 still on the way.")
                     .arg(formatPlural(snapshot.totals.movingPartitions, OperationCard::tr("partition"),
                                       OperationCard::tr("partitions")));
    }
    if (!record.plan.undo.empty()) {
        parts << OperationCard::tr("The way back: %1").arg(QString::fromStdString(record.plan.undo));
    }
    return parts.join(QLatin1Char(' '));
}

OperationCard::OperationCard(ActionController& actions, QWidget* parent)
    : Card(parent),
      m_actions(actions),
      m_title(makeText(QString(), this)),
      m_elapsed(makeFigure(QString(), this)),
      m_state(makeExplanation(QString(), this)),
      m_outcome(makeText(QString(), this)),
      m_steps(new FactList(this)),
      m_ended(makeExplanation(QString(), this)),
      m_stop(new QPushButton(this)),
      m_undo(new QPushButton(this)) {
    m_title->setFont(theme::textFont(metrics::textSize, theme::Weight::SemiBold));
    m_title->setWordWrap(true);
    m_outcome->setObjectName(QStringLiteral("operation.outcome"));
    m_outcome->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_elapsed);
    m_stop->setObjectName(QStringLiteral("operation.stop"));
    m_undo->setObjectName(QStringLiteral("operation.undo"));
    connect(m_stop, &QPushButton::clicked, this, [this] { m_actions.propose(*m_stopAction); });
    connect(m_undo, &QPushButton::clicked, this, [this] { m_actions.undo(m_number); });
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, metrics::grid / 2, 0, 0);
    buttons->setSpacing(metrics::grid);
    buttons->addWidget(m_stop);   // First: what it leaves behind stands above it, its plan says it again.
    buttons->addWidget(m_undo);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, metrics::gap, metrics::margin, metrics::gap);
    column->setSpacing(metrics::grid / 2);
    column->addLayout(head);
    column->addWidget(m_state);
    column->addWidget(m_outcome);
    column->addWidget(m_steps);
    column->addWidget(m_ended);
    column->addLayout(buttons);
    column->addStretch();
}

void OperationCard::tell(const OperationRecord& record) {
    m_number = record.number;
    tellWords(record);
    m_steps->setFacts(stepFacts(record));
    tellButtons(record);
}

void OperationCard::tellWords(const OperationRecord& record) {
    const bool isStop = record.plan.action.kind == model::ActionKind::StopOperation;   // Named by what it stops.
    const bool isUnknown = record.answer && record.answer->outcome == ActionOutcome::Unknown;
    m_title->setText(isStop ? QString::fromStdString(record.plan.title) : describe(record.plan.action));
    m_elapsed->setText(formatElapsed(record.lasted(m_actions.snapshot()->now)));
    m_state->setText(stateOf(record));
    m_state->setTone(isUnknown ? Tone::High : record.isRunning() ? Tone::Accent : Tone::Dim);
    setOrHide(*m_outcome, record.isCutShort ? record.outcome : QString());
    setOrHide(*m_ended, ifEndedNow(record, *m_actions.snapshot()));
}

void OperationCard::tellButtons(const OperationRecord& record) {
    const bool mayAct = m_actions.canAct() && m_actions.standing() == Standing::Operating;
    const bool goesBack = m_actions.canUndo(record);
    m_stopAction = mayAct ? stopOf(record) : std::nullopt;
    m_stop->setVisible(m_stopAction.has_value());
    m_undo->setVisible(goesBack);
    setButton(*m_stop, tr("Stop…"), tr("Begins nothing more of it. Its plan says what stays where."));
    if (goesBack) {
        const bool isPlanned = wayBack(record) == record.plan.undoAction;
        setButton(*m_undo, wordsOnButton(tr("Undo: %1").arg(describe(*wayBack(record)))),
                  isPlanned ? QString::fromStdString(record.plan.undo) : tr("Every unit gets its share back."));
    }
}

void OperationCard::setButton(QPushButton& button, const QString& text, const QString& toolTip) {
    const QString why = m_actions.whyUnavailable();
    button.setText(text);
    button.setEnabled(why.isEmpty());
    button.setToolTip(why.isEmpty() ? toolTip : why);
}

}  // namespace orrery::console
