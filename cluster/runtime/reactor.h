// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many sockets on the Qt loop: one epoll set whose own descriptor sits in one QSocketNotifier.
//
// Why: Qt's dispatcher hands every descriptor to poll() each turn, so 5,000 idle clients cost a
// millisecond per event. The nested set costs the same whether 5 or 5,000 clients are connected.
//
// A turn has two halves. First every watcher that is ready is told so; then the end of the batch is
// told once. Work is done in the second half, so that one turn has one time and one batch.
#pragma once

#include <sys/epoll.h>

#include <QObject>
#include <array>
#include <cstdint>
#include <functional>

#include "cluster/runtime/sockets.h"

namespace orrery::runtime {

class Reactor final : public QObject {
public:
    /// Told that its descriptor is ready. Level-triggered: what is left unread is told again.
    class Watcher {
    public:
        virtual void ready(std::uint32_t events) = 0;

    protected:
        ~Watcher() = default;
    };

    /// Watchers told per turn at most; the rest comes in the next turn.
    static constexpr int batchSize = 64;

    explicit Reactor(std::function<void()> batchEnds);

    /// Watches `descriptor` for `events` (EPOLLIN ...) until remove(). The watcher must outlive that.
    void add(int descriptor, std::uint32_t events, Watcher& watcher);
    void change(int descriptor, std::uint32_t events, Watcher& watcher);
    /// After this the watcher hears nothing any more, not even from the batch under way.
    void remove(int descriptor, Watcher& watcher);

private:
    void turn();

    FileDescriptor m_epoll;
    std::function<void()> m_batchEnds;
    std::array<epoll_event, batchSize> m_events{};
    int m_eventCount = 0;
};

}  // namespace orrery::runtime
