// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal of the grid, newest first, with a filter by severity and by words.
#pragma once

#include "console/models/events_model.h"
#include "console/views/filtered_table.h"
#include "console/views/view.h"

namespace orrery::console {

class SegmentedControl;
class RunLabel;

class EventsView : public View {
    Q_OBJECT
public:
    explicit EventsView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    EventsModel m_model;
    FilteredTable* m_table;
    SegmentedControl* m_kinds;
    RunLabel* m_count;
};

}  // namespace orrery::console
