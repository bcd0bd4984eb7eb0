// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What clients ask of an agent: the grid commands of the handbook's page "Commands of the grid".
#include <array>
#include <optional>
#include <utility>

#include "cluster/core/action_words.h"
#include "cluster/core/agent_parts.h"
#include "cluster/core/cluster_commands.h"
#include "cluster/core/connection_commands.h"
#include "cluster/core/sample_slots.h"
#include "cluster/core/words.h"
#include "shared/resp/integer.h"

namespace orrery::core {
namespace {

constexpr std::array<std::string_view, 18> help{
    "GRID SNAPSHOT | SUBSCRIBE [FROM number] | EVENTS [FROM number] [COUNT count] | SAFE [WITHIN micros]",
    "GRID SAMPLES EVERY millis | ALL: of each unit at most one sample in so long is pushed to this subscriber, or all.",
    "GRID AUDIT [FROM number] [COUNT count]: what operators asked for, and how it ended.",
    "GRID OPERATIONS: what operators asked for and is under way, with its number.",
    "GRID SETTINGS unit: what it runs with, beside what most of the other units have.",
    "GRID LOG unit [COUNT count]: the last lines it wrote; its host's agent answers, also when the unit is dead.",
    "GRID STOP number: begins nothing more of that operation; what has moved stays moved.",
    "GRID BALANCE: evens copies and primaries out.",
    "UNIT ADD [HOST host]",
    "UNIT DRAIN unit: hands its partitions over, then stops it.",
    "UNIT KILL unit: SIGKILL, as a crash would do; it stays stopped until UNIT RESTART.",
    "UNIT RESTART unit: starts a stopped one, or takes a drain back.",
    "PARTITION FAILOVER partition [TO unit] | MOVE partition TO unit | RESTORE partition|ALL",
    "PUMP SHOW [unit]: what waits for the store. The unit itself answers PUMP SHOW PARTITION partition [COUNT count].",
    "PUMP PAUSE unit | RESUME unit: holds its pump still until it is resumed, lets it go on.",
    "PLAN and any UNIT, PARTITION or PUMP command that acts: what it would do.",
    "Acting commands take BY name, REASON text, IF-EPOCH epoch, PLAN digest at the end; drain, add, restart and "
    "balance also AT MOST number.",
    "See the handbook, page commands, for the answers."};

void writeHelp(resp::Writer& reply) {
    reply.array(help.size());
    for (const std::string_view line : help) {
        reply.simple(line);
    }
}

bool isGridFamily(std::string_view word) {
    return isWord(word, "grid") || isWord(word, "unit") || isWord(word, "partition") || isWord(word, "plan") ||
           isWord(word, "pump");
}

/// The number after `keyword` among the arguments, or `fallback`.
std::uint64_t numberAfter(RequestArguments arguments, std::string_view keyword, std::uint64_t fallback) {
    for (std::size_t index = 2; index + 1 < arguments.size(); ++index) {
        const std::optional<std::int64_t> number = resp::parseInteger(arguments[index + 1]);
        if (isWord(arguments[index], keyword) && number && *number >= 0) {
            return static_cast<std::uint64_t>(*number);
        }
    }
    return fallback;
}

}  // namespace

void AgentCore::Parts::answer(ClientId client, std::uint64_t generation, Ticket ticket, std::string_view bytes) {
    const ClientSession* session = sessions.find(client);
    if (session != nullptr && session->generation == generation) {
        effects->replies.push_back({client, ticket, effects->replyBytes.size(), bytes.size()});
        effects->replyBytes.append(bytes);
    }
}

void AgentCore::Parts::request(ClientId client, Ticket ticket, RequestArguments arguments) {
    ClientSession* session = sessions.find(client);
    if (session == nullptr || arguments.empty()) {
        return;
    }
    const std::uint64_t generation = session->generation;
    if (!session->authenticated && !isAllowedBeforePassword(arguments[0])) {
        answer(client, generation, ticket, "-NOAUTH Authentication required.\r\n");
        return;
    }
    scratch.clear();
    const ConnectionOutcome outcome =
        runConnectionCommand(sessions, *session, arguments, ConnectionFacts{"grid", 0}, now.wall, scratch);
    if (outcome == ConnectionOutcome::Unknown) {
        resp::Writer reply(scratch, session->version);
        bool answersLater = false;
        if (!gridFamily(client, *session, ticket, arguments, reply, answersLater)) {
            writeUnknownCommand(arguments, reply);
        }
        if (answersLater) {
            return;
        }
    }
    answer(client, generation, ticket, scratch);
    if (isWord(arguments[0], "grid") && scratch == "+OK\r\n") {
        followGrid(client, *session, arguments);
    }
    if (outcome == ConnectionOutcome::Close) {
        effects->closeClients.push_back(client);
    }
}

/// What a GRID command that was answered OK brings the client beside its answer.
void AgentCore::Parts::followGrid(ClientId client, ClientSession& session, RequestArguments arguments) {
    if (isWord(arguments[1], "subscribe")) {
        subscribe(client, session, numberAfter(arguments, "from", 0));
    } else if (isWord(arguments[1], "samples") && session.sampleSlot == Duration{}) {
        pushSamples(client);
    }
}

void AgentCore::Parts::writeNotController(resp::Writer& reply) const {
    for (const model::AgentDescription& agent : state.grid().agents) {
        if (agent.id == options.controller) {
            reply.error("NOTCONTROLLER " + agent.client.address + ":" + std::to_string(agent.client.port));
            return;
        }
    }
    reply.error("TRYAGAIN This agent has not found the controller yet");
}

bool AgentCore::Parts::gridFamily(ClientId client, ClientSession& session, Ticket ticket,
                                  RequestArguments arguments, resp::Writer& reply, bool& answersLater) {
    if (isWord(arguments[0], "cluster")) {
        runClusterCommand(state.grid(), std::nullopt, arguments, reply);
        return true;
    }
    if (isWord(arguments[0], "info")) {
        reply.verbatim("# Grid\r\nredis_version:7.0.15\r\norrery_version:" ORRERY_VERSION "\r\ngrid:" +
                       options.gridName + "\r\nhost:" + options.host + "\r\nrole:" +
                       (isVoter() ? "controller" : "agent") + "\r\n");
        return true;
    }
    if (!isGridFamily(arguments[0])) {
        return false;
    }
    if (arguments.size() < 2) {
        writeWrongArity(arguments[0], reply);
    } else if (isWord(arguments[1], "help")) {
        writeHelp(reply);
    } else if (isWord(arguments[0], "grid") && isWord(arguments[1], "log")) {
        showLog(client, session, ticket, arguments, reply, answersLater);
    } else if (!isVoter()) {
        writeNotController(reply);
    } else if (isWord(arguments[0], "grid") && isWord(arguments[1], "settings")) {
        showSettings(arguments, reply);
    } else if (isWord(arguments[0], "grid") && !isWord(arguments[1], "stop") && !isWord(arguments[1], "balance")) {
        gridCommand(client, session, arguments, reply);
    } else if (isWord(arguments[0], "plan")) {
        planCommand(arguments.subspan(1), reply);
    } else if (isWord(arguments[0], "pump") && isWord(arguments[1], "show")) {
        showPumps(arguments, reply);
    } else {
        actCommand(client, session, ticket, arguments, reply, answersLater);
    }
    return true;
}

void AgentCore::Parts::gridCommand(ClientId, ClientSession& session, RequestArguments arguments,
                                   resp::Writer& reply) {
    const std::string_view verb = arguments[1];
    if (isWord(verb, "snapshot")) {
        reply.value(snapshot());
    } else if (isWord(verb, "subscribe")) {
        if (session.version != resp::Version::Resp3) {
            reply.error("ERR GRID SUBSCRIBE needs RESP3; say HELLO 3 first");
        } else if (session.subscribed) {
            reply.error("ERR this connection is subscribed already");
        } else {
            reply.ok();
        }
    } else if (isWord(verb, "samples")) {
        chooseSamples(session, arguments, reply);
    } else if (isWord(verb, "events")) {
        writeEvents(arguments, state.journal(), reply);
    } else if (isWord(verb, "audit")) {
        writeEvents(arguments, state.audit(), reply);
    } else if (isWord(verb, "operations")) {
        reply.value(operationsUnderWay());
    } else if (isWord(verb, "safe")) {
        reply.value(safety(arguments));
    } else {
        reply.error("ERR unknown subcommand '" + std::string(verb) + "'. Try GRID HELP.");
    }
}

/// ALL, or EVERY millis: how many of the units' samples this subscriber is sent from now on.
void AgentCore::Parts::chooseSamples(ClientSession& session, RequestArguments arguments, resp::Writer& reply) const {
    const bool wantsAll = arguments.size() == 3 && isWord(arguments[2], "all");
    const bool hasLength = arguments.size() == 4 && isWord(arguments[2], "every");
    const std::optional<std::int64_t> millis = hasLength ? resp::parseInteger(arguments[3]) : std::nullopt;
    if (!wantsAll && (!millis || *millis < 0 || *millis > longestSlot.millis())) {
        reply.error("ERR GRID SAMPLES takes ALL, or EVERY and 0 to " + std::to_string(longestSlot.millis()) +
                    " milliseconds");
    } else if (!session.subscribed) {
        reply.error("ERR this connection is not subscribed; say GRID SUBSCRIBE first");
    } else {
        session.sampleSlot = milliseconds(millis.value_or(0));
        reply.ok();
    }
}

/// [FROM number] [COUNT count]: from that number on, or the newest.
void AgentCore::Parts::writeEvents(RequestArguments arguments, const std::deque<model::GridEvent>& journal,
                                   resp::Writer& reply) const {
    const std::uint64_t count = numberAfter(arguments, "count", 1000);
    const std::uint64_t from = numberAfter(arguments, "from", 0);
    const std::size_t skipped = from == 0 && journal.size() > count ? journal.size() - count : 0;
    std::vector<resp::Value> events;
    for (std::size_t index = skipped; index < journal.size() && events.size() < count; ++index) {
        if (journal[index].number >= from) {
            events.push_back(model::encode(journal[index]));
        }
    }
    reply.value(resp::Value::array(std::move(events)));
}

void AgentCore::Parts::planCommand(RequestArguments arguments, resp::Writer& reply) {
    const Result<Controller::Request> request = parseAction(arguments);
    if (!request) {
        reply.error("ERR " + request.error().detail + ". Try PLAN HELP.");
        return;
    }
    TelemetryByUnit telemetryByUnit;
    PumpIntake intake;
    for (const auto& [unit, sample] : samples) {
        telemetryByUnit[unit] = sample.telemetry.get();
        if (sample.acceptedPerSecond) {
            intake[unit] = *sample.acceptedPerSecond;
        }
    }
    reply.value(model::encode(
        makePlan(controller->grid(), request.value().action, telemetryByUnit, controller->pauses(), intake,
                 controller->underWay())));
}

void AgentCore::Parts::actCommand(ClientId client, ClientSession& session, Ticket ticket,
                                  RequestArguments arguments, resp::Writer& reply, bool& answersLater) {
    Result<Controller::Request> request = parseAction(arguments);
    if (!request) {
        const std::string_view family = isWord(arguments[0], "unit")   ? "UNIT"
                                        : isWord(arguments[0], "pump") ? "PUMP"
                                        : isWord(arguments[0], "grid") ? "GRID"
                                                                       : "PARTITION";
        reply.error("ERR " + request.error().detail + ". Try " + std::string(family) + " HELP.");
        return;
    }
    request.value().client = session.address;
    const Result<Controller::Accepted> accepted = controller->act(request.value(), now);
    if (!accepted) {
        const bool isStale = accepted.error().code == ErrorCode::Unavailable;
        reply.error((isStale ? "STALEPLAN " : "REFUSED ") + accepted.error().detail);
        return;
    }
    answersLater = true;
    waiting.emplace(accepted.value().index,
                    Waiting{client, session.generation, ticket, session.version, accepted.value().unit,
                            accepted.value().operation});
}

void AgentCore::Parts::answerCommitted(std::uint64_t index) {
    while (!waiting.empty() && waiting.begin()->first <= index) {
        const auto [due, asked] = *waiting.begin();
        waiting.erase(waiting.begin());
        std::string bytes;
        resp::Writer reply(bytes, asked.version);
        reply.map(asked.unit.empty() ? 2 : 3);
        reply.bulk("epoch");
        reply.integer(static_cast<std::int64_t>(due));
        reply.bulk("operation");
        reply.integer(static_cast<std::int64_t>(asked.operation));
        if (!asked.unit.empty()) {
            reply.bulk("unit");
            reply.bulk(asked.unit);
        }
        answer(asked.client, asked.generation, asked.ticket, bytes);
    }
}

resp::Value AgentCore::Parts::operationsUnderWay() const {
    const UnderWay& underWay = controller->underWay();
    std::vector<resp::Value> operations;
    for (const auto& [number, operation] : underWay.operations()) {
        resp::Value one = resp::Value::map()
                              .with("number", resp::Value::number64(static_cast<std::int64_t>(number)))
                              .with("kind", resp::Value::bulk(model::wordFor(operation.action.kind)))
                              .with("what", resp::Value::bulk(operation.what))
                              .with("by", resp::Value::bulk(operation.by))
                              .with("began-millis", resp::Value::number64(operation.began.millis));
        if (const OperationUnderWay* stop = underWay.stopOf(number)) {
            one.with("stopped-by", resp::Value::bulk(stop->by));
        }
        operations.push_back(std::move(one));
    }
    return resp::Value::array(std::move(operations));
}

}  // namespace orrery::core
