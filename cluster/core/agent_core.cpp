// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/agent_core.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "cluster/core/agent_parts.h"
#include "shared/base/assert.h"

namespace orrery::core {
namespace {

constexpr Duration aliveEvery = seconds(1);

ControllerOptions controllerOptions(const AgentOptions& options) {
    return ControllerOptions{options.gridName, options.partitionCount, options.backups, options.minimumInSync,
                             options.spaces,   options.hasStore,       options.seed,    options.leaseLength};
}

}  // namespace

AgentCore::Parts::Parts(AgentOptions agentOptions, std::vector<PersistControl> recovered, Moment start)
    : options(std::move(agentOptions)), sessions(options.password) {
    now = start;
    nextAlive = start.instant;
    if (!options.voter) {
        return;
    }
    std::uint64_t last = 0;
    for (const PersistControl& record : recovered) {
        Result<ControlEntry> entry = decodeControlEntry(record.payload);
        ORRERY_ASSERT(entry.ok());   // The shell has checked each record with checkControlRecord().
        ORRERY_ASSERT(record.index == last + 1);
        last = record.index;
        state.apply(entry.value(), record.index);
    }
    controlLog = std::make_unique<SingleVoterLog>(last);
}

void AgentCore::Parts::begin(Moment start, Effects& out) {
    enter(start, out);
    if (controlLog) {
        controller = std::make_unique<Controller>(controllerOptions(options), state, *this, start);
        sayHello();
    } else {
        out.keepLinks.push_back({nodeOf(options.controller), options.controllerPeer});
    }
    leave();
}

void AgentCore::Parts::enter(Moment moment, Effects& out) {
    now = moment;
    effects = &out;
}

/// What a call has led to inside: orders to ourselves, entries to be written.
void AgentCore::Parts::leave() {
    while (!toSelf.empty()) {
        std::vector<std::pair<NodeId, Message>> orders;
        orders.swap(toSelf);
        for (auto& [from, message] : orders) {
            receive(from, message);
        }
    }
    if (controlLog) {
        for (PersistControl& write : controlLog->takeWrites()) {
            effects->persist.push_back(std::move(write));
        }
    }
}

void AgentCore::Parts::send(NodeId to, Message message) {
    if (to == nodeOf(options.agent)) {
        toSelf.emplace_back(to, std::move(message));
    } else if (links.contains(to)) {
        effects->messages.push_back({to, std::move(message)});
    }
}

void AgentCore::Parts::toController(Message message) {
    send(nodeOf(isVoter() ? options.agent : options.controller), std::move(message));
}

const model::UnitTelemetry* AgentCore::Parts::telemetry(UnitId unit) const {
    const auto found = samples.find(unit);
    return found == samples.end() ? nullptr : found->second.telemetry.get();
}

AgentHello AgentCore::Parts::hello() const {
    AgentHello hello;
    hello.agent.id = options.agent;
    hello.agent.host = options.host;
    hello.agent.client = options.client;
    hello.agent.voter = options.voter;
    hello.agent.controller = options.voter;
    hello.initialUnits = options.initialUnits;
    hello.followedTo = state.lastEventNumber();
    for (const auto& [unit, process] : processes) {
        if (process.running) {
            hello.running.push_back({unit, process.incarnation});
        }
    }
    return hello;
}

void AgentCore::Parts::sayHello() {
    toController(hello());
    if (!options.unitSettings.empty()) {
        toController(HostSettings{options.unitSettings});
    }
}

void AgentCore::Parts::linkUp(NodeId node) {
    links.insert(node);
    if (node.kind == NodeKind::Agent && !isVoter() && node == nodeOf(options.controller)) {
        sayHello();
    }
    if (node.kind == NodeKind::Unit && processes.contains(UnitId{node.number})) {
        const bool isSelf = isVoter();
        effects->messages.push_back(
            {node, ControllerAt{isSelf ? options.agent : options.controller,
                                isSelf ? options.peer : options.controllerPeer}});
    }
}

void AgentCore::Parts::linkDown(NodeId node) {
    links.erase(node);
    if (isVoter() && node.kind == NodeKind::Agent) {
        controller->agentLost(AgentId{node.number}, now);
    }
}

void AgentCore::Parts::receive(NodeId from, const Message& message) {
    const bool isOrder = std::holds_alternative<StartUnit>(message) || std::holds_alternative<KillUnit>(message) ||
                         std::holds_alternative<TableWhole>(message) ||
                         std::holds_alternative<TableChange>(message) || std::holds_alternative<Journal>(message);
    if (!isOrder && isVoter()) {
        receiveAsController(from, message);
    } else if (isOrder && (from == nodeOf(options.controller) || from == nodeOf(options.agent))) {
        receiveAsAgent(message);
    }
}

void AgentCore::Parts::receiveAsController(NodeId from, const Message& message) {
    const UnitId unit{from.kind == NodeKind::Unit ? from.number : 0};
    if (const auto* beat = std::get_if<Beat>(&message)) {
        if (controller->beat(unit, *beat, now)) {
            storedUpTo.beatAnswered(unit, beat->sentAt, now.instant);
            effects->messages.push_back({from, BeatReply{beat->incarnation, beat->sentAt}});
        }
    } else if (const auto* report = std::get_if<Report>(&message)) {
        const model::UnitDescription* known = model::findUnit(state.grid(), unit);
        if (known != nullptr && report->telemetry->unit == unit &&
            known->incarnation == report->telemetry->incarnation) {
            pushSample(*report->telemetry);
            noteReport(unit, report->telemetry);
            storedUpTo.reported(*report->telemetry, report->heard, state.grid());
        }
    } else if (const auto* registered = std::get_if<Register>(&message)) {
        if (registered->unit.id == unit) {
            effects->messages.push_back({from, TableWhole{std::make_shared<model::GridState>(state.grid())}});
            controller->unitRegistered(*registered, now);
        }
    } else if (const auto* proposal = std::get_if<ProposeCopies>(&message)) {
        controller->proposeCopies(unit, *proposal, now);
    } else if (const auto* serving = std::get_if<Serving>(&message)) {
        controller->serving(unit, *serving, now);
    } else if (const auto* wrote = std::get_if<FirstWrite>(&message)) {
        controller->firstWrite(unit, *wrote, now);
    } else if (const auto* standing = std::get_if<StoreStanding>(&message)) {
        controller->storeStanding(unit, *standing, now);
    } else if (const auto* ready = std::get_if<HandOverReady>(&message)) {
        controller->handOverReady(unit, *ready, now);
    } else if (const auto* said = std::get_if<AgentHello>(&message)) {
        if (from == nodeOf(said->agent.id)) {
            if (from != nodeOf(options.agent)) {
                effects->messages.push_back({from, TableWhole{std::make_shared<model::GridState>(state.grid())}});
                Journal journal;
                for (const model::GridEvent& event : state.journal()) {
                    if (event.number > said->followedTo) {
                        journal.events.push_back(event);
                    }
                }
                effects->messages.push_back({from, std::move(journal)});
            }
            controller->agentHello(*said, now);
        }
    } else if (const auto* told = std::get_if<HostSettings>(&message)) {
        noteSettings(AgentId{from.kind == NodeKind::Agent ? from.number : 0}, *told);
    } else if (const auto* end = std::get_if<UnitExited>(&message)) {
        controller->unitExited(*end, now);
    }
}

void AgentCore::Parts::receiveAsAgent(const Message& message) {
    if (const auto* start = std::get_if<StartUnit>(&message)) {
        startUnit(*start);
    } else if (const auto* kill = std::get_if<KillUnit>(&message)) {
        killUnit(*kill);
    } else if (const auto* whole = std::get_if<TableWhole>(&message)) {
        state.follow(*whole->state);
    } else if (const auto* change = std::get_if<TableChange>(&message)) {
        state.follow(*change->change);
    } else if (const auto* journal = std::get_if<Journal>(&message)) {
        state.follow(journal->events);
    }
}

void AgentCore::Parts::startUnit(const StartUnit& order) {
    const auto known = processes.find(order.unit);
    if (known != processes.end() && known->second.incarnation >= order.incarnation) {
        // Asked again: an incarnation is started once. If it has ended meanwhile, say so again.
        if (!known->second.running) {
            toController(UnitExited{order.unit, known->second.incarnation, false, "it ended before"});
        }
        return;
    }
    if (known != processes.end() && known->second.running) {
        effects->killProcesses.push_back({order.unit, known->second.incarnation});
    }
    processes[order.unit] = Process{order.incarnation, true};
    effects->startProcesses.push_back({order.unit, order.name, order.incarnation});
}

void AgentCore::Parts::killUnit(const KillUnit& order) {
    const auto known = processes.find(order.unit);
    if (known != processes.end() && known->second.running && known->second.incarnation == order.incarnation) {
        effects->killProcesses.push_back({order.unit, order.incarnation});
    }
}

void AgentCore::Parts::exited(const ProcessEnd& end) {
    const auto known = processes.find(end.unit);
    if (known != processes.end() && known->second.incarnation == end.incarnation) {
        known->second.running = false;
    }
    toController(UnitExited{end.unit, end.incarnation, end.clean, end.howItEnded});
}

void AgentCore::Parts::takeCommitted() {
    for (const CommittedEntry& committed : controlLog->takeCommitted()) {
        announce(committed);
        controller->committed(committed.index, committed.entry, now);
        answerCommitted(committed.index);
    }
}

/// A committed entry goes to everyone: units and agents get the change, agents the journal, subscribers
/// both. The change goes before any order that rests on it.
void AgentCore::Parts::announce(const CommittedEntry& committed) {
    ControlEntry entry = committed.entry;
    const bool isFirst = entry.created.has_value();
    state.apply(entry, committed.index);
    const auto change = std::make_shared<const model::GridChange>(entry.change);
    const Message news = isFirst ? Message(TableWhole{std::make_shared<model::GridState>(state.grid())})
                                 : Message(TableChange{change});
    for (const NodeId node : links) {
        effects->messages.push_back({node, news});
        if (node.kind == NodeKind::Agent && !entry.events.empty()) {
            effects->messages.push_back({node, Journal{entry.events}});
        }
    }
    if (isFirst) {
        push(state.grid());
    } else {
        push(*change);
    }
    for (const model::GridEvent& event : entry.events) {
        push(event);
    }
}

void AgentCore::Parts::tick() {
    giveUpLateLogs();
    if (controller) {
        controller->tick(now);
        if (now.instant >= nextAlive) {
            nextAlive = now.instant + aliveEvery;
            push(model::Alive{now.wall, state.grid().epoch});
        }
    }
}

// What the shell calls.

AgentCore::AgentCore(AgentOptions options, std::vector<PersistControl> recovered, Moment start, Effects& effects)
    : m_parts(std::make_unique<Parts>(std::move(options), std::move(recovered), start)) {
    m_parts->begin(start, effects);
}

AgentCore::~AgentCore() = default;

void AgentCore::tick(Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->tick();
    m_parts->leave();
}

void AgentCore::linkUp(NodeId node, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->linkUp(node);
    m_parts->leave();
}

void AgentCore::linkDown(NodeId node, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->linkDown(node);
    m_parts->leave();
}

void AgentCore::receive(NodeId from, const Message& message, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->receive(from, message);
    m_parts->leave();
}

void AgentCore::clientOpened(ClientId client, std::string_view address, Moment) {
    m_parts->sessions.open(client, address);
}

void AgentCore::clientClosed(ClientId client) { m_parts->sessions.close(client); }

void AgentCore::request(ClientId client, Ticket ticket, RequestArguments arguments, Moment moment,
                        Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->request(client, ticket, arguments);
    m_parts->leave();
}

void AgentCore::unitLogRead(const UnitLogBytes& log, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->logRead(log);
    m_parts->leave();
}

void AgentCore::controlPersisted(std::uint64_t index, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->controlLog->persisted(index);
    m_parts->takeCommitted();
    m_parts->leave();
}

void AgentCore::processStarted(UnitId, Incarnation, std::uint32_t, Moment, Effects&) {
    // The unit registers by itself; that it runs is known from the order.
}

void AgentCore::processExited(const ProcessEnd& end, Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->exited(end);
    m_parts->leave();
}

void AgentCore::endOfBatch(Moment moment, Effects& effects) {
    m_parts->enter(moment, effects);
    m_parts->leave();
}

const model::GridState& AgentCore::state() const { return m_parts->state.grid(); }

bool AgentCore::isController() const { return m_parts->isVoter(); }

Status checkControlRecord(const PersistControl& record) {
    const Result<ControlEntry> entry = decodeControlEntry(record.payload);
    if (!entry) {
        return entry.error();
    }
    return Done{};
}

}  // namespace orrery::core
