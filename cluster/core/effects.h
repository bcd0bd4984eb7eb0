// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a core asks its shell to do. A shell carries the lists out in the order in which they stand
// here; that order is the durability contract:
//   1. control entries are written and synced (their completion comes back as an event),
//   2. messages go to their links, 3. replies to their clients, 4. the rest.
// A core never counts on an effect having happened until an event says so. Effects is reused from step
// to step: the shell calls clear() after carrying them out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/core/message.h"
#include "cluster/core/node.h"
#include "cluster/core/store_request.h"
#include "shared/model/grid_state.h"

namespace orrery::core {

/// One entry of the control log, to be appended and synced before ControlPersisted{index} is told.
struct PersistControl { std::uint64_t index = 0; std::string payload; };

struct SendMessage { NodeId to; Message message; };

/// Bytes for a client. `ticket` is the request answered; 0 = a push, sent at once between replies.
struct Reply { ClientId client; Ticket ticket; std::size_t offset = 0; std::size_t length = 0; };

/// Keep a link to `node` open at `endpoint`, connecting again when it breaks, until it is dropped.
/// The same node again with another endpoint replaces the first.
struct KeepLink { NodeId node; model::Endpoint endpoint; };
struct DropLink { NodeId node; };

/// Agents only. Start a unit's process with these facts.
struct StartProcess {
    UnitId unit;
    std::string name;
    Incarnation incarnation;
};
/// Agents only. SIGKILL the process of this incarnation. Its exit comes back as ProcessExited.
struct KillProcess { UnitId unit; Incarnation incarnation; };
/// Agents only. Read the end of what a unit of this host has written; the bytes come back by
/// AgentCore::unitLogRead() with the same `question`.
struct ReadUnitLog { std::uint64_t question = 0; std::string unit; std::size_t bytesAtMost = 0; };
/// Units only: leave the process with exit code 0; all is handed over.
struct ExitProcess { std::string reason; };

struct LogLine { LogLevel level = LogLevel::Info; std::string text; };

struct Effects {
    std::vector<PersistControl> persist;
    std::vector<SendMessage> messages;
    std::vector<Reply> replies;         ///< Into replyBytes.
    std::string replyBytes;
    std::vector<ClientId> closeClients; ///< After their last reply has gone.
    std::vector<StoreRequest> storeRequests;
    std::vector<KeepLink> keepLinks;
    std::vector<DropLink> dropLinks;
    std::vector<StartProcess> startProcesses;
    std::vector<KillProcess> killProcesses;
    std::vector<ReadUnitLog> readUnitLogs;
    std::optional<ExitProcess> exit;
    std::vector<LogLine> log;

    void clear();
};

}  // namespace orrery::core
