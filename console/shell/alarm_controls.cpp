// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/alarm_controls.h"

#include <QStandardPaths>

#include "console/shell/session.h"
#include "console/shell/shelve_sheet.h"
#include "console/views/alarm_board.h"

namespace orrery::console {

AlarmControls::AlarmControls(Session& session, QWidget* window)
    : QObject(window), m_session(session), m_sheet(new ShelveSheet(window)) {
    connect(&m_session, &Session::attached, this, &AlarmControls::follow);
    connect(m_sheet, &ShelveSheet::shelved, this, [this](const AlarmId& alarm, const Shelving& how) {
        m_session.store().shelve(alarm, how);
        Q_EMIT shelved(alarm);
    });
    connect(m_sheet, &ShelveSheet::takenOut, this,
            [this](const AlarmId& alarm, const QString& by, const QString& reason) {
                m_session.store().takeOut(alarm, by, reason);
            });
    follow();
}

/// A recording's alarms are of the past: nothing that is said of them is kept.
void AlarmControls::follow() {
    m_keeper.reset();
    const GridSource* source = m_session.source();
    if (source == nullptr || source->kind() == SourceKind::Recording) {
        return;
    }
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    m_keeper = std::make_unique<AlarmKeeper>(m_session.store(), folder);
    connect(m_keeper.get(), &AlarmKeeper::noticed, this, &AlarmControls::noticed);
}

void AlarmControls::serve(AlarmBoard& board) {
    connect(&board, &AlarmBoard::acknowledgeRequested, this, &AlarmControls::acknowledge);
    connect(&board, &AlarmBoard::shelveRequested, this, &AlarmControls::shelve);
    connect(&board, &AlarmBoard::takeOutRequested, this, &AlarmControls::takeOut);
    connect(&board, &AlarmBoard::unshelveRequested, this,
            [this](const AlarmId& alarm) {
                if (mayAnswer()) {
                    m_session.store().unshelve(alarm);
                }
            });
    connect(&board, &AlarmBoard::putBackRequested, this,
            [this](const AlarmId& alarm) {
                if (mayAnswer()) {
                    m_session.store().putBack(alarm);
                }
            });
}

QString AlarmControls::owner() const { return m_session.actions().operatorName(); }

std::optional<Alarm> AlarmControls::find(AlarmId alarm) const {
    for (const Alarm& one : m_session.store().latest()->alarms) {
        if (one.id == alarm) {
            return one;
        }
    }
    return std::nullopt;
}

std::optional<AlarmId> AlarmControls::target(std::optional<AlarmId> newest) const {
    const std::optional<AlarmId> chosen = m_session.selection().alarm();
    return chosen && find(*chosen) ? chosen : newest;
}

QString AlarmControls::whyNot() const {
    return m_session.isInPast() ? tr("This is the past. Go back to live to answer alarms.") : QString();
}

bool AlarmControls::mayAnswer() {
    const QString why = whyNot();
    if (!why.isEmpty()) {
        Q_EMIT noticed(why);
    }
    return why.isEmpty();
}

void AlarmControls::acknowledge(AlarmId alarm) {
    if (mayAnswer()) {
        m_session.store().acknowledge(alarm, owner());
    }
}

void AlarmControls::shelve(AlarmId alarm) {
    if (const std::optional<Alarm> found = mayAnswer() ? find(alarm) : std::nullopt) {
        m_sheet->askToShelve(*found, owner());
    }
}

void AlarmControls::takeOut(AlarmId alarm) {
    if (const std::optional<Alarm> found = mayAnswer() ? find(alarm) : std::nullopt) {
        m_sheet->askToTakeOut(*found, owner());
    }
}

}  // namespace orrery::console
