// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stages of an action.
#include "console/actions/action_controller.h"

namespace orrery::console {
namespace {

QString loginName() {
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return name.isEmpty() ? QStringLiteral("console") : name;
}

}  // namespace

ActionController::ActionController(QObject* parent) : QObject(parent), m_operator(loginName()) {
    qRegisterMetaType<ActionStage>();
}

void ActionController::setSource(GridSource* source) {
    if (m_source == source) {
        return;
    }
    if (m_source) {
        m_source->disconnect(this);
    }
    if (m_stage == ActionStage::CarryingOut) {
        finish({ActionOutcome::Unknown,
                {},
                {},
                tr("The console changed to another grid before the answer came.")});
    }
    m_source = source;
    m_snapshot = emptySnapshot();
    if (source) {
        connect(source, &GridSource::planAnswered, this, &ActionController::onPlan);
        connect(source, &GridSource::actionAnswered, this, &ActionController::onAnswer);
    }
    cancel();
    Q_EMIT sourceChanged();
}

void ActionController::setSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    bool news = false;
    for (OperationRecord& record : m_records) {
        const auto before = std::pair(record.lastEvent, record.finishedAt.has_value());
        observe(record, *snapshot);
        news = news || before != std::pair(record.lastEvent, record.finishedAt.has_value());
    }
    if (news) {
        Q_EMIT recordsChanged();
    }
}

QString ActionController::whyUnavailable() const {
    if (!m_source) {
        return tr("No grid is open.");
    }
    if (!m_source->canAct()) {
        return tr("This is a recording: there is nothing to act on.");
    }
    if (m_stage == ActionStage::CarryingOut) {
        return tr("Another action is under way.");
    }
    if (!m_snapshot->hasState) {
        return tr("The grid has not been seen yet.");
    }
    if (m_snapshot->contact.state != ContactState::Live) {
        return tr("There is no contact with the grid.");
    }
    return {};
}

bool ActionController::propose(const model::Action& action) {
    if (!whyUnavailable().isEmpty()) {
        return false;
    }
    m_action = action;
    m_message.clear();
    ask();
    return true;
}

void ActionController::ask() {
    m_plan.reset();
    m_request = m_source->requestPlan(m_action);
    setStage(ActionStage::Planning);
}

void ActionController::planAgain() {
    if (m_source && m_stage != ActionStage::CarryingOut && m_stage != ActionStage::Idle) {
        ask();
    }
}

void ActionController::onPlan(quint64 request, const PlanAnswer& answer) {
    if (m_stage != ActionStage::Planning || request != m_request) {
        return;
    }
    if (answer.outcome == PlanOutcome::Planned && answer.plan) {
        m_plan.emplace(*answer.plan, *m_snapshot);
        setStage(ActionStage::Planned);
        return;
    }
    const bool refused = answer.outcome == PlanOutcome::Refused;
    m_message =
        refused ? tr("Refused: %1").arg(answer.why) : tr("No plan came: %1").arg(answer.why);
    setStage(ActionStage::Finished);
}

bool ActionController::confirm(const PlanViewModel::Entry& entry) {
    if (m_stage != ActionStage::Planned || !m_plan || !m_source) {
        return false;
    }
    const PlanViewModel current(m_plan->plan(), *m_snapshot);
    if (!current.whyDisabled(entry).isEmpty()) {
        m_plan.emplace(current);
        return false;
    }
    OperationRecord record;
    record.number = ++m_lastRecord;
    record.plan = m_plan->plan();
    record.by = m_operator;
    record.reason = entry.reason.trimmed();
    record.startedAt = m_snapshot->now;
    record.lastEvent = m_snapshot->events.empty() ? 0 : m_snapshot->events.last().event->number;
    m_records.push_back(std::move(record));
    if (m_records.size() > longestHistory) {
        m_records.pop_front();
    }
    m_message.clear();
    m_request = m_source->carryOut(m_plan->plan(), m_operator, entry.reason.trimmed());
    setStage(ActionStage::CarryingOut);
    Q_EMIT recordsChanged();
    return true;
}

void ActionController::onAnswer(quint64 request, const ActionAnswer& answer) {
    if (m_stage == ActionStage::CarryingOut && request == m_request) {
        finish(answer);
    }
}

void ActionController::finish(const ActionAnswer& answer) {
    m_records.back().answer = answer;
    if (answer.outcome == ActionOutcome::StalePlan) {
        m_records.back().finishedAt = m_snapshot->now;
        m_message = tr("The table changed since the plan. This is the new plan.");
        Q_EMIT recordsChanged();
        ask();
        return;
    }
    switch (answer.outcome) {
    case ActionOutcome::Done:
        m_message = tr("Accepted at epoch %1.").arg(answer.epoch.value);
        break;
    case ActionOutcome::Refused: m_message = tr("Refused: %1").arg(answer.why); break;
    case ActionOutcome::NotSent:
        m_message = tr("Not sent, nothing was changed: %1").arg(answer.why);
        break;
    case ActionOutcome::Unknown:
        m_message =
            tr("It is not known whether it was done: %1. Look at the journal before trying again.")
                .arg(answer.why);
        break;
    case ActionOutcome::StalePlan: break;
    }
    if (answer.outcome == ActionOutcome::Refused || answer.outcome == ActionOutcome::NotSent) {
        m_records.back().finishedAt = m_snapshot->now;
    }
    m_plan.reset();
    setStage(ActionStage::Finished);
    Q_EMIT recordsChanged();
}

void ActionController::cancel() {
    if (m_stage == ActionStage::CarryingOut) {
        return;
    }
    m_plan.reset();
    m_request = 0;
    setStage(ActionStage::Idle);
}

void ActionController::setStage(ActionStage stage) {
    const bool news = stage != m_stage;
    m_stage = stage;
    if (news) {
        Q_EMIT stageChanged(stage);
    }
}

}  // namespace orrery::console
