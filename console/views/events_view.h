// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What happened and what needs a person: the timeline, the alarms, and the journal newest first with
// a filter by severity and by words.
#pragma once

#include <QTimer>

#include "console/models/events_model.h"
#include "console/models/journal_proxy.h"
#include "console/views/view.h"

class QLineEdit;

namespace orrery::console {

class AlarmBoard;
class DataTable;
class RunLabel;
class SegmentedControl;
class TimelineWidget;
class ToneLabel;

class EventsView : public View {
    Q_OBJECT
public:
    explicit EventsView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;
    /// Whose signals say what a person wants done about an alarm.
    AlarmBoard* board() { return m_board; }

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    void buildHeader();
    void buildTimeline();
    void buildJournal();
    void fetchSome();
    void showCount(const GridSnapshot& snapshot);
    void showHidden();
    void selectEvent(std::uint64_t number);

    EventsModel m_model;
    JournalProxy m_journal;
    QTimer m_fetching;  ///< Looks at older events while nothing else is to be done.
    QLineEdit* m_field;
    SegmentedControl* m_kinds;
    RunLabel* m_count;
    TimelineWidget* m_timeline = nullptr;
    AlarmBoard* m_board = nullptr;
    DataTable* m_table = nullptr;
    ToneLabel* m_hidden = nullptr;
    bool m_following = false;  ///< The selection is being set by the program.
};

}  // namespace orrery::console
