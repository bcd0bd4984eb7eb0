// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the control plane knows of a grid: members, units, partitions, spaces. Plain values that grid
// and console both speak. All of it changes only through the control log, so a GridState is the
// state at one epoch, and whoever holds two of them can tell which is newer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace orrery::model {

/// Where a process can be reached. Port 0: not offered.
struct Endpoint {
    std::string address;
    std::uint16_t port = 0;
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Life of a unit, as the control plane has committed it.
enum class UnitState : std::uint8_t {
    Starting,   ///< Process started, not registered yet.
    Ready,      ///< Serves.
    Draining,   ///< Hands its partitions over, then stops.
    Stopped,    ///< No process; by an operator's wish or after a drain.
    Unhealthy,  ///< Its beats ceased and no proof of death has come.
    Dead,       ///< Its process is proven dead; the agent starts it again.
};

struct AgentDescription {
    AgentId id;
    std::string host;          ///< Name of its host, also its own.
    Endpoint client;           ///< RESP.
    bool controller = false;   ///< Leads the control plane.
    bool voter = false;
    bool connected = false;    ///< The controller has contact now.
    friend bool operator==(const AgentDescription&, const AgentDescription&) = default;
};

struct UnitDescription {
    UnitId id;
    std::string name;
    std::string host;
    Incarnation incarnation;
    UnitState state = UnitState::Starting;
    std::string reason;        ///< Why it is in this state, for a person; may be empty.
    Endpoint client;           ///< RESP.
    Endpoint peer;             ///< Inner wire.
    Endpoint http;
    std::uint32_t processId = 0;
    WallTime since;            ///< When it entered this state.
    std::string version;       ///< Of its program.
    bool pumpPaused = false;   ///< An operator has asked its pump to hold still.
    friend bool operator==(const UnitDescription&, const UnitDescription&) = default;
};

struct PartitionDescription {
    PartitionId id;
    Epoch epoch;                           ///< Control-log index at which the present primary's reign began.
    std::uint64_t version = 0;             ///< Control-log index of its last change of any kind.
    bool fromStore = false;                ///< The reign began without a living copy: content comes from the store.
    std::optional<UnitId> primary;         ///< None: lost, or not placed yet.
    std::vector<UnitId> inSync;            ///< Copies that hold every acknowledged write; primary first.
    std::vector<UnitId> joining;           ///< Copies that are catching up.
    std::optional<UnitId> handoverTo;      ///< A planned change of primary is under way.
    bool lost = false;                     ///< No copy holds every acknowledged write.
    friend bool operator==(const PartitionDescription&, const PartitionDescription&) = default;
};

enum class PumpStrategy : std::uint8_t { WriteBehind, None };

struct SpaceDescription {
    std::string name;          ///< "*" is the policy of every space without its own.
    PumpStrategy strategy = PumpStrategy::WriteBehind;
    friend bool operator==(const SpaceDescription&, const SpaceDescription&) = default;
};

struct GridState {
    std::string gridId;            ///< Random, given once; two grids of one name differ by it.
    std::string name;
    Epoch epoch;                   ///< Control-log index this state stands at.
    std::uint16_t partitionCount = 0;
    std::uint8_t backups = 1;      ///< Copies wanted beside the primary.
    std::uint8_t minimumInSync = 1;  ///< Copies a write needs, the primary counted.
    std::vector<AgentDescription> agents;          ///< By id.
    std::vector<UnitDescription> units;            ///< By id.
    std::vector<PartitionDescription> partitions;  ///< By id; index = id.
    std::vector<SpaceDescription> spaces;          ///< By name.
    friend bool operator==(const GridState&, const GridState&) = default;
};

/// Between two epochs: what is new or changed, whole records. Nothing is ever removed from a grid's
/// state (a unit that is gone stays, Stopped).
struct GridChange {
    Epoch epoch;
    std::vector<AgentDescription> agents;
    std::vector<UnitDescription> units;
    std::vector<PartitionDescription> partitions;
    friend bool operator==(const GridChange&, const GridChange&) = default;
};

/// Puts `change` into `state`. A change that is not newer than `state` is ignored; so is a partition
/// whose id would leave a gap (a partition's index is its id).
void apply(const GridChange& change, GridState& state);

/// Words of the enumerations, as they stand on wire and screen: "ready", "write-behind" ...
std::string_view wordFor(UnitState state);
std::string_view wordFor(PumpStrategy strategy);
std::optional<UnitState> unitStateFrom(std::string_view word);
std::optional<PumpStrategy> pumpStrategyFrom(std::string_view word);

/// Look-ups; null when there is none.
const UnitDescription* findUnit(const GridState& state, UnitId id);
const UnitDescription* findUnit(const GridState& state, std::string_view name);

}  // namespace orrery::model
