// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/redaction.h"

#include <cctype>
#include <utility>
#include <variant>

namespace orrery::console {
namespace {

constexpr std::string_view removed = "(removed)";

bool isNameCharacter(char character) {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '-' || character == '_' ||
           character == '.';
}

/// Dots at its end belong to the sentence.
std::string_view withoutStop(std::string_view word) {
    while (!word.empty() && word.back() == '.') {
        word.remove_suffix(1);
    }
    return word;
}

bool introducesHost(std::string_view word) { return word == "host" || word == "agent"; }

model::Endpoint withoutAddress(model::Endpoint endpoint) {
    endpoint.address = endpoint.address.empty() ? std::string() : "0.0.0.0";
    endpoint.port = 0;
    return endpoint;
}

std::string ifAny(const std::string& text) { return text.empty() ? std::string() : std::string(removed); }

}  // namespace

void Redaction::learnHost(const std::string& host) {
    if (!host.empty()) {
        m_hosts.try_emplace(host, "h" + std::to_string(m_hosts.size() + 1));
    }
}

void Redaction::learnUnit(const model::UnitDescription& unit) {
    learnHost(unit.host);
    m_units.try_emplace(unit.name, "u" + std::to_string(unit.id.value));
}

void Redaction::learn(const model::GridState& state) {
    m_grid = state.name;
    for (const model::AgentDescription& agent : state.agents) {
        learnHost(agent.host);
    }
    for (const model::UnitDescription& unit : state.units) {
        learnUnit(unit);
    }
}

void Redaction::learn(const model::GridChange& change) {
    for (const model::AgentDescription& agent : change.agents) {
        learnHost(agent.host);
    }
    for (const model::UnitDescription& unit : change.units) {
        learnUnit(unit);
    }
}

std::string Redaction::hostName(const std::string& host) const {
    const auto found = m_hosts.find(host);
    return found != m_hosts.end() ? found->second : ifAny(host);
}

std::string Redaction::unitName(const std::string& unit) const {
    const auto found = m_units.find(unit);
    return found != m_units.end() ? found->second : ifAny(unit);
}

std::string Redaction::redactActor(const std::string& actor) {
    constexpr std::string_view agent = "agent ";
    if (actor.empty() || actor == "controller") {
        return actor;
    }
    if (actor.starts_with(agent)) {
        return std::string(agent) + hostName(actor.substr(agent.size()));
    }
    return m_people.try_emplace(actor, "operator " + std::to_string(m_people.size() + 1)).first->second;
}

std::string Redaction::redactText(std::string_view text) const {
    std::string out;
    std::string_view before;
    for (std::size_t at = 0; at < text.size();) {
        if (!isNameCharacter(text[at])) {
            out += text[at++];
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && isNameCharacter(text[end])) {
            ++end;
        }
        const std::string_view word = withoutStop(text.substr(at, end - at));
        const std::string name(word);
        const bool afterHost = introducesHost(before);
        const auto unit = m_units.find(name);
        const auto host = m_hosts.find(name);
        const auto person = m_people.find(name);
        if (host != m_hosts.end() && (afterHost || name.size() > 1)) {
            out += host->second;
        } else if (unit != m_units.end() && (name.size() > 1 || before == "unit" || before == "Unit")) {
            out += unit->second;
        } else if (person != m_people.end() && name.size() > 1) {
            out += person->second;
        } else if (name.size() > 1 && name == m_grid) {
            out += gridName;
        } else {
            out += name;
        }
        out += text.substr(at + word.size(), end - at - word.size());
        before = word;
        at = end;
    }
    return out;
}

model::UnitDescription Redaction::redact(model::UnitDescription unit) const {
    unit.name = unitName(unit.name);
    unit.host = hostName(unit.host);
    unit.reason = redactText(unit.reason);
    unit.client = withoutAddress(unit.client);
    unit.peer = withoutAddress(unit.peer);
    unit.http = withoutAddress(unit.http);
    unit.processId = 0;
    return unit;
}

model::AgentDescription Redaction::redact(model::AgentDescription agent) const {
    agent.host = hostName(agent.host);
    agent.client = withoutAddress(agent.client);
    return agent;
}

model::GridEvent Redaction::redact(model::GridEvent event) {
    const std::string actor = event.actor;
    event.actor = redactActor(actor);
    // Behind the colon stands why, in a person's words; grids before the field `reason` have it only there. Or it is
    // the store's words, which may name a file.
    const bool hasForeignWords = event.kind == model::EventKind::OperatorAction ||
                                 event.kind == model::EventKind::StoreTroubled;
    if (const std::size_t colon = event.text.find(": "); hasForeignWords && colon != std::string::npos) {
        event.text.resize(colon + 2);
        event.text += removed;
    }
    event.text = redactText(event.text);
    event.reason = ifAny(event.reason);
    event.client = ifAny(event.client);
    return event;
}

model::StreamMessage Redaction::redact(const model::StreamMessage& message) {
    if (const auto* state = std::get_if<model::GridState>(&message)) {
        learn(*state);
        model::GridState out = *state;
        out.name = gridName;
        out.gridId = gridName;
        for (model::AgentDescription& agent : out.agents) {
            agent = redact(std::move(agent));
        }
        for (model::UnitDescription& unit : out.units) {
            unit = redact(std::move(unit));
        }
        for (std::size_t index = 0; index < out.spaces.size(); ++index) {
            std::string& space = out.spaces[index].name;
            space = space == "*" ? space : "space-" + std::to_string(index);
        }
        return out;
    }
    if (const auto* change = std::get_if<model::GridChange>(&message)) {
        learn(*change);
        model::GridChange out = *change;
        for (model::AgentDescription& agent : out.agents) {
            agent = redact(std::move(agent));
        }
        for (model::UnitDescription& unit : out.units) {
            unit = redact(std::move(unit));
        }
        return out;
    }
    if (const auto* telemetry = std::get_if<model::UnitTelemetry>(&message)) {
        model::UnitTelemetry out = *telemetry;
        out.pump.lastError = ifAny(out.pump.lastError);
        return out;
    }
    if (const auto* event = std::get_if<model::GridEvent>(&message)) {
        return redact(*event);
    }
    return message;
}

namespace {

EventLog redactedLog(const EventLog& log, Redaction& redaction) {
    EventLog out;
    for (std::size_t index = 0; index < log.size(); ++index) {
        const ReceivedEvent& received = log.at(index);
        const model::StreamMessage message = redaction.redact(model::StreamMessage(*received.event));
        out.append(std::make_shared<const model::GridEvent>(std::get<model::GridEvent>(message)), received.receivedAt);
    }
    return out;
}

QString redactedText(const Redaction& redaction, const QString& text) {
    return QString::fromStdString(redaction.redactText(text.toStdString()));
}

}  // namespace

SnapshotPointer redacted(const GridSnapshot& snapshot) {
    Redaction redaction;
    auto out = std::make_shared<GridSnapshot>(snapshot);
    out->state = std::make_shared<const model::GridState>(
        std::get<model::GridState>(redaction.redact(model::StreamMessage(*snapshot.state))));
    out->events = redactedLog(snapshot.events, redaction);
    for (UnitView& unit : out->units) {
        unit.pump.counters.lastError = ifAny(unit.pump.counters.lastError);
        if (unit.telemetry && !unit.telemetry->pump.lastError.empty()) {
            unit.telemetry = std::make_shared<const model::UnitTelemetry>(
                std::get<model::UnitTelemetry>(redaction.redact(model::StreamMessage(*unit.telemetry))));
        }
    }
    for (Alarm& alarm : out->alarms) {
        alarm.text = redactedText(redaction, alarm.text);
        alarm.detail = alarm.id.kind == AlarmKind::PumpBlocked || alarm.id.kind == AlarmKind::PumpBackingOff
                           ? QString::fromStdString(ifAny(alarm.detail.toStdString()))
                           : redactedText(redaction, alarm.detail);
        alarm.response = redactedText(redaction, alarm.response);
    }
    return out;
}

}  // namespace orrery::console
