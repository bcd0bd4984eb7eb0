// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One operation: how it stands, its steps as the journal told them, what would stay where it is if it were ended
// now, and the way back. A card learns what is new in place, so that nothing jumps, a reader keeps its line and no
// button goes from under a hand.
#pragma once

#include <optional>

#include "console/actions/action_controller.h"
#include "console/widgets/card.h"

class QPushButton;

namespace orrery::console {

class FactList;
class ToneLabel;

class OperationCard : public Card {
    Q_OBJECT
public:
    /// Says nothing before tell(). `actions` must outlive it.
    explicit OperationCard(ActionController& actions, QWidget* parent = nullptr);

    /// Shows `record` as it stands at the newest snapshot. Its buttons: stop, which opens the plan of the stop, while
    /// it runs; undo, when there is a way back. Both are absent where nothing may be done.
    void tell(const OperationRecord& record);
    /// The number of the record that was told last; 0 before.
    std::uint64_t number() const { return m_number; }

private:
    void tellWords(const OperationRecord& record);
    void tellButtons(const OperationRecord& record);
    void setButton(QPushButton& button, const QString& text, const QString& toolTip);

    ActionController& m_actions;
    std::uint64_t m_number = 0;
    std::optional<model::Action> m_stopAction;
    ToneLabel* m_title;
    ToneLabel* m_elapsed;
    ToneLabel* m_state;
    ToneLabel* m_outcome;
    FactList* m_steps;
    ToneLabel* m_ended;
    QPushButton* m_stop;
    QPushButton* m_undo;
};

/// One sentence for how an operation stands: "under way", "done", "outcome unknown".
QString stateOf(const OperationRecord& record);
/// "If it ended now, 14 partitions would stay on b1. The way back: Restart b1." Empty when nothing runs.
QString ifEndedNow(const OperationRecord& record, const GridSnapshot& snapshot);

}  // namespace orrery::console
