// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Commands about the connection itself, the same on units and agents: HELLO, AUTH, PING, ECHO, CLIENT,
// COMMAND, SELECT, TIME, CONFIG GET, READONLY, READWRITE, ASKING, RESET, QUIT. Texts as in Redis 7.
#pragma once

#include <cstdint>

#include "cluster/core/client_sessions.h"
#include "cluster/core/node.h"
#include "shared/resp/writer.h"

namespace orrery::core {

enum class ConnectionOutcome : std::uint8_t {
    Unknown,     ///< Not a command of this family; nothing was written.
    Answered,
    Close,       ///< Answered; the connection is to be closed after it.
};

struct ConnectionFacts {
    std::string_view mode;    ///< "cluster" on units, "grid" on agents.
    std::uint64_t memoryLimit = 0;
};

/// True for the commands that a client may use before it has given the password.
bool isAllowedBeforePassword(std::string_view command);

/// Runs a command of this family. `reply` must write in session.version; HELLO changes that first.
ConnectionOutcome runConnectionCommand(ClientSessions& sessions, ClientSession& session, RequestArguments arguments,
                                       const ConnectionFacts& facts, WallTime now, std::string& reply);

/// "ERR unknown command ..." with the first arguments, as Redis words it.
void writeUnknownCommand(RequestArguments arguments, resp::Writer& reply);
void writeWrongArity(std::string_view command, resp::Writer& reply);

}  // namespace orrery::core
