// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was carried out from this console: forecast beside fact, and the steps the journal told.
#pragma once

#include "console/views/view.h"

class QScrollArea;

namespace orrery::console {

class StatePage;

class OperationsView : public View {
    Q_OBJECT
public:
    explicit OperationsView(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    void rebuild();

    QScrollArea* m_scroll;
    StatePage* m_empty;
};

/// One sentence for how an operation stands: "under way", "done", "outcome unknown".
QString stateOf(const OperationRecord& record);

}  // namespace orrery::console
