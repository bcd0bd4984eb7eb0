// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands behind the front door, and the turn that frames all work of a process: the time is taken
// when a turn begins, what was gathered goes out when it ends.
#pragma once

#include <string_view>

#include "cluster/core/node.h"

namespace orrery::runtime {

class TurnHandler {
public:
    /// Everything that has arrived so far was read; the time taken now holds for the whole turn.
    ///
    /// Why not earlier: (1) the time is taken, (2) the process is stopped, a backup takes over and
    /// accepts writes, (3) a client asks here, (4) the process goes on and reads the question. With the
    /// time of (1) the lease would still look valid, and the client would get an old value.
    virtual void turnBegins() = 0;
    /// Nothing more comes in this turn: carry out what is to be done.
    virtual void turnEnds() = 0;

protected:
    ~TurnHandler() = default;
};

/// Called only between turnBegins() and turnEnds(), but for clientClosed(), which may come at any time
/// outside of these calls.
class RequestHandler : public TurnHandler {
public:
    virtual void clientOpened(core::ClientId client, std::string_view address) = 0;
    virtual void clientClosed(core::ClientId client) = 0;
    /// A whole request with at least one argument; the views hold until the return. To be answered by
    /// exactly one RespServer::reply() with `ticket`, at once or in a later turn. Replies may be gathered
    /// until the turn ends, but not more than a few hundred KiB of them: the server serves a client that
    /// does not read only as long as it cannot see how much waits.
    virtual void request(core::ClientId client, core::Ticket ticket,
                         core::RequestArguments arguments) = 0;

protected:
    ~RequestHandler() = default;
};

}  // namespace orrery::runtime
