// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From wish to outcome: asks for a plan, waits for a person's word, carries it out, and keeps
// forecast and fact. One action at a time. Knows no widget; lives in the user interface's thread.
//
//   Idle -> Planning -> Planned -> CarryingOut -> Finished -> Idle
//                    -> Unplanned (no plan came; planAgain() or cancel())
//   A plan that grew stale is asked for again by itself, and a person must confirm the new one; changes()
//   says what is different. The undo of a reversible action alone is carried out as soon as its plan is there.
#pragma once

#include <deque>

#include <QObject>
#include <QPointer>

#include "console/actions/audit_trail.h"
#include "console/actions/calibration.h"
#include "console/actions/operation_record.h"
#include "console/actions/plan_difference.h"
#include "console/actions/plan_view_model.h"
#include "console/source/grid_source.h"

namespace orrery::console {

/// Whether the window may act at all, whatever the source can do.
enum class Standing {
    Operating,
    Observing,   ///< Actions are absent; what one would do may be looked at.
    InThePast,   ///< What is on screen is over: actions are absent.
};

enum class ActionStage { Idle, Planning, Unplanned, Planned, CarryingOut, Finished };

class ActionController : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t longestHistory = 500;

    explicit ActionController(QObject* parent = nullptr);

    /// The source to act on; may be null. What is under way with another source is left as unknown.
    void setSource(GridSource* source);
    /// What questions may be put to; null without a grid.
    GridSource* source() const { return m_source; }
    /// The name under which this person acts.
    QString operatorName() const { return m_operator; }
    /// Follows the grid: feeds the records and decides whether data is fresh enough to act on.
    void setSnapshot(const SnapshotPointer& snapshot);
    /// Who acts; stands in the grid's journal. The login name when not set.
    void setOperator(const QString& name) { m_operator = name; }

    /// Keeps the desk's own audit (a file per live grid) and the record of forecasts in `folder`, which is made
    /// when missing. Without a call nothing is kept. What went wrong is said by keepingProblem().
    void keepRecordsIn(const QString& folder);

    ActionStage stage() const { return m_stage; }
    /// What the plans and records are judged by; never null.
    const SnapshotPointer& snapshot() const { return m_snapshot; }
    void setStanding(Standing standing);
    /// Empty, or why no action can be offered now (a recording, no contact, another one under way).
    QString whyUnavailable() const;
    /// False: nothing can be acted on here (a recording, the past, no grid): what offers actions is absent
    /// then, not greyed.
    bool canAct() const;
    /// True: actions are offered, if need be greyed with whyUnavailable(). False: they are absent, because there
    /// is nothing to act on or the window only observes.
    bool offersActions() const { return canAct() && m_standing == Standing::Operating; }

    /// Asks for the plan of `action`. False, with whyUnavailable(), when it cannot.
    bool propose(const model::Action& action);
    /// The plan to show; null unless Planned.
    const PlanViewModel* plan() const { return m_plan ? &*m_plan : nullptr; }
    /// Asks for the same action's plan again.
    void planAgain();
    /// Asks for the plan of a variation (another target) of what is proposed now. False while nothing is.
    bool vary(const model::Action& action);
    /// What is proposed; meaningless when Idle.
    const model::Action& proposed() const { return m_action; }
    /// True when the plan shown takes the place of one that the grid refused as out of date.
    bool isReplanned() const { return m_superseded.has_value(); }
    /// Differences between the refused plan and the one shown; empty when none matters, or none was refused.
    std::vector<PlanDifference> changes() const;
    /// Carries the shown plan out. False, with plan()->whyDisabled(entry), when it may not.
    bool confirm(const PlanViewModel::Entry& entry);
    /// Asks what `action` would do without proposing it: for looking only, beside whatever is under way. False
    /// when nobody can be asked. A newer question takes the place of the older.
    bool preview(const model::Action& action);
    /// The answer to the last preview; null while it is waited for, refused or not asked.
    const PlanViewModel* previewed() const { return m_preview ? &*m_preview : nullptr; }
    /// Why there is no preview; empty while there is one or it is waited for.
    QString previewMessage() const { return m_previewMessage; }
    void endPreview();

    /// Undoes a record of this session: plans what its plan named as the way back. A reversible undo is carried
    /// out at once with the reason "undo of ..."; any other waits for confirm(). False when it cannot.
    bool undo(std::uint64_t recordNumber);
    /// True when there is a way back from `record` and it leads back on the grid that is open: not after another
    /// one was attached, not in the past.
    bool canUndo(const OperationRecord& record) const;
    /// True while a reversible undo is on its way: nothing is to be shown, nothing to be confirmed.
    bool isUndoing() const { return m_undoing; }
    /// The reason that is given when the person gives none; empty but for an undo.
    QString givenReason() const { return m_givenReason; }
    /// Back to Idle. Does nothing while an action is being carried out: what is sent is not called
    /// back.
    void cancel();

    /// The sentence for the last refusal, stale plan or outcome; may be empty.
    QString message() const { return m_message; }
    /// What was carried out in this session, newest last.
    const std::deque<OperationRecord>& records() const { return m_records; }
    const OperationRecord* record(std::uint64_t number) const;
    /// How well forecasts of pauses held, over sessions.
    const Calibration& calibration() const { return m_calibration; }
    /// The desk's own audit of this grid; not open for recordings, simulations and without a folder.
    const AuditTrail& trail() const { return m_trail; }
    /// Reads the audit file again and checks its chain.
    void verifyTrail();
    /// For the length of a picture under other names: records and plans are to be shown under those of `naming`.
    /// Null: under their own again.
    void setNaming(std::shared_ptr<Redaction> naming);
    /// Null but while such a picture is taken.
    Redaction* naming() const { return m_naming.get(); }
    /// Why records are not, or not wholly, kept; empty: all is well.
    QString keepingProblem() const;

Q_SIGNALS:
    /// source() is another one.
    void sourceChanged();
    void stageChanged(orrery::console::ActionStage stage);
    /// A record was added or has learned something.
    void recordsChanged();
    /// canAct() or whyUnavailable() may be another.
    void standingChanged();
    /// The plan shown grew too old to act on, or is fresh again.
    void planAged();
    /// previewed() or previewMessage() has changed.
    void previewChanged();
    /// A reversible action was accepted and can be taken back by undo(record.number).
    void undoOffered(const orrery::console::OperationRecord& record);
    /// The desk's own audit has another content or another state.
    void trailChanged();

private:
    void onPlan(quint64 request, const PlanAnswer& answer);
    void onPreview(const PlanAnswer& answer);
    void onAnswer(quint64 request, const ActionAnswer& answer);
    void ask();
    void carryOut(const QString& reason);
    void setStage(ActionStage stage);
    void finish(const ActionAnswer& answer);
    void say(const ActionAnswer& answer);
    void planStale();
    void openTrail();
    void noteSent(const OperationRecord& record);
    void noteAnswered(const OperationRecord& record);
    void calibrate(const OperationRecord& record);

    QPointer<GridSource> m_source;
    SnapshotPointer m_snapshot = emptySnapshot();
    QString m_operator;
    Standing m_standing = Standing::Operating;
    ActionStage m_stage = ActionStage::Idle;
    model::Action m_action;
    RequestNumber m_request = 0;
    std::optional<PlanViewModel> m_plan;
    std::optional<model::Plan> m_superseded;  ///< Refused as out of date; the shown plan takes its place.
    bool m_undoing = false;
    QString m_givenReason;
    RequestNumber m_previewRequest = 0;
    std::optional<PlanViewModel> m_preview;
    QString m_previewMessage;
    QString m_message;
    std::deque<OperationRecord> m_records;
    std::uint64_t m_lastRecord = 0;
    std::uint64_t m_lastElsewhere = 0;         ///< Records up to this one are of what was attached before.
    QString m_folder;
    QString m_trailGrid;                       ///< Grid id that m_trail was tried for.
    AuditTrail m_trail;
    std::uint64_t m_sentEntry = 0;             ///< Of m_trail, for the action under way.
    Calibration m_calibration;
    QString m_calibrationProblem;
    std::shared_ptr<Redaction> m_naming;
};

}  // namespace orrery::console
