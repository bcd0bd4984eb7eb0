// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/room_watch.h"

#include <QEvent>
#include <QTimer>
#include <utility>

#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr metrics::Length leastWide{1240};
constexpr metrics::Length leastNarrow{760};

}  // namespace

Room roomIn(int windowWidth) {
    return windowWidth >= leastWide ? Room::Wide : windowWidth >= leastNarrow ? Room::Narrow : Room::Cramped;
}

RoomWatch::RoomWatch(QWidget* watched, std::function<void(Room)> then)
    : QObject(watched), m_watched(watched), m_then(std::move(then)) {
    watched->installEventFilter(this);
}

bool RoomWatch::eventFilter(QObject* object, QEvent* event) {
    if (object == m_watched && event->type() == QEvent::Show && m_window != m_watched->window()) {
        if (m_window) {
            m_window->removeEventFilter(this);
        }
        m_window = m_watched->window();
        m_window->installEventFilter(this);
        look();
    } else if (object == m_window && event->type() == QEvent::Resize) {
        look();
    } else if (object == m_window && event->type() == QEvent::StyleChange) {
        // Another font scale, perhaps: after all sizes have been scaled.
        QTimer::singleShot(0, this, &RoomWatch::look);
    }
    return QObject::eventFilter(object, event);
}

void RoomWatch::look() {
    const Room room = m_window ? roomIn(m_window->width()) : Room::Wide;
    if (room != m_room) {
        m_room = room;
        m_then(room);
    }
}

}  // namespace orrery::console
