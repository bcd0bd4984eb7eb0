// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Messages of the inner wire. The shells treat them as opaque: they encode, frame, send, receive and
// decode; only the cores look inside.
//
// Unit and controller: Register, Beat, Report, Serving, FirstWrite, StoreStanding upwards; Table, BeatReply and
// orders downwards.
// Agent and controller: AgentHello, HostSettings, UnitExited upwards; StartUnit, KillUnit, Follow downwards.
// Unit and unit: PartitionTraffic.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cluster/core/partition/partition_message.h"
#include "cluster/core/store_trouble.h"
#include "shared/base/result.h"
#include "shared/model/grid_event.h"
#include "shared/model/grid_state.h"
#include "shared/model/telemetry.h"
#include "shared/model/unit_reading.h"

namespace orrery::core {

/// Agent to a unit of its host: this is where the controller is.
struct ControllerAt { AgentId controller; model::Endpoint peer; };

/// Unit to controller, first on each link: the description's state and since are ignored.
struct Register { model::UnitDescription unit; };

/// Unit to controller, every 100 ms. `sentAt` is the unit's own clock and comes back unchanged.
struct Beat { Incarnation incarnation; Instant sentAt; };
/// The lease runs from the beat's sending.
struct BeatReply { Incarnation incarnation; Instant sentAt; };

/// Controller to unit or following agent: the grid's state, whole or what is new.
struct TableWhole { std::shared_ptr<const model::GridState> state; };
struct TableChange { std::shared_ptr<const model::GridChange> change; };

/// Unit to controller, twice a second. `heard`: `sentAt` of the newest beat whose answer the unit had got when it
/// took the figures, so they are younger than that answer; 0: none yet.
struct Report { std::shared_ptr<const model::UnitTelemetry> telemetry; Instant heard; };

/// Primary to controller: change the partition's copies, if `version` still is its version.
struct ProposeCopies {
    PartitionId partition;
    std::uint64_t version = 0;
    std::vector<UnitId> inSync;
    std::vector<UnitId> joining;
};

/// Primary to controller: the reign has begun to serve.
struct Serving { PartitionId partition; Epoch epoch; };

/// Primary to controller: the reign has acknowledged its first write.
struct FirstWrite { PartitionId partition; Epoch epoch; };

/// Controller to primary: stop taking writes, bring `to` level, answer HandOverReady.
struct HandOver { PartitionId partition; std::uint64_t version = 0; UnitId to; };
struct HandOverReady { PartitionId partition; std::uint64_t version = 0; UnitId to; };

/// Controller to unit: everything is handed over; leave.
struct StopUnit { Incarnation incarnation; };

/// Agent to controller, first on each link: who I am and which processes of mine live. A unit of this
/// host that is not named is dead: that is a proof.
struct AgentHello {
    model::AgentDescription agent;
    std::uint32_t initialUnits = 0;
    struct Running { UnitId unit; Incarnation incarnation; };
    std::vector<Running> running;
    std::uint64_t followedTo = 0;   ///< Newest journal number it holds.
};

struct StartUnit { UnitId unit; std::string name; Incarnation incarnation; };
struct KillUnit { UnitId unit; Incarnation incarnation; };
/// Proof of death.
struct UnitExited { UnitId unit; Incarnation incarnation; bool clean = false; std::string howItEnded; };

/// Controller to agents: journal lines as they are committed.
struct Journal { std::vector<model::GridEvent> events; };

/// Agent to controller, after each hello: what the units of its host are started with. A controller of an older
/// version passes it over; an agent of one does not send it.
struct HostSettings { std::vector<model::Setting> settings; };

/// Unit to unit: everything of one turn, in order.
struct PartitionTraffic { std::vector<PartitionMessage> messages; };

using Message = std::variant<ControllerAt, Register, Beat, BeatReply, TableWhole, TableChange, Report, ProposeCopies,
                             Serving, HandOver, HandOverReady, StopUnit, AgentHello, StartUnit, KillUnit, UnitExited,
                             Journal, PartitionTraffic, FirstWrite, StoreStanding,
                             HostSettings>;

/// Frame type of a message: its alternative's place in the variant, plus 16. Types below 16 belong to
/// the shells' handshake.
std::uint16_t frameType(const Message& message);
void encode(const Message& message, std::string& payload);
/// Malformed or Unsupported, with what and where; the link should be closed.
Result<Message> decodeMessage(std::uint16_t frameType, std::string_view payload);

}  // namespace orrery::core
