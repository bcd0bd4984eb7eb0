// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inside of UnitCore: its copies, its clients, its pump, its lease. Spread over several files:
// unit_core.cpp (table, lease, time), unit_requests.cpp (clients), unit_host.cpp (what copies ask of
// their unit), unit_store.cpp (pump and loads).
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cluster/core/client_sessions.h"
#include "cluster/core/partition/replica.h"
#include "cluster/core/pump/pump.h"
#include "cluster/core/unit_core.h"

namespace orrery::core {

struct UnitCore::Parts final : public ReplicaHost {
    Parts(UnitOptions unitOptions, Moment start);

    /// Begins a call of the shell.
    void enter(Moment moment, Effects& out);

    // unit_core.cpp: control plane, lease, time
    void begin(Effects& out);
    void tick(Moment moment, Effects& out);
    void linkUp(NodeId node, Moment moment, Effects& out);
    void linkDown(NodeId node, Moment moment);
    void receive(NodeId from, const Message& message, Moment moment, Effects& out);
    void endOfBatch(Moment moment, Effects& out);
    void takeTable(const model::GridState& whole, Moment moment, Effects& out);
    void takeChange(const model::GridChange& change, Moment moment, Effects& out);
    void describePartition(const model::PartitionDescription& description, Moment moment);
    void obeyPause();
    void keepPeerLinks(const std::vector<model::UnitDescription>& units, Effects& out);
    bool isCalledFor(const TakeOver& call) const;
    void traffic(UnitId from, const PartitionTraffic& traffic, Moment moment);
    void beat(Moment moment, Effects& out);
    void report(Moment moment, Effects& out);
    void trimLogs();
    model::UnitTelemetry sample(Moment moment) const;
    std::uint64_t memoryUsed() const;
    Replica& replicaOf(PartitionId partition);
    Replica* findReplica(PartitionId partition);

    // unit_requests.cpp: clients
    void request(ClientId client, Ticket ticket, RequestArguments arguments, Moment moment);
    void dispatch(ClientId client, ClientSession& session, Ticket ticket, RequestArguments whole,
                  RequestArguments command, std::string_view requestId, Moment moment);
    void dataRequest(ClientId client, ClientSession& session, Ticket ticket, RequestArguments whole,
                     RequestArguments command, std::string_view requestId, Moment moment);
    void otherRequest(ClientId client, ClientSession& session, Ticket ticket, RequestArguments arguments,
                      Moment moment);
    bool unitCommand(ClientSession& session, RequestArguments arguments, Moment moment, resp::Writer& reply);
    // unit_pump.cpp: what operators look up in the queues
    void pumpCommand(RequestArguments arguments, Moment moment, resp::Writer& reply) const;
    void showQueue(PartitionId partition, std::size_t count, Moment moment, resp::Writer& reply) const;

    void scan(RequestArguments arguments, Moment moment, resp::Writer& reply);
    void redirect(ClientId client, ClientSession& session, Ticket ticket, Slot slot, PartitionId partition);
    std::string infoText(std::string_view section, Moment moment) const;
    std::vector<const EntryStore*> primaryStores() const;

    // unit_store.cpp: pump and loads
    void storeEvent(StoreEvent&& event, Moment moment);
    void takePumpNotices(Moment moment);
    void noteHealth(const StoreEvent& event, Moment moment);
    void tellTrouble(Moment moment);
    void failedLoad(const StoreFailed& failed, Moment moment);
    void retryLoads(Moment moment);

    // unit_host.cpp: ReplicaHost
    UnitId self() const override { return options.unit; }
    Incarnation incarnation() const override { return options.incarnation; }
    Incarnation incarnationOf(UnitId unit) const override;
    bool isLinked(UnitId unit) const override { return linkedUnits.contains(unit); }
    bool holdsLease(Moment moment) const override { return moment.instant < leaseUntil; }
    std::uint8_t minimumInSync() const override { return grid.minimumInSync; }
    bool keepsLog() const override { return grid.backups > 0 || options.hasStore; }
    bool isPumped(std::string_view key) const override;
    std::string_view refusal() const override;
    void send(UnitId to, PartitionMessage message) override { outgoing[to].push_back(std::move(message)); }
    void tellController(Message message) override;
    void needsFlush(PartitionId partition) override { flushWanted.insert(partition); }
    void answer(ClientId client, std::uint64_t generation, Ticket ticket, std::string_view bytes) override;
    void askAgain(ParkedRequest parked) override { asked.push_back(std::move(parked)); }
    void pumpTake(PartitionId partition, Epoch epoch, const PumpSource& source, Sequence pumped) override;
    void pumpGive(PartitionId partition) override { pump.primaryGiven(partition); }
    void pumpCommitted(PartitionId partition, PumpBacklog accepted) override;
    void loadFromStore(PartitionId partition, Epoch epoch) override;
    void log(LogLevel level, std::string text) override { effects->log.push_back({level, std::move(text)}); }
    UnitCounters& counters() override { return counts; }

    /// A partition that is being loaded: first claimed, so that nobody else pumps into it any more.
    struct Load {
        PartitionId partition;
        Epoch epoch;
        StoreRequestId request;
        bool claimed = false;
        bool failedBefore = false;       ///< And it is said.
        std::optional<Instant> retryAt;
    };

    UnitOptions options;
    ClientSessions sessions;
    Pump pump;
    PumpEffects pumpEffects;
    UnitCounters counts;
    ProcessFigures figures;

    model::GridState grid;                       ///< As the controller last told it.
    std::optional<NodeId> controller;
    std::set<NodeId> links;
    std::set<UnitId> linkedUnits;
    std::map<UnitId, model::Endpoint> keptLinks;
    Instant leaseUntil;
    Instant nextBeat;
    Instant nextReport;
    Instant nextTrim;
    std::uint64_t reports = 0;

    std::map<PartitionId, Replica> replicas;
    std::vector<Replica*> byPartition;           ///< For the hot path; null where there is no copy.
    std::set<PartitionId> flushWanted;
    std::map<UnitId, std::vector<PartitionMessage>> outgoing;
    std::vector<Message> toController;           ///< Kept while there is no link, newest state only.
    std::deque<ParkedRequest> asked;
    std::vector<Load> loads;
    std::uint64_t lastLoadRequest = 0;
    StoreTrouble trouble;
    Instant heardBeat;                           ///< sentAt of the newest beat that was answered.
    std::map<std::string, bool, std::less<>> pumpedSpaces;   ///< Policy by space name; "*" for the rest.

    std::string scratch;                         ///< Reused for replies.
    std::vector<std::string_view> keys;          ///< Reused.
    Effects* effects = nullptr;                  ///< Of the call under way.
    Moment now;                                  ///< Of the call under way.
    std::uint64_t memoryKnown = 0;               ///< memoryUsed() of the last trim.
    bool stopping = false;
};

}  // namespace orrery::core
