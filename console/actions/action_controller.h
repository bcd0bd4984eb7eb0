// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From wish to outcome: asks for a plan, waits for a person's word, carries it out, and keeps
// forecast and fact. One action at a time. Knows no widget; lives in the user interface's thread.
//
//   Idle -> Planning -> Planned -> CarryingOut -> Finished -> Idle
//   A plan that grew stale is asked for again by itself, and a person must confirm the new one.
#pragma once

#include <deque>

#include <QObject>
#include <QPointer>

#include "console/actions/operation_record.h"
#include "console/actions/plan_view_model.h"
#include "console/source/grid_source.h"

namespace orrery::console {

enum class ActionStage { Idle, Planning, Planned, CarryingOut, Finished };

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

    ActionStage stage() const { return m_stage; }
    /// Empty, or why no action can be offered now (a recording, no contact, another one under way).
    QString whyUnavailable() const;

    /// Asks for the plan of `action`. False, with whyUnavailable(), when it cannot.
    bool propose(const model::Action& action);
    /// The plan to show; null unless Planned.
    const PlanViewModel* plan() const { return m_plan ? &*m_plan : nullptr; }
    /// Asks for the same action's plan again.
    void planAgain();
    /// Carries the shown plan out. False, with plan()->whyDisabled(entry), when it may not.
    bool confirm(const PlanViewModel::Entry& entry);
    /// Back to Idle. Does nothing while an action is being carried out: what is sent is not called
    /// back.
    void cancel();

    /// The sentence for the last refusal, stale plan or outcome; may be empty.
    QString message() const { return m_message; }
    /// What was carried out in this session, newest last.
    const std::deque<OperationRecord>& records() const { return m_records; }

Q_SIGNALS:
    /// source() is another one.
    void sourceChanged();
    void stageChanged(orrery::console::ActionStage stage);
    /// A record was added or has learned something.
    void recordsChanged();

private:
    void onPlan(quint64 request, const PlanAnswer& answer);
    void onAnswer(quint64 request, const ActionAnswer& answer);
    void ask();
    void setStage(ActionStage stage);
    void finish(const ActionAnswer& answer);

    QPointer<GridSource> m_source;
    SnapshotPointer m_snapshot = emptySnapshot();
    QString m_operator;
    ActionStage m_stage = ActionStage::Idle;
    model::Action m_action;
    RequestNumber m_request = 0;
    std::optional<PlanViewModel> m_plan;
    QString m_message;
    std::deque<OperationRecord> m_records;
    std::uint64_t m_lastRecord = 0;
};

}  // namespace orrery::console
