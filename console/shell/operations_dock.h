// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is being carried out, with the steps the journal tells, beside any view; the last ones when
// nothing runs.
#pragma once

#include "console/actions/action_controller.h"
#include "console/widgets/card.h"

class QScrollArea;

namespace orrery::console {

class OperationsDock : public Panel {
    Q_OBJECT
public:
    static constexpr std::size_t mostOperations = 5;
    static constexpr std::size_t mostSteps = 6;   ///< Of each, the newest.

    /// `actions` outlives the dock.
    explicit OperationsDock(const ActionController& actions, QWidget* parent = nullptr);

private:
    void rebuild();

    const ActionController& m_actions;
    QScrollArea* m_scroll;
};

}  // namespace orrery::console
