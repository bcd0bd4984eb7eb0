// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an agent is told at its start, and how it turns that into its own facts and its units' flags.
#pragma once

#include <QStringList>
#include <string>
#include <vector>

#include "cluster/core/agent_core.h"
#include "cluster/runtime/log.h"
#include "cluster/runtime/settings.h"
#include "shared/base/result.h"

namespace orrery::runtime {

/// Ports of one process: `client` is a process' first, the inner wire and HTTP follow.
struct PortPlan {
    std::uint16_t client = 0;
    std::uint16_t peer() const { return static_cast<std::uint16_t>(client + 1); }
    std::uint16_t http() const { return static_cast<std::uint16_t>(client + 2); }
};

struct AgentSettings {
    core::AgentOptions core;
    std::string dataFolder;
    std::string unitProgram;
    std::string store;  ///< "sqlite:PATH" or "none", as the units are told.
    std::string bindAddress;
    std::string advertised;  ///< What others are told to connect to.
    PortPlan ports;
    LogLevel logLevel = LogLevel::Info;
    bool beacon = true;
    std::string notice;  ///< To be printed before leaving with code 0; empty: go on.

    /// Unit `place` (0 ..) of this host has three ports from port base + 10 + 3 * place on.
    PortPlan unitPorts(int place) const;
    /// The flags of orrery-unit.
    QStringList unitArguments(const core::StartProcess& start, int place) const;
};

/// `arguments` starts with the program's name. Malformed with one line for a person.
Result<AgentSettings> readAgentSettings(const QStringList& arguments);

}  // namespace orrery::runtime
