// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The decisions of the control plane: who is alive, who becomes primary, where copies go, what an
// operator may do. It decides on the state that its proposals lead to (all of them will be committed,
// or this agent stops being the controller), and announces only what is committed.
//
// Death. A unit is dead when its agent proves it (its process ended, or the agent began anew without
// it). Then nothing has to be waited for. A unit that is merely silent is failed over only when every
// lease it may hold has run out: lease + 200 ms after the last beat that was answered.
//
// A primary that gave way alive may answer reads until its lease runs out, if it has not heard of the
// new reign. It stays in the in-sync set, where the new reign needs its agreement, until the new
// primary serves (then it has agreed) or its lease is over.
//
// Source: PacificA's configuration manager, with leases granted by the manager instead of the primary.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cluster/core/control/control_entry.h"
#include "cluster/core/control/counter_tally.h"
#include "cluster/core/control/pause_figures.h"
#include "cluster/core/control/placement.h"
#include "cluster/core/control/under_way.h"
#include "cluster/core/message.h"
#include "cluster/core/node.h"
#include "shared/model/plan.h"

namespace orrery::core {

struct ControllerOptions {
    std::string gridName;
    std::uint16_t partitionCount = 256;
    std::uint8_t backups = 1;
    std::uint8_t minimumInSync = 1;
    std::vector<model::SpaceDescription> spaces;
    bool hasStore = true;
    std::uint64_t seed = 1;
    Duration leaseLength = milliseconds(1000);
};

/// What the controller asks of its agent.
class ControllerHost {
public:
    virtual ~ControllerHost() = default;
    /// Appends to the control log; returns the entry's index.
    virtual std::uint64_t propose(ControlEntry entry) = 0;
    virtual void send(NodeId to, Message message) = 0;
    virtual bool isLinked(NodeId node) const = 0;
    /// The newest telemetry of a unit, or null.
    virtual const model::UnitTelemetry* telemetry(UnitId unit) const = 0;
    /// The state that is committed, which may lag the controller's own.
    virtual const model::GridState& committed() const = 0;
    virtual void log(LogLevel level, std::string text) = 0;
};

class Controller {
public:
    /// `recovered`: the state that the log on disk leads to (empty for a new grid).
    Controller(ControllerOptions options, ControlState recovered, ControllerHost& host, Moment start);

    /// The state that this controller's proposals lead to.
    const model::GridState& grid() const { return m_state.grid(); }
    const PauseFigures& pauses() const { return m_pauses; }
    /// What operators have asked for and is not over.
    const UnderWay& underWay() const { return m_state.underWay(); }

    void agentHello(const AgentHello& hello, Moment moment);
    void agentLost(AgentId agent, Moment moment);
    void unitRegistered(const Register& message, Moment moment);
    /// True when the beat may be answered: the unit's lease is extended by that.
    bool beat(UnitId unit, const Beat& message, Moment moment);
    void unitExited(const UnitExited& message, Moment moment);
    void proposeCopies(UnitId from, const ProposeCopies& message, Moment moment);
    void serving(UnitId from, const Serving& message, Moment moment);
    void firstWrite(UnitId from, const FirstWrite& message, Moment moment);
    /// How a unit stands with its store. Told in the journal when that is news by the journal.
    void storeStanding(UnitId from, const StoreStanding& standing, Moment moment);
    void handOverReady(UnitId from, const HandOverReady& message, Moment moment);
    void tick(Moment moment);

    /// Entry `index` is committed: orders that waited for it go out.
    void committed(std::uint64_t index, const ControlEntry& entry, Moment moment);

    struct Request {
        model::Action action;
        std::string by;
        std::string reason;
        std::optional<Epoch> ifEpoch;
        std::string plan;     ///< Digest of the plan that is carried out; empty: none.
        std::string client;   ///< Address of the client that asks.
    };
    struct Accepted {
        std::uint64_t index = 0;
        std::string unit;              ///< That is acted on; may be empty.
        std::uint64_t operation = 0;   ///< Number of its line in the journal: what a stop names.
    };
    /// Carries out what an operator asks. The answer is due when entry `index` is committed. Refused with
    /// the reason; Unavailable when the table has changed since `ifEpoch`. Lines of the journal that change
    /// nothing in the table do not make a plan stale. A stop, and taking a drain back, are never stale.
    Result<Accepted> act(const Request& request, Moment moment);

private:
    struct Contact {
        Incarnation incarnation;
        Instant lastBeat;             ///< Of the last beat that was answered, or of our beginning.
        bool seenAlive = false;       ///< In this controller's time.
        bool suspended = false;       ///< Its beats are not answered.
        std::uint64_t answeredFrom = 0;   ///< Nor before this entry is committed.
        bool drainWanted = false;     ///< It was draining when it fell silent.
        bool stopWanted = false;      ///< An operator has asked for its end.
        std::string stopReason;
        std::uint64_t wish = 0;       ///< Number of the journal's line that asked for its end or its drain; 0: none.
        std::uint64_t cause = 0;      ///< Number of the line that its present state goes back to; 0: none.
        unsigned deaths = 0;          ///< In a row without having been ready for long.
        std::optional<Instant> restartAt;
        Instant startedAt;
    };
    /// Who saw it begin.
    enum class Witness : std::uint8_t { Ourselves, Predecessor };
    struct Failover {
        FailoverUnderWay begun;
        Witness witness = Witness::Ourselves;
        Instant began{};
        std::set<PartitionId> partitions{};   ///< Whose reign of that entry still stands.
        std::set<PartitionId> waiting{};      ///< That do not serve yet.
        CounterTally before{};
        std::optional<Instant> servedAt{};
        bool isTold = false;
        bool hasWritten = false;
    };
    struct Moving { UnitId from; UnitId to; std::uint64_t version = 0; Instant deadline; Instant began; };
    struct Operation {
        OperationUnderWay asked;
        Instant began;
        CounterTally before;                  ///< Empty when a predecessor saw it begin.
    };
    struct Ending { model::Severity severity = model::Severity::Notice; std::string text; };
    struct Holdings { std::uint32_t primaries = 0; std::uint32_t copies = 0; };
    struct HostTrouble { UnitId unit; std::uint64_t number = 0; Instant at; };
    struct GatherKey {
        UnitId unit;
        std::optional<UnitId> from;           ///< A primary moved; none: a copy joined.
        std::uint64_t cause = 0;
        friend auto operator<=>(const GatherKey&, const GatherKey&) = default;
    };
    struct Gathered { PartitionId partition; std::uint32_t count = 0; Duration longest; };

    // controller.cpp
    void createGrid(Moment moment);
    std::uint64_t propose(ControlEntry entry);
    Contact& contactOf(UnitId unit);
    std::optional<AgentId> agentOf(const std::string& host) const;
    void startUnits(const AgentHello& hello, ControlEntry& entry, Moment moment);
    void sendStart(const model::UnitDescription& unit);
    void watchSilence(Moment moment);
    void restartDead(Moment moment);
    void noteRedundancy(Moment moment);
    model::GridEvent event(model::EventKind kind, model::Severity severity, std::string text, Moment moment) const;
    std::vector<UnitId> livingCopies(const model::PartitionDescription& partition, UnitId except) const;
    bool isFormer(const model::UnitDescription& unit) const { return unit.incarnation.value <= m_formerIncarnations; }

    // controller_failover.cpp
    void died(model::UnitDescription unit, bool clean, const std::string& how, Moment moment);
    void suspect(model::UnitDescription unit, Moment moment);
    void failOverSilent(Moment moment);
    void settleOrphans(Moment moment);
    bool losesUnit(model::PartitionDescription& partition, UnitId unit, bool proven, ControlEntry& entry);
    UnitId successor(const std::vector<UnitId>& candidates, PartitionId partition) const;
    std::optional<std::uint64_t> takeCopies(const model::UnitDescription& unit, bool diedBefore, ControlEntry& entry,
                                            std::uint32_t& lost);
    std::optional<std::uint64_t> unpumped(const model::UnitDescription& unit, PartitionId partition) const;

    // controller_journal.cpp
    std::uint64_t numberIn(const ControlEntry& entry) const;
    std::uint64_t causeOfLoss(const model::UnitDescription& unit, Moment moment);
    void noteLoss(const model::UnitDescription& unit, std::uint64_t number, std::uint64_t cause, Moment moment);
    void proposeFailover(ControlEntry entry, FailoverUnderWay begun, Moment moment);
    void failoverCommitted(std::uint64_t index, Moment moment);
    void reviewFailovers(Moment moment);
    void tellServed(const Failover& failover, const CounterTally::Figures& noticed, Moment moment);
    void noteJoined(PartitionId partition, UnitId unit, Moment moment);
    void noteMoved(PartitionId partition, UnitId from, UnitId to, Duration took, Moment moment);
    void gather(const GatherKey& key, PartitionId partition, Duration took, Moment moment);
    void tellGathered(Moment moment);
    std::uint64_t causeOfPlacement(UnitId unit) const;
    std::uint64_t openTrouble(UnitId unit) const;

    // controller_succession.cpp
    void succeed(Moment start);
    void takeUp(const OperationUnderWay& operation, Moment start);
    void takeUp(const FailoverUnderWay& failover, Moment start);

    // controller_operations.cpp
    std::uint64_t beginOperation(const Request& request, OperationUnderWay operation, ControlEntry& entry,
                                 Moment moment);
    std::optional<Ending> endingOf(const Operation& operation, Moment moment) const;
    std::optional<Ending> endingOfDrain(const model::UnitDescription& unit) const;
    std::optional<Ending> endingOfStart(const model::UnitDescription& unit) const;
    std::optional<Ending> endingOfMove(const Operation& operation) const;
    std::optional<Ending> endingOfRestore(const Operation& operation) const;
    std::optional<Ending> endingOfPause(const Operation& operation, const model::UnitDescription& unit) const;
    void reviewOperations(Moment moment);
    void tellCompleted(const Operation& operation, const Ending& ending, Moment moment);

    // controller_stop.cpp
    Result<Accepted> stopOperation(const Request& request, Moment moment);
    Result<Accepted> balanceGrid(const Request& request, Moment moment);
    void takeDrainBack(const OperationUnderWay& drain, ControlEntry& entry, Moment moment);
    void giveUpNeedlessJoins(ControlEntry& entry);
    Holdings holdingsOf(UnitId unit) const;
    std::optional<Ending> endingOfStopped(const Operation& operation, const OperationUnderWay& stop,
                                          Moment moment) const;
    std::optional<Ending> endingOfStop(const Operation& stop) const;
    std::string whatStays(const OperationUnderWay& stopped) const;
    bool isMovingFor(const OperationUnderWay& operation) const;
    std::optional<std::size_t> pace() const;

    // controller_placement.cpp
    void place(Moment moment);
    void endOverdueMoves(Moment moment);
    void fulfilWishes(Moment moment);
    bool mayLeave(PartitionId partition, UnitId unit, Moment moment) const;
    bool mayPlace(Moment moment) const;
    void carryOut(const std::vector<PlacementStep>& steps, Moment moment);
    void orderHandOver(PartitionId partition, UnitId to, Moment moment);
    void finishDrains();

    // controller_actions.cpp
    Result<Accepted> begin(const Request& request, Moment moment);
    Result<Accepted> addUnit(const Request& request, Moment moment);
    Result<Accepted> stopUnit(const Request& request, Moment moment);
    Result<Accepted> restartUnit(const Request& request, Moment moment);
    Result<Accepted> movePartition(const Request& request, Moment moment);
    Result<Accepted> restorePartitions(const Request& request, Moment moment);
    Result<Accepted> pausePump(const Request& request, Moment moment);
    OperationUnderWay operationOf(const Request& request, std::string what) const;
    model::GridEvent audit(const Request& request, std::string what, Moment moment) const;

    ControllerOptions m_options;
    ControlState m_state;
    ControllerHost& m_host;
    Instant m_began;
    std::uint64_t m_formerIncarnations = 0;   ///< Incarnations up to here began before this controller did.
    std::uint64_t m_tableChanged = 0;         ///< Index of the newest entry that is more than a line of the journal.
    std::map<UnitId, Contact> m_contacts;
    std::set<AgentId> m_agents;               ///< That have said hello on their present link.
    std::map<PartitionId, Moving> m_moving;
    std::map<PartitionId, UnitId> m_wishes;   ///< Primaries that operators asked for, once they are in sync.
    /// Whom the reign of entry `index` took over from alive: its lease may still run.
    struct Former { UnitId unit; std::uint64_t index = 0; std::optional<Instant> committedAt; };
    std::map<PartitionId, Former> m_formers;
    bool m_foundRunning = false;              ///< A unit from before our beginning lives: no cold start.
    /// Partitions whose last copies died before our beginning: to be loaded if this is a cold start, else lost.
    std::set<PartitionId> m_orphans;
    std::vector<Failover> m_failovers;
    std::vector<Operation> m_operations;
    std::set<PartitionId> m_unserved;         ///< Whose present reign has not said that it serves.
    std::map<std::string, HostTrouble> m_hostTroubles;   ///< By host: its newest loss that had no cause.
    std::uint64_t m_firstTrouble = 0;         ///< Number of the first loss since every copy was there; 0: none.
    std::map<GatherKey, Gathered> m_gathered;
    Instant m_gatheredSince;
    std::map<std::pair<PartitionId, UnitId>, Instant> m_joinBegan;
    PauseFigures m_pauses;
    std::multimap<std::uint64_t, std::pair<NodeId, Message>> m_afterCommit;
    bool m_spread = true;                     ///< Copies and primaries are to be evened out.
    bool m_degraded = false;
    Instant m_degradedSince;
    Instant m_lastReady;                      ///< When a unit last came or went.
    Instant m_nextPlacing;
};

}  // namespace orrery::core
