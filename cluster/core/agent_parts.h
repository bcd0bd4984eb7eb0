// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inside of AgentCore: the log and the controller on the voter, what every agent follows, its
// host's processes, its clients. agent_core.cpp holds members and processes, agent_commands.cpp what
// clients ask, agent_reading.cpp what they read of one unit, agent_stream.cpp what subscribers get.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cluster/core/agent_core.h"
#include "cluster/core/client_sessions.h"
#include "cluster/core/control/control_log.h"
#include "cluster/core/control/controller.h"
#include "cluster/core/control/planner.h"
#include "cluster/core/control/stored_up_to.h"
#include "shared/model/codec.h"
#include "shared/resp/writer.h"

namespace orrery::core {

struct AgentCore::Parts final : public ControllerHost {
    Parts(AgentOptions agentOptions, std::vector<PersistControl> recovered, Moment start);

    // agent_core.cpp
    void begin(Moment start, Effects& out);
    void enter(Moment moment, Effects& out);
    void leave();
    void tick();
    void linkUp(NodeId node);
    void linkDown(NodeId node);
    void receive(NodeId from, const Message& message);
    void receiveAsController(NodeId from, const Message& message);
    void receiveAsAgent(const Message& message);
    void sayHello();
    AgentHello hello() const;
    void startUnit(const StartUnit& order);
    void killUnit(const KillUnit& order);
    void exited(const ProcessEnd& end);
    void toController(Message message);
    void takeCommitted();
    void announce(const CommittedEntry& committed);
    bool isVoter() const { return controller != nullptr; }

    // agent_commands.cpp
    void request(ClientId client, Ticket ticket, RequestArguments arguments);
    bool gridFamily(ClientId client, ClientSession& session, Ticket ticket, RequestArguments arguments,
                    resp::Writer& reply, bool& answersLater);
    void followGrid(ClientId client, ClientSession& session, RequestArguments arguments);
    void writeNotController(resp::Writer& reply) const;
    void gridCommand(ClientId client, ClientSession& session, RequestArguments arguments, resp::Writer& reply);
    void actCommand(ClientId client, ClientSession& session, Ticket ticket, RequestArguments arguments,
                    resp::Writer& reply, bool& answersLater);
    void planCommand(RequestArguments arguments, resp::Writer& reply);
    void answerCommitted(std::uint64_t index);
    void chooseSamples(ClientSession& session, RequestArguments arguments, resp::Writer& reply) const;
    void writeEvents(RequestArguments arguments, const std::deque<model::GridEvent>& journal, resp::Writer& reply) const;
    resp::Value operationsUnderWay() const;
    resp::Value safety(RequestArguments arguments) const;
    std::vector<std::string> missingCopies() const;
    std::vector<std::string> unitTroubles() const;
    std::vector<std::string> waitingWrites() const;
    std::vector<std::string> notStoredWithin(Duration span) const;
    bool reportsLately(const model::UnitDescription& unit) const;
    void answer(ClientId client, std::uint64_t generation, Ticket ticket, std::string_view bytes);

    // agent_pump.cpp
    void showPumps(RequestArguments arguments, resp::Writer& reply) const;
    resp::Value pumpOf(const model::UnitDescription& unit) const;
    void noteReport(UnitId unit, const std::shared_ptr<const model::UnitTelemetry>& telemetry);

    // agent_reading.cpp
    void showSettings(RequestArguments arguments, resp::Writer& reply) const;
    void noteSettings(AgentId agent, const HostSettings& told);
    void showLog(ClientId client, const ClientSession& session, Ticket ticket, RequestArguments arguments,
                 resp::Writer& reply, bool& answersLater);
    void redirectToHost(const model::UnitDescription& unit, resp::Writer& reply) const;
    void logRead(const UnitLogBytes& log);
    void giveUpLateLogs();

    // agent_stream.cpp
    void subscribe(ClientId client, ClientSession& session, std::uint64_t fromEvent);
    void push(const model::StreamMessage& message);
    void pushSamples(ClientId client);
    void pushSample(const model::UnitTelemetry& telemetry);
    void pushWhere(const model::StreamMessage& message, const std::function<bool(const ClientSession&)>& isWanted);
    void pushTo(ClientId client, const std::string& bytes);
    resp::Value snapshot() const;

    // ControllerHost
    std::uint64_t propose(ControlEntry entry) override { return controlLog->propose(std::move(entry)); }
    void send(NodeId to, Message message) override;
    bool isLinked(NodeId node) const override { return links.contains(node) || node == nodeOf(options.agent); }
    const model::UnitTelemetry* telemetry(UnitId unit) const override;
    const model::GridState& committed() const override { return state.grid(); }
    void log(LogLevel level, std::string text) override { effects->log.push_back({level, std::move(text)}); }

    struct Process { Incarnation incarnation; bool running = false; };
    struct Waiting { ClientId client; std::uint64_t generation = 0; Ticket ticket; resp::Version version;
                     std::string unit; std::uint64_t operation = 0; };
    /// A client that waits for the end of a log.
    struct LogReading { ClientId client; std::uint64_t generation = 0; Ticket ticket; resp::Version version;
                        std::string unit; std::size_t lines = 0; Instant until; };
    struct Sample {
        std::shared_ptr<const model::UnitTelemetry> telemetry;
        Instant receivedAt;
        std::optional<std::uint64_t> acceptedPerSecond;   ///< By its pump, since the sample before.
    };

    AgentOptions options;
    ClientSessions sessions;
    std::unique_ptr<ControlLog> controlLog;      ///< Voter only.
    std::unique_ptr<Controller> controller;      ///< Voter only.
    ControlState state;                          ///< Committed, or followed.
    std::set<NodeId> links;
    std::map<UnitId, Process> processes;         ///< Of this host, newest incarnation each.
    std::map<UnitId, Sample> samples;            ///< Voter only.
    StoredUpTo storedUpTo;                       ///< Voter only.
    std::multimap<std::uint64_t, Waiting> waiting;   ///< Answers due when an index is committed.
    std::vector<std::pair<NodeId, Message>> toSelf;  ///< The controller's orders to its own agent.
    std::map<AgentId, std::vector<model::Setting>> settingsOf;   ///< Of the units of that agent's host; voter only.
    std::map<std::uint64_t, LogReading> logReadings;   ///< By question.
    std::uint64_t lastLogQuestion = 0;
    Instant nextAlive;
    std::string scratch;
    Effects* effects = nullptr;
    Moment now;
};

}  // namespace orrery::core
