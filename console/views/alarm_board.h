// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The alarms one by one: a row per cause, the group below it when it is opened, the states as
// choices, and what a person can say about them. Without an alarm one line says since when it is
// quiet.
#pragma once

#include <QWidget>
#include <optional>

#include "console/models/alarms_model.h"
#include "console/views/view.h"

class QPushButton;

namespace orrery::console {

class FilteredTable;
class SegmentedControl;
class ToneLabel;
class WrapBox;

class AlarmBoard : public QWidget {
    Q_OBJECT
public:
    explicit AlarmBoard(const ViewContext& context, QWidget* parent = nullptr);

    void showSnapshot(const SnapshotPointer& snapshot);
    /// The alarm that the buttons mean; none when no row is current.
    std::optional<AlarmId> current() const { return m_current; }

Q_SIGNALS:
    /// A person wants this; the board itself changes nothing.
    void acknowledgeRequested(const orrery::console::AlarmId& alarm);
    void shelveRequested(const orrery::console::AlarmId& alarm);
    void unshelveRequested(const orrery::console::AlarmId& alarm);
    void takeOutRequested(const orrery::console::AlarmId& alarm);
    void putBackRequested(const orrery::console::AlarmId& alarm);

private:
    void buildHeader();
    void buildFoot();
    void buildTable();
    void choose(std::optional<AlarmId> alarm);
    void open(AlarmId alarm);
    void showButtons();
    void showChoices(const GridSnapshot& snapshot);
    QPushButton* addButton(const char* iconName, const char* object);

    ViewContext m_context;
    SnapshotPointer m_snapshot = emptySnapshot();
    AlarmsModel m_model;
    FilteredTable* m_table;
    SegmentedControl* m_states;
    ToneLabel* m_quiet;
    WrapBox* m_head;
    WrapBox* m_foot;
    QPushButton* m_acknowledge;
    QPushButton* m_shelve;
    QPushButton* m_service;
    std::optional<AlarmId> m_current;
};

}  // namespace orrery::console
