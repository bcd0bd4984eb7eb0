// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Arrangements of the window for one kind of work. Each remembers its view and its docks; the changes
// a person makes in one stay in that one, over runs as well.
#pragma once

#include <array>
#include <functional>
#include <optional>

#include <QObject>

#include "console/shell/dock_area.h"
#include "console/views/view.h"

namespace orrery::console {

class Settings;

enum class Perspective {
    Operate,    ///< One view, detail at the right.
    Incident,   ///< Events in the middle, detail and operations at the right.
    Wall,       ///< For a screen on a wall: no bars, no docks, full screen.
    Compare,    ///< Two views side by side.
    Training,   ///< For a simulated grid: the map beside the journal, the faults at hand below.
};

inline constexpr std::array<Perspective, 5> allPerspectives{Perspective::Operate, Perspective::Incident,
                                                            Perspective::Wall, Perspective::Compare,
                                                            Perspective::Training};

/// Translated: "Operate".
QString titleOf(Perspective perspective);

class Perspectives : public QObject {
    Q_OBJECT
public:
    /// What the window does when a perspective comes. All must be set.
    struct Window {
        std::function<ViewName()> currentView;
        std::function<void(ViewName)> showView;
        /// The second view; none while one view has the whole room.
        std::function<std::optional<ViewName>()> besideView;
        std::function<void(std::optional<ViewName>)> showBeside;
        /// Shows and hides bars and full screen for `perspective`.
        std::function<void(Perspective)> dress;
    };

    /// All outlive this.
    Perspectives(DockArea& docks, Settings& settings, Window window, QObject* parent = nullptr);

    Perspective current() const { return m_current; }
    /// The one before the wall, to go back to.
    Perspective beforeWall() const { return m_beforeWall; }
    /// Keeps the arrangement in force and brings `next` as it was left.
    void go(Perspective next);
    /// The arrangement in force as it was delivered.
    void reset();
    /// At the start: the perspective of the last run. The wall and training are not entered by themselves.
    void restore();
    /// Writes what is in force into the settings.
    void keep();

Q_SIGNALS:
    void changed();

private:
    void arrange();
    void arrangeAsDelivered();
    void showBesideOf(Perspective perspective);

    DockArea& m_docks;
    Settings& m_settings;
    Window m_window;
    Perspective m_current = Perspective::Operate;
    Perspective m_beforeWall = Perspective::Operate;
};

}  // namespace orrery::console
