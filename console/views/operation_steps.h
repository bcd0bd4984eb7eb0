// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is under way, live: each running operation with the steps the journal told and their times, what would
// stay where it is if it were ended now, and the way back. Stands alone: give it the controller.
#pragma once

#include <QTimer>
#include <QWidget>

#include "console/actions/action_controller.h"

class QVBoxLayout;

namespace orrery::console {

class StatePage;

class OperationSteps : public QWidget {
    Q_OBJECT
public:
    /// `actions` must outlive it.
    explicit OperationSteps(ActionController* actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void rebuild();

    ActionController* m_actions;
    QVBoxLayout* m_column;
    StatePage* m_empty;
    QTimer m_tick;   ///< Runs the elapsed times while something is under way and seen.
};

/// One sentence for how an operation stands: "under way", "done", "outcome unknown".
QString stateOf(const OperationRecord& record);
/// "If it ended now, 14 partitions would stay on b1. The way back: Restart b1." Empty when nothing runs.
QString ifEndedNow(const OperationRecord& record, const GridSnapshot& snapshot);
/// A card with steps and timings. Its buttons: stop, which opens the plan of the stop, while it runs; undo, which
/// calls `undo`, when there is a way back. Both are absent where nothing may be done.
/// Ownership goes to `parent`.
QWidget* makeOperationCard(const OperationRecord& record, ActionController& actions, QWidget* parent);

}  // namespace orrery::console
