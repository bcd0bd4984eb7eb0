// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who paints when: at most ten times a second, only what is visible, one part per turn of the event
// loop, so that no single turn holds up a key press.
#pragma once

#include <functional>
#include <vector>

#include <QObject>
#include <QTimer>

namespace orrery::console {

class RenderScheduler : public QObject {
    Q_OBJECT
public:
    static constexpr int frameMillis = 100;

    explicit RenderScheduler(QObject* parent = nullptr);

    /// `refresh` shows the newest snapshot in its part, if that is visible.
    void add(std::function<void()> refresh);
    /// There is something newer to show.
    void request();
    /// Shows it in every part now, e.g. after a view was switched.
    void refreshAll();

private:
    void next();

    std::vector<std::function<void()>> m_parts;
    std::size_t m_next = 0;
    bool m_requested = false;
    QTimer m_frame;   ///< Earliest time of the next frame.
    QTimer m_turn;    ///< Between two parts of one frame.
};

}  // namespace orrery::console
