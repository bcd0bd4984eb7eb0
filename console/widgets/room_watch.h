// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bars and docks give way to the views when their window is narrow for the font scale in use. A watch
// tells a widget when that changes, so that no window has to know which of its parts care.
#pragma once

#include <functional>

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace orrery::console {

/// Cramped: a small screen at a large font scale; what stands beside the view takes the least it can be read in.
enum class Room { Wide, Narrow, Cramped };

/// What a window of that width offers in the present font scale.
Room roomIn(int windowWidth);

class RoomWatch : public QObject {
    Q_OBJECT
public:
    /// Calls `then` from the UI thread, when `watched` is first shown in its window and whenever its
    /// window's room has become another one. `watched` owns the watch.
    RoomWatch(QWidget* watched, std::function<void(Room)> then);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void look();

    QWidget* m_watched;
    QPointer<QWidget> m_window;
    std::function<void(Room)> m_then;
    Room m_room = Room::Wide;   ///< What everything is built for.
};

}  // namespace orrery::console
