// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line above everything, never hidden: which grid, in which mode, how much of it is heard and how
// old that is, copies, writes only in memory, alarms, the time with its zone.
#pragma once

#include <QWidget>

#include "console/shell/session.h"
#include "console/state/grid_snapshot.h"
#include "console/widgets/card.h"

class QPushButton;

namespace orrery::console {

class RunLabel;
class ToneLabel;
class UrgencyBadge;

class StatusStrip : public Panel {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget* parent = nullptr);

    void showSnapshot(const GridSnapshot& snapshot);
    /// What the mode button says. `session` decides whether it can be pressed.
    void showSession(Session& session);

Q_SIGNALS:
    void modePressed();
    void gridPressed();
    void palettePressed();
    void themePressed();

private:
    QPushButton* m_grid;
    QPushButton* m_mode;
    RunLabel* m_units;
    RunLabel* m_copies;
    RunLabel* m_memory;
    UrgencyBadge* m_critical;
    UrgencyBadge* m_high;
    UrgencyBadge* m_medium;
    ToneLabel* m_time;
    QPushButton* m_theme;
};

}  // namespace orrery::console
