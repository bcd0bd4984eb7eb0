// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A data command on its way to its partition.
#pragma once

#include <string_view>

#include "cluster/core/commands/command_table.h"
#include "cluster/core/node.h"
#include "shared/resp/writer.h"

namespace orrery::core {

struct DataRequest {
    ClientId client;
    std::uint64_t generation = 0;      ///< Of the client's number.
    Ticket ticket;
    RequestArguments whole;            ///< As it came, for asking again.
    const Command* command = nullptr;
    RequestArguments arguments;        ///< Of the command itself; [0] is its name.
    std::string_view requestId;        ///< Empty: none given. Else the answer is [reply, epoch, sequence].
    Slot slot;
    resp::Version version = resp::Version::Resp2;
};

}  // namespace orrery::core
