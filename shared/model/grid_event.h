// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line of the grid's event journal. The journal is part of the control log: every agent holds the
// same one, in the same order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::model {

enum class EventKind : std::uint8_t {
    GridCreated, AgentJoined, UnitAdded, UnitStarted, UnitReady, UnitDraining, UnitStopped,
    UnitDied,            ///< Proven by its agent.
    UnitSuspected,       ///< Beats ceased, no proof.
    FailoverStarted, FailoverCompleted, PartitionLost, PartitionRestored,
    CopyJoined,          ///< A copy came into an in-sync set.
    CopyRemoved,         ///< A copy left an in-sync set.
    PrimaryMoved,        ///< Planned change of primary.
    OperatorAction,      ///< What a person asked for; `actor` says who, `text` what and why.
    RedundancyRestored,  ///< Every partition has all its copies again.
    FirstWrite,          ///< The first write was acknowledged after a failover.
    OperationCompleted,  ///< What an OperatorAction asked for is done; `cause` names that.
    PumpPaused, PumpResumed,
    StoreTroubled,       ///< The store failed a unit; told once until it goes well again.
    StoreRecovered,      ///< It takes that unit's changes again; `cause` names the trouble, `took` its length.
};

enum class Severity : std::uint8_t { Notice, Medium, High, Critical };  ///< Notice, P3, P2, P1

struct GridEvent {
    std::uint64_t number = 0;          ///< From 1, without gaps.
    Epoch epoch;                       ///< Control-log index of the entry that carries it.
    WallTime at;                       ///< The controller's wall clock.
    EventKind kind = EventKind::GridCreated;
    Severity severity = Severity::Notice;
    std::string actor;                 ///< "controller", "agent b", or the operator's name.
    std::optional<UnitId> unit;
    std::optional<PartitionId> partition;
    std::uint32_t partitionCount = 0;  ///< How many partitions the event speaks of; 0: not about any.
    Duration took;                     ///< Length of what ended with this event; 0: not measured.
    std::string text;                  ///< One sentence for a person.
    std::uint64_t cause = 0;           ///< Number of the event that began this (a death, an operator's action); 0: none.
    std::string reason;                ///< OperatorAction: the operator's own words; may be empty.
    std::string plan;                  ///< OperatorAction: digest of the plan it carried out; empty: acted without one.
    std::optional<Epoch> planEpoch;    ///< OperatorAction: the epoch that plan was made at.
    std::string client;                ///< OperatorAction: address of the client that asked.
    /// FailoverCompleted, OperationCompleted: counts since the cause, where they are known.
    std::optional<std::uint64_t> clientsRedirected;
    std::optional<std::uint64_t> writesLost;       ///< Acknowledged writes that exist nowhere any more.
    std::optional<std::uint64_t> outcomesUnknown;  ///< Writes answered UNKNOWN.
    friend bool operator==(const GridEvent&, const GridEvent&) = default;
};

std::string_view wordFor(EventKind kind);
std::string_view wordFor(Severity severity);
std::optional<EventKind> eventKindFrom(std::string_view word);
std::optional<Severity> severityFrom(std::string_view word);

}  // namespace orrery::model
