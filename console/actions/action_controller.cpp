// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stages of an action.
#include "console/actions/action_controller.h"

#include <algorithm>

#include <QDir>
#include <QSysInfo>

#include "shared/base/assert.h"

namespace orrery::console {
namespace {

QString loginName() {
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return name.isEmpty() ? QStringLiteral("console") : name;
}

QString outcomeWord(ActionOutcome outcome) {
    switch (outcome) {
    case ActionOutcome::Done: return QStringLiteral("done");
    case ActionOutcome::Refused: return QStringLiteral("refused");
    case ActionOutcome::StalePlan: return QStringLiteral("stale-plan");
    case ActionOutcome::NotSent: return QStringLiteral("not-sent");
    case ActionOutcome::Unknown: return QStringLiteral("unknown");
    }
    return {};
}

/// A grid's id as part of a file name: whatever else it may hold becomes an underscore.
QString fileNameOf(const std::string& gridId) {
    QString name = QString::fromStdString(gridId);
    for (QChar& letter : name) {
        if (!letter.isLetterOrNumber() && letter != QLatin1Char('-')) {
            letter = QLatin1Char('_');
        }
    }
    return name.left(80);
}

}  // namespace

ActionController::ActionController(QObject* parent) : QObject(parent), m_operator(loginName()) {
    qRegisterMetaType<ActionStage>();
}

void ActionController::keepRecordsIn(const QString& folder) {
    m_folder = folder;
    m_trailGrid.clear();
    if (!QDir().mkpath(folder)) {
        m_calibrationProblem = tr("The folder %1 cannot be made: actions and forecasts are not kept.").arg(folder);
        m_folder.clear();
        return;
    }
    m_calibrationProblem = m_calibration.keepIn(folder + QStringLiteral("/forecasts.json"));
    openTrail();
}

void ActionController::openTrail() {
    const bool wanted = !m_folder.isEmpty() && m_source && m_source->kind() == SourceKind::Live &&
                        m_snapshot->hasState && !m_snapshot->state->gridId.empty();
    const QString grid = wanted ? fileNameOf(m_snapshot->state->gridId) : QString();
    if (grid == m_trailGrid) {
        return;
    }
    m_trailGrid = grid;
    m_trail = {};
    if (wanted) {
        m_trail.open(QStringLiteral("%1/audit-%2.jsonl").arg(m_folder, grid));
    }
    Q_EMIT trailChanged();
}

void ActionController::verifyTrail() {
    if (m_trail.isOpen()) {
        m_trail.verify();
        Q_EMIT trailChanged();
    }
}

QString ActionController::keepingProblem() const {
    return m_trail.problem().isEmpty() ? m_calibrationProblem : m_trail.problem();
}

const OperationRecord* ActionController::record(std::uint64_t number) const {
    const auto found = std::find_if(m_records.begin(), m_records.end(),
                                    [number](const OperationRecord& one) { return one.number == number; });
    return found == m_records.end() ? nullptr : &*found;
}

void ActionController::setNaming(std::shared_ptr<Redaction> naming) {
    if (naming == m_naming) {
        return;
    }
    m_naming = std::move(naming);
    Q_EMIT recordsChanged();
    Q_EMIT previewChanged();
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
    m_lastElsewhere = m_lastRecord;
    endPreview();
    m_snapshot = emptySnapshot();
    openTrail();
    if (source) {
        connect(source, &GridSource::planAnswered, this, &ActionController::onPlan);
        connect(source, &GridSource::actionAnswered, this, &ActionController::onAnswer);
    }
    cancel();
    Q_EMIT sourceChanged();
}

void ActionController::setSnapshot(const SnapshotPointer& snapshot) {
    const bool aged = m_plan && m_snapshot->actionsAllowed != snapshot->actionsAllowed;
    m_snapshot = snapshot;
    openTrail();
    bool news = false;
    for (OperationRecord& record : m_records) {
        const auto before = std::pair(record.lastEvent, record.finishedAt.has_value());
        observe(record, *snapshot);
        news = news || before != std::pair(record.lastEvent, record.finishedAt.has_value());
        if (!before.second && record.finishedAt) {
            calibrate(record);
        }
    }
    if (aged) {
        m_plan->setSnapshot(*snapshot);
        Q_EMIT planAged();
    }
    if (news) {
        Q_EMIT recordsChanged();
    }
}

void ActionController::calibrate(const OperationRecord& record) {
    const auto measured = record.measuredPause();
    if (measured && record.plan.pauseMedian) {
        m_calibrationProblem = m_calibration.add(
            {record.startedAt.wall, describe(record.plan.action), *record.plan.pauseMedian, *measured});
    }
}

void ActionController::setStanding(Standing standing) {
    if (standing == m_standing) {
        return;
    }
    m_standing = standing;
    if (standing != Standing::Operating) {
        cancel();
    }
    Q_EMIT standingChanged();
}

QString ActionController::whyUnavailable() const {
    if (!m_source) {
        return tr("No grid is open.");
    }
    if (!m_source->canAct()) {
        return tr("This is a recording: there is nothing to act on.");
    }
    if (m_standing == Standing::InThePast) {
        return tr("This is the past: go back to live to act.");
    }
    if (m_standing == Standing::Observing) {
        return tr("This connection observes: switch to Operate to act.");
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

bool ActionController::canAct() const {
    return m_source && m_source->canAct() && m_standing != Standing::InThePast;
}

bool ActionController::propose(const model::Action& action) {
    if (!whyUnavailable().isEmpty()) {
        return false;
    }
    m_action = action;
    m_message.clear();
    m_superseded.reset();
    m_undoing = false;
    m_givenReason.clear();
    ask();
    return true;
}

bool ActionController::vary(const model::Action& action) {
    if (!m_source || (m_stage != ActionStage::Planned && m_stage != ActionStage::Unplanned)) {
        return false;
    }
    m_action = action;
    m_message.clear();
    m_superseded.reset();
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
        m_message.clear();
        ask();
    }
}

std::vector<PlanDifference> ActionController::changes() const {
    return m_superseded && m_plan ? differences(*m_superseded, m_plan->plan()) : std::vector<PlanDifference>{};
}

bool ActionController::preview(const model::Action& action) {
    const bool maySee = m_stage == ActionStage::CarryingOut || m_standing == Standing::Observing;
    const QString why = m_source && m_source->canAct() && maySee ? QString() : whyUnavailable();
    if (!why.isEmpty()) {
        m_preview.reset();
        m_previewMessage = why;
        Q_EMIT previewChanged();
        return false;
    }
    m_preview.reset();
    m_previewMessage.clear();
    m_previewRequest = m_source->requestPlan(action);
    Q_EMIT previewChanged();
    return true;
}

void ActionController::onPreview(const PlanAnswer& answer) {
    m_previewRequest = 0;
    if (answer.outcome == PlanOutcome::Planned && answer.plan) {
        m_preview.emplace(*answer.plan, *m_snapshot);
    } else {
        m_previewMessage = answer.outcome == PlanOutcome::Refused ? tr("Refused: %1").arg(answer.why)
                                                                  : tr("No plan came: %1").arg(answer.why);
    }
    Q_EMIT previewChanged();
}

void ActionController::endPreview() {
    m_previewRequest = 0;
    m_preview.reset();
    m_previewMessage.clear();
}

void ActionController::onPlan(quint64 request, const PlanAnswer& answer) {
    if (m_previewRequest != 0 && request == m_previewRequest) {
        onPreview(answer);
        return;
    }
    if (m_stage != ActionStage::Planning || request != m_request) {
        return;
    }
    if (answer.outcome == PlanOutcome::Planned && answer.plan) {
        m_plan.emplace(*answer.plan, *m_snapshot);
        const bool atOnce = m_undoing && m_plan->tier() <= model::RiskTier::Reversible &&
                            m_plan->whyDisabled({}).isEmpty();
        if (atOnce) {
            carryOut(m_givenReason);
            return;
        }
        m_undoing = false;
        setStage(ActionStage::Planned);
        return;
    }
    const bool refused = answer.outcome == PlanOutcome::Refused;
    m_message =
        refused ? tr("Refused: %1").arg(answer.why) : tr("No plan came: %1").arg(answer.why);
    m_undoing = false;
    setStage(ActionStage::Unplanned);
}

bool ActionController::confirm(const PlanViewModel::Entry& entry) {
    if (m_stage != ActionStage::Planned || !m_plan || !m_source) {
        return false;
    }
    m_plan->setSnapshot(*m_snapshot);
    if (!m_plan->whyDisabled(entry).isEmpty()) {
        return false;
    }
    const QString reason = entry.reason.trimmed();
    carryOut(reason.isEmpty() ? m_givenReason : reason);
    return true;
}

void ActionController::carryOut(const QString& reason) {
    OperationRecord record;
    record.number = ++m_lastRecord;
    record.plan = m_plan->plan();
    record.by = m_operator;
    record.reason = reason;
    record.startedAt = m_snapshot->now;
    record.lastEvent = m_snapshot->events.empty() ? 0 : m_snapshot->events.last().event->number;
    noteSent(record);
    m_records.push_back(std::move(record));
    if (m_records.size() > longestHistory) {
        m_records.pop_front();
    }
    m_message.clear();
    m_request = m_source->carryOut(m_plan->plan(), m_operator, reason);
    setStage(ActionStage::CarryingOut);
    Q_EMIT recordsChanged();
}

bool ActionController::canUndo(const OperationRecord& record) const {
    return offersActions() && record.number > m_lastElsewhere && record.plan.undoAction && record.answer &&
           record.answer->outcome == ActionOutcome::Done;
}

bool ActionController::undo(std::uint64_t recordNumber) {
    const OperationRecord* record = this->record(recordNumber);
    if (!record || !canUndo(*record) || !whyUnavailable().isEmpty()) {
        return false;
    }
    model::Action action = *record->plan.undoAction;
    if (action.unit.empty() && record->answer) {
        action.unit = record->answer->unit;   // Of an addition, named by the grid only when it was done.
    }
    m_action = action;
    m_message.clear();
    m_superseded.reset();
    m_undoing = record->plan.tier <= model::RiskTier::Reversible;
    m_givenReason = tr("undo of %1").arg(describe(record->plan.action));
    ask();
    return true;
}

void ActionController::onAnswer(quint64 request, const ActionAnswer& answer) {
    if (m_stage == ActionStage::CarryingOut && request == m_request) {
        finish(answer);
    }
}

void ActionController::finish(const ActionAnswer& answer) {
    ORRERY_ASSERT(!m_records.empty());
    OperationRecord& record = m_records.back();
    record.answer = answer;
    noteAnswered(record);
    if (answer.outcome != ActionOutcome::Done && answer.outcome != ActionOutcome::Unknown) {
        record.finishedAt = m_snapshot->now;
    }
    if (answer.outcome == ActionOutcome::StalePlan) {
        planStale();
        return;
    }
    say(answer);
    m_plan.reset();
    m_undoing = false;
    const bool takesBack = answer.outcome == ActionOutcome::Done && record.plan.undoAction &&
                           record.plan.tier <= model::RiskTier::Reversible;
    const std::uint64_t number = record.number;
    setStage(ActionStage::Finished);
    Q_EMIT recordsChanged();
    const OperationRecord* kept = this->record(number);
    if (takesBack && kept) {
        Q_EMIT undoOffered(*kept);
    }
}

void ActionController::planStale() {
    m_message = tr("The table changed since the plan. This is the new plan.");
    m_superseded = m_records.back().plan;
    m_undoing = false;
    Q_EMIT recordsChanged();
    ask();
}

void ActionController::say(const ActionAnswer& answer) {
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
}

void ActionController::noteSent(const OperationRecord& record) {
    TrailEntry entry;
    entry.kind = TrailEntryKind::Sent;
    entry.at = record.startedAt.wall;
    entry.by = record.by;
    entry.host = QSysInfo::machineHostName();
    entry.action = describe(record.plan.action);
    entry.plan = QString::fromStdString(record.plan.digest);
    entry.planEpoch = record.plan.epoch;
    entry.reason = record.reason;
    m_sentEntry = m_trail.append(std::move(entry)).value_or(0);
    Q_EMIT trailChanged();
}

void ActionController::noteAnswered(const OperationRecord& record) {
    TrailEntry entry;
    entry.kind = TrailEntryKind::Answered;
    entry.at = m_snapshot->now.wall;
    entry.by = record.by;
    entry.host = QSysInfo::machineHostName();
    entry.action = describe(record.plan.action);
    entry.plan = QString::fromStdString(record.plan.digest);
    entry.planEpoch = record.plan.epoch;
    entry.answers = m_sentEntry;
    entry.outcome = outcomeWord(record.answer->outcome);
    entry.epoch = record.answer->epoch;
    entry.note = record.answer->why;
    m_trail.append(std::move(entry));
    Q_EMIT trailChanged();
}

void ActionController::cancel() {
    if (m_stage == ActionStage::CarryingOut) {
        return;
    }
    m_plan.reset();
    m_superseded.reset();
    m_undoing = false;
    m_givenReason.clear();
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
