// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An AgentCore driven directly, with a client on it and a disk that is done at once.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cluster/core/agent_core.h"
#include "shared/model/codec.h"
#include "shared/resp/parser.h"

namespace orrery::core {

inline const AgentId voter{1};
inline const AgentId follower{2};
inline const ClientId client{3};

inline AgentOptions optionsOf(AgentId agent) {
    AgentOptions options;
    options.agent = agent;
    options.host = agent == voter ? "a" : "b";
    options.gridName = "test";
    options.voter = agent == voter;
    options.controller = voter;
    options.client = {"10.0.0." + std::to_string(agent.value), 7000};
    options.peer = {"10.0.0." + std::to_string(agent.value), 7001};
    options.partitionCount = 4;
    options.initialUnits = 1;
    options.hasStore = false;
    return options;
}

/// An agent with a client on it.
class AgentBench {
public:
    explicit AgentBench(AgentOptions options, std::vector<PersistControl> recovered = {})
        : core(std::move(options), std::move(recovered), now, effects) {
        core.clientOpened(client, "127.0.0.1:5", now);
        carryOut();
    }

    std::string ask(std::vector<std::string_view> words) {
        core.request(client, Ticket{++m_ticket}, words, now, effects);
        carryOut();
        return answers[m_ticket];
    }

    resp::Value askValue(std::vector<std::string_view> words) { return valueOf(ask(std::move(words))); }

    static resp::Value valueOf(std::string_view bytes) {
        resp::ReplyParser parser;
        parser.feed(bytes);
        return parser.next() == resp::Progress::Complete ? parser.take() : resp::Value::error("no whole reply");
    }

    void receive(NodeId from, const Message& message) {
        core.receive(from, message, now, effects);
        carryOut();
    }

    void linkUp(NodeId node) {
        core.linkUp(node, now, effects);
        carryOut();
    }

    void tick(Duration span) {
        now.instant = now.instant + span;
        core.tick(now, effects);
        carryOut();
    }

    void carryOut() {
        std::vector<PersistControl> written;
        do {
            written = std::exchange(effects.persist, {});
            for (const Reply& reply : effects.replies) {
                const std::string bytes = effects.replyBytes.substr(reply.offset, reply.length);
                if (reply.ticket.value == 0) {
                    pushes.push_back(bytes);
                } else {
                    answers[reply.ticket.value].append(bytes);
                }
            }
            sent.insert(sent.end(), effects.messages.begin(), effects.messages.end());
            started.insert(started.end(), effects.startProcesses.begin(), effects.startProcesses.end());
            reads.insert(reads.end(), effects.readUnitLogs.begin(), effects.readUnitLogs.end());
            killed.insert(killed.end(), effects.killProcesses.begin(), effects.killProcesses.end());
            effects.clear();
            log.insert(log.end(), written.begin(), written.end());
            if (diskWorks && !written.empty()) {
                core.controlPersisted(log.back().index, now, effects);
            }
        } while (!written.empty());
    }

    /// The last message of a kind that went out.
    template <typename Kind> const Kind* lastSent(NodeId to) const {
        for (auto message = sent.rbegin(); message != sent.rend(); ++message) {
            if (message->to == to && std::holds_alternative<Kind>(message->message)) {
                return &std::get<Kind>(message->message);
            }
        }
        return nullptr;
    }

    /// The unit of this host registers.
    void registerUnit() {
        model::UnitDescription unit;
        unit.id = started.back().unit;
        unit.name = started.back().name;
        unit.host = "a";
        unit.incarnation = started.back().incarnation;
        linkUp(nodeOf(unit.id));
        receive(nodeOf(unit.id), Register{unit});
    }

    Moment now{Instant{50000000}, WallTime{1700000000000}};
    Effects effects;
    std::map<std::uint64_t, std::string> answers;
    std::vector<std::string> pushes;
    std::vector<SendMessage> sent;
    std::vector<StartProcess> started;
    std::vector<KillProcess> killed;
    std::vector<ReadUnitLog> reads;
    std::vector<PersistControl> log;
    bool diskWorks = true;
    AgentCore core;

private:
    std::uint64_t m_ticket = 0;
};

}  // namespace orrery::core
