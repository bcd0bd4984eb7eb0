// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A listening socket on the reactor. It survives the process running out of file descriptors: a spare
// one is given up to accept and close the caller that could not be served, then accepting rests for
// 100 ms instead of spinning.
#pragma once

#include <QTimer>
#include <optional>
#include <string>

#include "cluster/runtime/reactor.h"
#include "cluster/runtime/sockets.h"

namespace orrery::runtime {

class Listener final : public Reactor::Watcher {
public:
    explicit Listener(Reactor& reactor);
    ~Listener();

    /// Listens on `endpoint` from now on. Port 0: any free one, see port().
    Status open(const model::Endpoint& endpoint);
    std::uint16_t port() const { return portOf(m_socket); }
    /// Callers are refused from now on.
    void close();

    /// True when callers may wait since the last accept() that found none.
    bool hasCallers() const { return m_hasCallers; }

    struct Caller {
        FileDescriptor socket;
        std::string address;
    };
    /// The next caller, non-blocking and with Nagle's delay off; none when nobody waits.
    std::optional<Caller> accept();

private:
    void ready(std::uint32_t) override { m_hasCallers = true; }
    void refuseOne();

    Reactor& m_reactor;
    FileDescriptor m_socket;
    FileDescriptor m_spare;
    QTimer m_restTimer;
    bool m_hasCallers = false;
};

}  // namespace orrery::runtime
