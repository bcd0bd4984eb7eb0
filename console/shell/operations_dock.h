// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is being carried out, with the steps the journal tells, beside any view; the last ones when nothing
// runs.
#pragma once

#include "console/actions/action_controller.h"
#include "console/widgets/card.h"

namespace orrery::console {

class OperationsDock : public Panel {
    Q_OBJECT
public:
    /// `actions` outlives the dock.
    explicit OperationsDock(ActionController& actions, QWidget* parent = nullptr);
};

}  // namespace orrery::console
