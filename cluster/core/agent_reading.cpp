// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What clients read of one unit: its settings, which the controller compares with those of the others, and the
// end of its log, which only the agent of its host can read. That agent reads it from the disk and not from the
// unit, so a unit that is dead, hangs or never came up is answered for like any other.
#include <algorithm>
#include <optional>
#include <utility>

#include "cluster/core/agent_parts.h"
#include "cluster/core/log_lines.h"
#include "cluster/core/setting_comparison.h"
#include "cluster/core/words.h"
#include "shared/resp/integer.h"

namespace orrery::core {
namespace {

constexpr std::size_t readingsAtMost = 16;
/// A disk that hangs is said before clients give up.
constexpr Duration patience = seconds(4);

/// GRID LOG unit [COUNT count]: the count; none when the words say something else.
std::optional<std::size_t> linesWanted(RequestArguments arguments) {
    if (arguments.size() == 3) {
        return logLinesUsual;
    }
    if (arguments.size() != 5 || !isWord(arguments[3], "count")) {
        return std::nullopt;
    }
    const std::optional<std::int64_t> count = resp::parseInteger(arguments[4]);
    if (!count || *count < 1) {
        return std::nullopt;
    }
    return std::min(logLinesAtMost, static_cast<std::size_t>(*count));
}

std::string whyNoLines(const UnitLogBytes& log, const std::string& unit) {
    if (log.found == UnitLogBytes::Found::NoLogHere) {
        return "Units of this grid write no log: it is simulated";
    }
    return log.found == UnitLogBytes::Found::NoFile ? "Unit " + unit + " has written no log on this host"
                                                    : "The log of " + unit + " is empty";
}

}  // namespace

/// GRID SETTINGS unit
void AgentCore::Parts::showSettings(RequestArguments arguments, resp::Writer& reply) const {
    if (arguments.size() != 3) {
        reply.error("ERR name the unit, e.g. GRID SETTINGS b1");
        return;
    }
    const model::UnitDescription* unit = model::findUnit(state.grid(), arguments[2]);
    if (unit == nullptr) {
        reply.error("ERR there is no unit " + std::string(arguments[2]));
        return;
    }
    const auto ofHost = [this](const std::string& host) -> const std::vector<model::Setting>* {
        for (const model::AgentDescription& agent : state.grid().agents) {
            const auto told = settingsOf.find(agent.id);
            if (agent.host == host && told != settingsOf.end()) {
                return &told->second;
            }
        }
        return nullptr;
    };
    if (ofHost(unit->host) == nullptr) {
        reply.error("UNHEARD the agent of host " + unit->host +
                    " has not said what its units run with; it is not connected or of an older version");
        return;
    }
    reply.value(model::encode(compareSettings(state.grid(), *unit, ofHost)));
}

void AgentCore::Parts::noteSettings(AgentId agent, const HostSettings& told) {
    if (agent.value != 0) {
        settingsOf[agent] = admissible(told.settings);
    }
}

/// GRID LOG unit [COUNT count], on every agent.
void AgentCore::Parts::showLog(ClientId client, const ClientSession& session, Ticket ticket,
                               RequestArguments arguments, resp::Writer& reply, bool& answersLater) {
    const std::optional<std::size_t> count = linesWanted(arguments);
    if (!count) {
        reply.error("ERR say GRID LOG b1, or GRID LOG b1 COUNT 200; 500 lines at most");
        return;
    }
    const model::UnitDescription* unit = model::findUnit(state.grid(), arguments[2]);
    if (unit == nullptr && !isVoter()) {
        writeNotController(reply);   // Perhaps the unit is only new.
    } else if (unit == nullptr) {
        reply.error("ERR there is no unit " + std::string(arguments[2]));
    } else if (unit->host != options.host) {
        redirectToHost(*unit, reply);
    } else if (logReadings.size() >= readingsAtMost) {
        reply.error("TRYAGAIN too many logs are being read");
    } else {
        answersLater = true;
        logReadings.emplace(++lastLogQuestion, LogReading{client, session.generation, ticket, session.version,
                                                          unit->name, *count, now.instant + patience});
        effects->readUnitLogs.push_back({lastLogQuestion, unit->name, logBytesAtMost});
    }
}

void AgentCore::Parts::redirectToHost(const model::UnitDescription& unit, resp::Writer& reply) const {
    for (const model::AgentDescription& agent : state.grid().agents) {
        if (agent.host == unit.host) {
            reply.error("ASKAGENT " + agent.client.address + ":" + std::to_string(agent.client.port) +
                        " Only the agent of host " + unit.host + " can read that log");
            return;
        }
    }
    reply.error("TRYAGAIN The agent of host " + unit.host + " is not known yet");
}

void AgentCore::Parts::logRead(const UnitLogBytes& log) {
    const auto found = logReadings.find(log.question);
    if (found == logReadings.end()) {
        return;
    }
    const LogReading asked = std::move(found->second);
    logReadings.erase(found);
    std::string bytes;
    resp::Writer reply(bytes, asked.version);
    if (log.found == UnitLogBytes::Found::Unreadable) {
        reply.error("ERR the log of " + asked.unit + " cannot be read: " + printableLine(log.why));
    } else {
        LogLines last = lastLines({log.bytes, log.startsInside}, asked.lines);
        model::UnitLog answered{asked.unit, printableLine(log.file), log.fileBytes, std::nullopt, last.hasEarlier,
                                last.isUnfinished, std::move(last.lines), {}};
        if (log.found == UnitLogBytes::Found::Bytes) {
            answered.writtenAt = log.writtenAt;
        }
        if (answered.lines.empty()) {
            answered.note = whyNoLines(log, asked.unit);
        }
        reply.value(model::encode(answered));
    }
    answer(asked.client, asked.generation, asked.ticket, bytes);
}

void AgentCore::Parts::giveUpLateLogs() {
    while (!logReadings.empty() && logReadings.begin()->second.until <= now.instant) {
        UnitLogBytes late;
        late.question = logReadings.begin()->first;
        late.found = UnitLogBytes::Found::Unreadable;
        late.why = "its disk has not answered within " + std::to_string(patience.millis() / 1000) + " s";
        logRead(late);
    }
}

}  // namespace orrery::core
