// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/reactor.h"

#include <QSocketNotifier>
#include <utility>

#include "shared/base/assert.h"

namespace orrery::runtime {

Reactor::Reactor(std::function<void()> batchEnds)
    : m_epoll(epoll_create1(EPOLL_CLOEXEC)), m_batchEnds(std::move(batchEnds)) {
    ORRERY_ASSERT(m_epoll.isOpen());
    auto* notifier = new QSocketNotifier(m_epoll.get(), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &Reactor::turn);
}

void Reactor::add(int descriptor, std::uint32_t events, Watcher& watcher) {
    epoll_event event{.events = events, .data = {.ptr = &watcher}};
    ORRERY_ASSERT(epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, descriptor, &event) == 0);
}

void Reactor::change(int descriptor, std::uint32_t events, Watcher& watcher) {
    epoll_event event{.events = events, .data = {.ptr = &watcher}};
    ORRERY_ASSERT(epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, descriptor, &event) == 0);
}

void Reactor::remove(int descriptor, Watcher& watcher) {
    epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, descriptor, nullptr);
    for (int index = 0; index < m_eventCount; ++index) {
        if (m_events[static_cast<std::size_t>(index)].data.ptr == &watcher) {
            m_events[static_cast<std::size_t>(index)].data.ptr = nullptr;
        }
    }
}

void Reactor::turn() {
    m_eventCount = epoll_wait(m_epoll.get(), m_events.data(), batchSize, 0);
    for (int index = 0; index < m_eventCount; ++index) {
        const epoll_event event = m_events[static_cast<std::size_t>(index)];
        if (event.data.ptr != nullptr) {
            static_cast<Watcher*>(event.data.ptr)->ready(event.events);
        }
    }
    m_eventCount = 0;
    m_batchEnds();
}

}  // namespace orrery::runtime
