// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A controller with a grid around it that does as it is told: hosts a, b and c with one unit each, whose
// processes start, beat, join, hand over and stop at once. A test takes away what it is about: a
// process, a unit's voice, an agent's link, the disk. The control log is kept, so that a controller can
// begin anew from it.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cluster/core/control/control_log.h"
#include "cluster/core/control/controller.h"

namespace orrery::core {

inline const UnitId a1{1};
inline const UnitId b1{2};
inline const UnitId c1{3};

class ControlBench : public ControllerHost {
public:
    struct Process { Incarnation incarnation; bool mute = false; };

    explicit ControlBench(std::uint8_t backups = 1) {
        options.gridName = "test";
        options.partitionCount = 16;
        options.backups = backups;
        begin();
    }

    /// A new controller from what is on disk; links and processes stay.
    void begin() {
        m_pending.clear();
        m_sent.clear();
        m_last = m_log.empty() ? 0 : m_log.back().index;
        ControlState recovered;
        for (const PersistControl& record : m_log) {
            Result<ControlEntry> entry = decodeControlEntry(record.payload);
            if (!entry) {
                qFatal("entry %llu: %s", static_cast<unsigned long long>(record.index), entry.error().detail.c_str());
            }
            recovered.apply(entry.value(), record.index);
        }
        m_state = recovered;
        controller = std::make_unique<Controller>(options, recovered, *this, now);
    }

    /// A new controller that agents and units turn to: every host says hello, every unit says what it is.
    void succeed() {
        begin();
        for (const char host : {'a', 'b', 'c'}) {
            hello(host);
        }
        const std::map<UnitId, Process> running = processes;
        for (const auto& [unit, process] : running) {
            registerUnit(unit);
        }
        for (const model::PartitionDescription& one : m_state.grid().partitions) {
            serve(one.id, one.epoch);
        }
        work();
    }

    /// A grid at rest: three agents, three units, every copy in sync.
    void settle() {
        for (const char host : {'a', 'b', 'c'}) {
            hello(host);
        }
        run(seconds(10));
    }

    static AgentId agentOf(char host) { return AgentId{static_cast<std::uint32_t>(host - 'a' + 101)}; }

    void hello(char host) {
        AgentHello hello;
        hello.agent.id = agentOf(host);
        hello.agent.host = std::string(1, host);
        hello.initialUnits = 1;
        for (const auto& [unit, process] : processes) {
            if (hostOf(unit) == host) {
                hello.running.push_back({unit, process.incarnation});
            }
        }
        linked.insert(nodeOf(agentOf(host)));
        controller->agentHello(hello, now);
    }

    void loseAgent(char host) {
        linked.erase(nodeOf(agentOf(host)));
        controller->agentLost(agentOf(host), now);
    }

    char hostOf(UnitId unit) const {
        const model::UnitDescription* known = model::findUnit(controller->grid(), unit);
        return known != nullptr ? known->host.front() : '?';
    }

    /// The process ends; its agent says so when it is linked.
    void crash(UnitId unit, std::string how = "signal 9 (SIGKILL)") { exit(unit, false, std::move(how)); }

    void exit(UnitId unit, bool clean, std::string how) {
        const auto found = processes.find(unit);
        if (found == processes.end()) {
            return;
        }
        const Incarnation incarnation = found->second.incarnation;
        processes.erase(found);
        linked.erase(nodeOf(unit));
        if (linked.contains(nodeOf(agentOf(hostOf(unit))))) {
            controller->unitExited(UnitExited{unit, incarnation, clean, std::move(how)}, now);
        }
    }

    void mute(UnitId unit) { processes.at(unit).mute = true; }
    void unmute(UnitId unit) { processes.at(unit).mute = false; }

    bool beat(UnitId unit) { return controller->beat(unit, Beat{processes.at(unit).incarnation, now.instant}, now); }

    void pass(Duration span) {
        now.instant = now.instant + span;
        now.wall.millis += span.millis();
    }

    void run(Duration span) {
        for (std::int64_t step = 0; step < span.micros / 10000; ++step) {
            pass(milliseconds(10));
            if (step % 10 == 0) {
                beatAll();
            }
            controller->tick(now);
            work();
        }
    }

    /// What is proposed is committed, what is ordered is done, until nothing is left.
    void work() {
        for (int round = 0; round < 100; ++round) {
            const std::size_t before = m_log.size();
            commit();
            std::vector<std::pair<NodeId, Message>> messages;
            messages.swap(m_sent);
            for (const auto& [to, message] : messages) {
                obey(to, message);
            }
            joinCopies();
            if (m_log.size() == before && m_pending.empty() && messages.empty()) {
                return;
            }
        }
    }

    void commit() {
        while (diskWorks && !m_pending.empty()) {
            CommittedEntry next = std::move(m_pending.front());
            m_pending.erase(m_pending.begin());
            m_log.push_back({next.index, encode(next.entry)});
            ControlEntry stamped = next.entry;
            m_state.apply(stamped, next.index);
            m_states.push_back(m_state.grid());
            controller->committed(next.index, next.entry, now);
            for (const PartitionId partition : next.entry.reigns) {
                serve(partition, Epoch{next.index});
            }
        }
    }

    Result<Controller::Accepted> act(model::ActionKind kind, std::string unit,
                                     std::optional<PartitionId> partition = {}, std::string target = {}) {
        model::Action action;
        action.kind = kind;
        action.unit = std::move(unit);
        action.partition = partition;
        action.target = std::move(target);
        return act(std::move(action));
    }

    Result<Controller::Accepted> act(model::Action action) {
        Controller::Request request;
        request.action = std::move(action);
        request.by = "ada";
        request.reason = "lesson";
        return controller->act(request, now);
    }

    /// Of the state that the proposals lead to.
    const model::PartitionDescription& partition(PartitionId id) const {
        return controller->grid().partitions[id.value];
    }
    const model::UnitDescription& unit(UnitId id) const { return *model::findUnit(controller->grid(), id); }

    /// A partition with this primary (and backup), which must exist.
    PartitionId partitionOf(UnitId primary, std::optional<UnitId> backup = {}) const {
        for (const model::PartitionDescription& one : controller->grid().partitions) {
            if (one.primary == primary && (!backup || holds(one.inSync, *backup))) {
                return one.id;
            }
        }
        return PartitionId{65535};
    }

    /// A partition whose copies are on these two, which must exist.
    PartitionId sharedBy(UnitId one, UnitId two) const {
        const PartitionId found = partitionOf(one, two);
        return found.value != 65535 ? found : partitionOf(two, one);
    }

    static bool holds(const std::vector<UnitId>& units, UnitId unit) {
        return std::find(units.begin(), units.end(), unit) != units.end();
    }

    /// Events of one kind in the committed journal.
    std::vector<model::GridEvent> events(model::EventKind kind) const {
        std::vector<model::GridEvent> found;
        for (const model::GridEvent& event : m_state.journal()) {
            if (event.kind == kind) {
                found.push_back(event);
            }
        }
        return found;
    }

    template <typename Kind> int countSent() const {
        return static_cast<int>(std::count_if(m_history.begin(), m_history.end(), [](const auto& sent) {
            return std::holds_alternative<Kind>(sent.second);
        }));
    }

    const ControlState& state() const { return m_state; }
    const std::vector<PersistControl>& log() const { return m_log; }
    /// The grid after each entry of the log.
    const std::vector<model::GridState>& states() const { return m_states; }

    // ControllerHost
    std::uint64_t propose(ControlEntry entry) override {
        m_pending.push_back({++m_last, std::move(entry)});
        return m_last;
    }
    void send(NodeId to, Message message) override {
        if (linked.contains(to)) {
            m_history.emplace_back(to, message);
            m_sent.emplace_back(to, std::move(message));
        }
    }
    bool isLinked(NodeId node) const override { return linked.contains(node); }
    const model::UnitTelemetry* telemetry(UnitId unit) const override {
        const auto found = samples.find(unit);
        return found == samples.end() ? nullptr : &found->second;
    }
    const model::GridState& committed() const override { return m_state.grid(); }
    void log(LogLevel, std::string text) override { lines.push_back(std::move(text)); }

    ControllerOptions options;
    std::unique_ptr<Controller> controller;
    Moment now{Instant{1000000000}, WallTime{1700000000000}};
    std::map<UnitId, Process> processes;
    std::set<NodeId> linked;
    std::map<UnitId, model::UnitTelemetry> samples;
    std::vector<std::string> lines;
    bool diskWorks = true;
    bool startsWork = true;         ///< Processes come up when they are started.
    bool handsOver = true;          ///< Primaries answer HandOver.
    bool joins = true;              ///< Joining copies come into the in-sync set.
    bool serves = true;             ///< New primaries get the agreement of their copies.

private:
    void beatAll() {
        for (const auto& [unit, process] : processes) {
            if (!process.mute) {
                beat(unit);
            }
        }
    }

    void obey(NodeId to, const Message& message) {
        if (const auto* start = std::get_if<StartUnit>(&message)) {
            const auto known = processes.find(start->unit);
            if (startsWork && (known == processes.end() || known->second.incarnation < start->incarnation)) {
                processes[start->unit] = Process{start->incarnation};
                registerUnit(start->unit);
            }
        } else if (const auto* kill = std::get_if<KillUnit>(&message)) {
            const auto known = processes.find(kill->unit);
            if (known != processes.end() && known->second.incarnation == kill->incarnation) {
                crash(kill->unit);
            }
        } else if (const auto* order = std::get_if<HandOver>(&message)) {
            if (handsOver && processes.contains(UnitId{to.number})) {
                controller->handOverReady(UnitId{to.number}, {order->partition, order->version, order->to}, now);
            }
        } else if (std::holds_alternative<StopUnit>(message)) {
            exit(UnitId{to.number}, true, "exit code 0");
        }
    }

    void registerUnit(UnitId unit) {
        linked.insert(nodeOf(unit));
        model::UnitDescription description = this->unit(unit);
        description.incarnation = processes.at(unit).incarnation;
        controller->unitRegistered(Register{description}, now);
    }

    bool speaks(UnitId unit) const {
        const auto found = processes.find(unit);
        return found != processes.end() && !found->second.mute;
    }

    void serve(PartitionId partition, Epoch epoch) {
        const auto& primary = m_state.grid().partitions[partition.value].primary;
        if (serves && primary && speaks(*primary)) {
            controller->serving(*primary, Serving{partition, epoch}, now);
        }
    }

    void joinCopies() {
        for (const model::PartitionDescription& one : m_state.grid().partitions) {
            if (!joins || one.joining.empty() || !one.primary || !speaks(*one.primary)) {
                continue;
            }
            ProposeCopies proposal{one.id, one.version, one.inSync, {}};
            for (const UnitId unit : one.joining) {
                (speaks(unit) ? proposal.inSync : proposal.joining).push_back(unit);
            }
            if (proposal.inSync != one.inSync) {
                controller->proposeCopies(*one.primary, proposal, now);
            }
        }
    }

    ControlState m_state;
    std::uint64_t m_last = 0;
    std::vector<CommittedEntry> m_pending;
    std::vector<PersistControl> m_log;
    std::vector<model::GridState> m_states;
    std::vector<std::pair<NodeId, Message>> m_sent;
    std::vector<std::pair<NodeId, Message>> m_history;
};

}  // namespace orrery::core
