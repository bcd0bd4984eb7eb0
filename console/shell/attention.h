// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What reaches a person who does not look at the window: a sign in the system tray where there is one,
// and, if wished, a sound when a P1 alarm is raised. Also notices when the source's clock jumps.
#pragma once

#include <functional>
#include <optional>
#include <set>

#include <QObject>

#include "console/state/grid_snapshot.h"

class QSystemTrayIcon;
class QWidget;

namespace orrery::console {

class Settings;

class Attention : public QObject {
    Q_OBJECT
public:
    static constexpr Duration jumpThatCounts = seconds(1);

    /// `settings` outlives this; `beep` makes the sound.
    Attention(Settings& settings, std::function<void()> beep, QWidget* window);

    /// The word of the window's frame, "SIMULATED, operate": stands with the tray's sign too.
    void setMode(const QString& word);
    /// Sounds for P1 alarms that were not there before, at most once per snapshot.
    void showSnapshot(const GridSnapshot& snapshot);
    /// Another source: what it raises first is no news, and its clock is its own.
    void forget();
    bool hasSound() const;
    void toggleSound();

Q_SIGNALS:
    /// The wall clock of the source moved by `by` against its steady clock.
    void clockJumped(orrery::Duration by);
    /// The tray's sign was pressed.
    void windowWanted();

private:
    void showTray(const GridSnapshot& snapshot);
    void watchClock(const Moment& now);

    Settings& m_settings;
    std::function<void()> m_beep;
    QSystemTrayIcon* m_tray = nullptr;   ///< Null where the desktop has no tray.
    std::set<AlarmId> m_critical;
    bool m_isFirst = true;
    std::optional<std::int64_t> m_offset;   ///< Wall minus steady clock, in ms.
    int m_trayUrgency = -1;
    QString m_trayText;
    QString m_mode;
};

}  // namespace orrery::console
