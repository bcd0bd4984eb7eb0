// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person says about alarms on its way from buttons and keys to the session: asks for span and
// reason where they are needed, speaks in the operator's name, and keeps the words of grids that run.
#pragma once

#include <memory>
#include <optional>

#include <QObject>

#include "console/state/alarm_keeper.h"

class QWidget;

namespace orrery::console {

class AlarmBoard;
class Session;
class ShelveSheet;

class AlarmControls : public QObject {
    Q_OBJECT
public:
    /// Serves `session`, which must outlive this; sheets lie over `window`, which owns this.
    AlarmControls(Session& session, QWidget* window);

    /// Carries out what is wished on this board.
    void serve(AlarmBoard& board);
    /// The alarm that Alt+A and Alt+S mean: the selected one, else `newest`.
    std::optional<AlarmId> target(std::optional<AlarmId> newest) const;
    /// Empty, or why nothing is said of alarms now: the past is over. Everything below says it instead then.
    QString whyNot() const;
    void acknowledge(AlarmId alarm);
    /// Asks for how long and why first.
    void shelve(AlarmId alarm);
    /// Asks why first.
    void takeOut(AlarmId alarm);
    ShelveSheet& sheet() { return *m_sheet; }

Q_SIGNALS:
    /// Alarms were shelved; unshelving is the way back.
    void shelved(const orrery::console::AlarmId& alarm);
    /// Something about the kept words that a person should know.
    void noticed(const QString& notice);

private:
    void follow();
    QString owner() const;
    /// False, after saying why, when alarms are not to be answered now.
    bool mayAnswer();
    std::optional<Alarm> find(AlarmId alarm) const;

    Session& m_session;
    ShelveSheet* m_sheet;
    std::unique_ptr<AlarmKeeper> m_keeper;  ///< Null without a grid that runs.
};

}  // namespace orrery::console
