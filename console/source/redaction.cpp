// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/redaction.h"

namespace orrery::console {
namespace {

constexpr const char* leftOut = "(words left out)";

/// Letters of a name: a name inside a longer word is another word. A full stop belongs to a name
/// only between two other letters of it (an address).
bool isNameLetter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' ||
           static_cast<unsigned char>(letter) >= 0x80;
}

std::size_t wordEnd(const std::string& text, std::size_t start) {
    std::size_t end = start;
    while (end < text.size() &&
           (isNameLetter(text[end]) ||
            (text[end] == '.' && end + 1 < text.size() && isNameLetter(text[end + 1])))) {
        ++end;
    }
    return end;
}

}  // namespace

std::string Redaction::replacementOf(const std::string& sort, const std::string& name) {
    if (name.empty()) {
        return {};
    }
    const auto [entry, added] = m_names.try_emplace(name);
    if (added) {
        entry->second = sort + "-" + std::to_string(++m_numbers[sort]);
    }
    return entry->second;
}

std::string Redaction::sentence(const std::string& text) const {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = wordEnd(text, at);
        if (end == at) {
            result.push_back(text[at++]);
            continue;
        }
        const std::string word = text.substr(at, end - at);
        const auto found = m_names.find(word);
        result += found == m_names.end() ? word : found->second;
        at = end;
    }
    return result;
}

void Redaction::endpoint(model::Endpoint& endpoint) {
    endpoint.address = replacementOf("address", endpoint.address);
    endpoint.port = 0;
}

void Redaction::agent(model::AgentDescription& agent) {
    agent.host = replacementOf("host", agent.host);
    endpoint(agent.client);
}

void Redaction::unit(model::UnitDescription& unit) {
    unit.name = replacementOf("unit", unit.name);
    unit.host = replacementOf("host", unit.host);
    unit.reason = unit.reason.empty() ? std::string() : leftOut;
    endpoint(unit.client);
    endpoint(unit.peer);
    endpoint(unit.http);
    unit.processId = 0;
}

std::string Redaction::actor(const std::string& name) {
    constexpr std::string_view agentOf = "agent ";
    if (name == "controller") {
        return name;
    }
    return name.starts_with(agentOf) ? std::string(agentOf) + replacementOf("host", name.substr(agentOf.size()))
                                     : replacementOf("person", name);
}

void Redaction::event(model::GridEvent& event) {
    event.actor = actor(event.actor);
    event.text = event.kind == model::EventKind::OperatorAction ? leftOut : sentence(event.text);
    event.reason = event.reason.empty() ? std::string() : leftOut;
    event.client = replacementOf("address", event.client);
}

model::StreamMessage Redaction::of(model::StreamMessage message) {
    if (auto* state = std::get_if<model::GridState>(&message)) {
        state->name = gridName(state->name);
        state->gridId = replacementOf("id", state->gridId);
        for (model::SpaceDescription& space : state->spaces) {
            space.name = space.name == "*" ? space.name : replacementOf("space", space.name);
        }
        for (model::AgentDescription& description : state->agents) {
            agent(description);
        }
        for (model::UnitDescription& description : state->units) {
            unit(description);
        }
    } else if (auto* change = std::get_if<model::GridChange>(&message)) {
        for (model::AgentDescription& description : change->agents) {
            agent(description);
        }
        for (model::UnitDescription& description : change->units) {
            unit(description);
        }
    } else if (auto* told = std::get_if<model::GridEvent>(&message)) {
        event(*told);
    } else if (auto* sample = std::get_if<model::UnitTelemetry>(&message)) {
        std::string& error = sample->pump.lastError;
        error = error.empty() ? std::string() : leftOut;
    }
    return message;
}

}  // namespace orrery::console
