// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who paints when: at most ten times a second, only what is visible, one part per turn of the event
// loop, so that no single turn holds up a key press. While nobody can see the window only what must be
// known is followed, once a second, and nothing is painted.
#pragma once

#include <functional>
#include <vector>

#include <QObject>
#include <QTimer>

namespace orrery::console {

/// Whether anybody can see the window.
enum class Sight { Seen, Unseen };

class RenderScheduler : public QObject {
    Q_OBJECT
public:
    static constexpr int frameMillis = 100;
    static constexpr int unseenFrameMillis = 1'000;

    explicit RenderScheduler(QObject* parent = nullptr);

    /// `refresh` shows the newest snapshot in its part, if that is visible.
    void add(std::function<void()> refresh);
    /// `follow` takes note of the newest snapshot and paints nothing; runs before the parts, also unseen.
    void addAlways(std::function<void()> follow);
    /// There is something newer to show.
    void request();
    /// Shows it in every part now, e.g. after a view was switched.
    void refreshAll();
    /// Coming into sight brings the newest picture at once.
    void setSight(Sight sight);
    Sight sight() const { return m_sight; }

private:
    void next();
    void follow();

    std::vector<std::function<void()>> m_always;
    std::vector<std::function<void()>> m_parts;
    std::size_t m_next = 0;
    bool m_requested = false;
    Sight m_sight = Sight::Seen;
    QTimer m_frame;   ///< Earliest time of the next frame.
    QTimer m_turn;    ///< Between two parts of one frame.
};

}  // namespace orrery::console
