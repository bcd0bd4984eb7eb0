// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything an agent decides. The agent that holds the control log's single voter is the controller:
// it keeps the grid's state, detects and carries out failovers, places copies, plans and carries out
// what operators ask. Every agent starts, watches and kills the units of its host and follows the log.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cluster/core/effects.h"
#include "cluster/core/node.h"
#include "shared/base/result.h"
#include "shared/model/grid_event.h"
#include "shared/model/unit_reading.h"

namespace orrery::core {

struct AgentOptions {
    AgentId agent;
    std::string host;
    std::string gridName;
    bool voter = false;                ///< Holds the control log. Exactly one in this version.
    AgentId controller;                ///< The voter's id
    model::Endpoint controllerPeer;    ///< and where it is reached (unused on the voter).
    model::Endpoint client;
    model::Endpoint peer;
    std::string password;
    std::uint16_t partitionCount = 256;   ///< The next three count only when the grid is created.
    std::uint8_t backups = 1;
    std::uint8_t minimumInSync = 1;
    std::vector<model::SpaceDescription> spaces;
    std::uint32_t initialUnits = 0;    ///< Units this agent asks for on its host when the grid has none there.
    bool hasStore = true;
    std::uint64_t seed = 1;            ///< For the grid's id.
    Duration leaseLength = milliseconds(1000);
    std::vector<model::Setting> unitSettings;   ///< What the units of this host are started with.
};

/// The end of what a unit has written, as its host found it.
struct UnitLogBytes {
    enum class Found : std::uint8_t {
        Bytes,       ///< `bytes` holds the end of it.
        NoFile,      ///< The unit has written nothing yet.
        Unreadable,  ///< `why` tells.
        NoLogHere,   ///< Units of this kind of host write no log at all.
    };
    std::uint64_t question = 0;   ///< Of the ReadUnitLog it answers.
    Found found = Found::NoLogHere;
    std::string bytes;
    bool startsInside = false;    ///< Something was written before `bytes`; their first line may be half of one.
    std::string file;
    std::uint64_t fileBytes = 0;
    WallTime writtenAt;
    std::string why;
};

/// Whether a record of the control log can be read by this program: to be asked of every record before
/// an AgentCore is made from them. Corrupt, with what is wrong.
Status checkControlRecord(const PersistControl& record);

class AgentCore {
public:
    /// `recovered`: the control log as read from disk, in order, index 1 first (voter only).
    /// Pre: each has passed checkControlRecord().
    AgentCore(AgentOptions options, std::vector<PersistControl> recovered, Moment start, Effects& effects);
    ~AgentCore();

    void tick(Moment moment, Effects& effects);
    void linkUp(NodeId node, Moment moment, Effects& effects);
    void linkDown(NodeId node, Moment moment, Effects& effects);
    void receive(NodeId from, const Message& message, Moment moment, Effects& effects);
    void clientOpened(ClientId client, std::string_view address, Moment moment);
    void clientClosed(ClientId client);
    void request(ClientId client, Ticket ticket, RequestArguments arguments, Moment moment, Effects& effects);

    /// Control entries up to and with `index` are on disk.
    void controlPersisted(std::uint64_t index, Moment moment, Effects& effects);

    /// The process of a StartProcess runs.
    void processStarted(UnitId unit, Incarnation incarnation, std::uint32_t processId, Moment moment, Effects& effects);
    /// Proof of death, from waitpid or pidfd. `howItEnded`: "exit code 0", "signal 9 (SIGKILL)",
    /// "could not be started: ...". `clean`: exit code 0.
    struct ProcessEnd { UnitId unit; Incarnation incarnation; bool clean = false; std::string howItEnded; };
    void processExited(const ProcessEnd& end, Moment moment, Effects& effects);

    /// The answer to a ReadUnitLog; one that nobody waits for any more is passed over.
    void unitLogRead(const UnitLogBytes& log, Moment moment, Effects& effects);

    void endOfBatch(Moment moment, Effects& effects);

    /// The grid as this agent knows it.
    const model::GridState& state() const;
    bool isController() const;

private:
    friend class AgentInspector;
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace orrery::core
