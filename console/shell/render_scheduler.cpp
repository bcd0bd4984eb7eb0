// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/render_scheduler.h"

namespace orrery::console {

RenderScheduler::RenderScheduler(QObject* parent) : QObject(parent) {
    m_frame.setSingleShot(true);
    m_turn.setSingleShot(true);
    connect(&m_frame, &QTimer::timeout, this, [this] {
        if (m_requested) {
            request();
        }
    });
    connect(&m_turn, &QTimer::timeout, this, &RenderScheduler::next);
}

void RenderScheduler::add(std::function<void()> refresh) { m_parts.push_back(std::move(refresh)); }

void RenderScheduler::addAlways(std::function<void()> follow) { m_always.push_back(std::move(follow)); }

void RenderScheduler::follow() {
    for (const auto& note : m_always) {
        note();
    }
}

void RenderScheduler::request() {
    m_requested = true;
    if (m_frame.isActive() || m_turn.isActive()) {
        return;
    }
    m_requested = false;
    follow();
    if (m_sight == Sight::Unseen) {
        m_frame.start(unseenFrameMillis);
        return;
    }
    m_frame.start(frameMillis);
    m_next = 0;
    m_turn.start(0);
}

void RenderScheduler::refreshAll() {
    follow();
    for (const auto& part : m_parts) {
        part();
    }
}

void RenderScheduler::setSight(Sight sight) {
    if (sight == m_sight) {
        return;
    }
    m_sight = sight;
    m_turn.stop();
    if (sight == Sight::Seen) {
        m_frame.stop();
        request();
    }
}

void RenderScheduler::next() {
    if (m_next < m_parts.size()) {
        m_parts[m_next++]();
        m_turn.start(0);
    } else if (m_requested && !m_frame.isActive()) {
        request();   // Asked for while the parts took longer than a frame.
    }
}

}  // namespace orrery::console
