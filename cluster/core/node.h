// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of the processes of a grid on the inner wire, and what the shells tell the cores about clocks
// and connections.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/ids.h"
#include "shared/base/time.h"
#include "shared/model/grid_state.h"

namespace orrery::core {

enum class NodeKind : std::uint8_t { Unit = 1, Agent = 2 };

/// A process of the grid: a unit or an agent, by its id.
struct NodeId {
    NodeKind kind = NodeKind::Unit;
    std::uint32_t number = 0;
    friend auto operator<=>(const NodeId&, const NodeId&) = default;
};

constexpr NodeId nodeOf(UnitId unit) { return NodeId{NodeKind::Unit, unit.value}; }
constexpr NodeId nodeOf(AgentId agent) { return NodeId{NodeKind::Agent, agent.value}; }

/// When an event happened, by the clocks of the process it happened in.
struct Moment {
    Instant instant;   ///< Boot-time clock.
    WallTime wall;
};

/// A client connection, numbered by the shell: small numbers, used again after the close was told.
using ClientId = StrongId<struct ClientTag, std::uint32_t>;

/// A request on one connection, counted from 1. Replies may come in any order; the shell sends them in
/// the order of their tickets.
using Ticket = StrongId<struct TicketTag, std::uint64_t>;

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

using RequestArguments = std::span<const std::string_view>;

}  // namespace orrery::core
