// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The content of the detail dock: one page for what is selected, the grid's own page when nothing is. A
// page that is longer than the dock scrolls.
#pragma once

#include "console/views/view.h"
#include "console/widgets/card.h"

class QStackedWidget;

namespace orrery::console {

class DetailPage;

class DetailDock : public Panel {
    Q_OBJECT
public:
    explicit DetailDock(const ViewContext& context, QWidget* parent = nullptr);

    /// Shows the page of the selection in `snapshot`, which must not be null.
    void showSnapshot(const SnapshotPointer& snapshot);

Q_SIGNALS:
    void actionRequested(const orrery::model::Action& action);
    void viewRequested(orrery::console::ViewName view);
    void momentRequested(orrery::WallTime moment);

private:
    DetailPage* add(DetailPage* page);
    void showPage(QWidget* page);
    DetailPage* pageOf(const Selected& selected) const;

    Selection* m_selection;
    SnapshotPointer m_shown = emptySnapshot();
    QStackedWidget* m_stack;
    DetailPage* m_grid;
    DetailPage* m_unit;
    DetailPage* m_partition;
    DetailPage* m_link;
    DetailPage* m_event;
    DetailPage* m_alarm;
    QWidget* m_nothing;
};

}  // namespace orrery::console
