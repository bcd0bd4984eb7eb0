// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/redaction.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <variant>

namespace orrery::console {
namespace {

constexpr std::string_view removed = Redaction::removedText;
constexpr std::string_view agentWord = "agent ";

bool isNameCharacter(char character) {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '-' || character == '_' ||
           character == '.';
}

bool isOdd(const std::string& name) { return !std::all_of(name.begin(), name.end(), isNameCharacter); }

/// Dots at its end belong to the sentence.
std::string_view withoutStop(std::string_view word) {
    while (!word.empty() && word.back() == '.') {
        word.remove_suffix(1);
    }
    return word;
}

struct Word {
    std::size_t at = 0;
    std::string_view text;
};

/// The next word at or behind `from`, without dots around it; empty at the end.
Word wordFrom(std::string_view text, std::size_t from) {
    while (from < text.size() && (!isNameCharacter(text[from]) || text[from] == '.')) {
        ++from;
    }
    std::size_t end = from;
    while (end < text.size() && isNameCharacter(text[end])) {
        ++end;
    }
    return {from, withoutStop(text.substr(from, end - from))};
}

/// The word behind the first `marker` in `text`; empty when there is none.
std::string nameBehind(std::string_view text, std::string_view marker) {
    const std::size_t found = text.find(marker);
    return found == std::string_view::npos ? std::string()
                                           : std::string(wordFrom(text, found + marker.size()).text);
}

bool introducesHost(std::string_view word) { return word == "host" || word == "agent"; }

model::Endpoint withoutAddress(model::Endpoint endpoint) {
    endpoint.address = endpoint.address.empty() ? std::string() : "0.0.0.0";
    endpoint.port = 0;
    return endpoint;
}

std::string ifAny(const std::string& text) { return text.empty() ? std::string() : std::string(removed); }

std::string withAllReplaced(std::string text, const std::string& name, const std::string& by) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + by.size())) {
        text.replace(at, name.size(), by);
    }
    return text;
}

}  // namespace

const std::string& Redaction::give(Names& names, const std::string& name, std::string replacement) {
    const auto [place, isNew] = names.try_emplace(name, std::move(replacement));
    if (isNew) {
        m_given.insert(place->second);
        if (isOdd(name) && name.size() > 1) {
            m_odd.emplace_back(name, place->second);
        }
    }
    return place->second;
}

void Redaction::learnHost(const std::string& host) {
    if (!host.empty() && !m_given.contains(host)) {
        give(m_hosts, host, "h" + std::to_string(m_hosts.size() + 1));
    }
}

void Redaction::learnUnit(const model::UnitDescription& unit) {
    learnHost(unit.host);
    give(m_units, unit.name, "u" + std::to_string(unit.id.value));
    learnPersonIn(unit.reason);
}

/// "drained by anna": a grid whose journal begins later names her nowhere else.
void Redaction::learnPersonIn(const std::string& text) {
    for (const std::string_view marker : {"drained by ", "killed by "}) {
        const std::size_t found = text.find(marker);
        const std::string name = found == std::string::npos ? std::string() : text.substr(found + marker.size());
        if (!name.starts_with("signal ")) {
            redactActor(name);
        }
    }
}

void Redaction::learn(const model::GridState& state) {
    if (m_grid != state.name && isOdd(state.name)) {
        m_odd.emplace_back(state.name, gridName);
    }
    m_grid = state.name;
    for (const model::AgentDescription& agent : state.agents) {
        learnHost(agent.host);
    }
    for (const model::UnitDescription& unit : state.units) {
        learnUnit(unit);
    }
    for (std::size_t index = 0; index < state.spaces.size(); ++index) {
        if (state.spaces[index].name != "*") {
            give(m_spaces, state.spaces[index].name, "space-" + std::to_string(index));
        }
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

void Redaction::learn(const model::GridEvent& event) {
    redactActor(event.actor);
    if (event.actor.starts_with(agentWord)) {
        learnHost(event.actor.substr(agentWord.size()));
    }
    if (event.kind == model::EventKind::AgentJoined) {
        learnHost(nameBehind(event.text, "host "));
    } else if (event.kind == model::EventKind::UnitAdded) {
        learnHost(nameBehind(event.text, "on host "));
    } else if (event.kind == model::EventKind::GridCreated && m_grid.empty()) {
        m_grid = nameBehind(event.text, "Grid ");
    }
    if (event.unit && event.text.starts_with("Unit ")) {
        give(m_units, nameBehind(event.text, "Unit "), "u" + std::to_string(event.unit->value));
    }
    if (event.kind == model::EventKind::UnitDied || event.kind == model::EventKind::UnitStopped) {
        learnPersonIn(event.text);
    }
}

std::string Redaction::replaced(const Names& names, const std::string& name) const {
    const auto found = names.find(name);
    return found != names.end()     ? found->second
           : m_given.contains(name) ? name
                                    : ifAny(name);
}

std::string Redaction::redactActor(const std::string& actor) {
    if (actor.empty() || actor == "controller" || m_given.contains(actor)) {
        return actor;
    }
    if (actor.starts_with(agentWord)) {
        return std::string(agentWord) + replaced(m_hosts, actor.substr(agentWord.size()));
    }
    return give(m_people, actor, "operator " + std::to_string(m_people.size() + 1));
}

const std::string* Redaction::replacementOf(const std::string& word, std::string_view before) const {
    static const std::string grid = gridName;
    const bool isLong = word.size() > 1;
    const auto host = m_hosts.find(word);
    if (host != m_hosts.end() && (introducesHost(before) || isLong)) {
        return &host->second;
    }
    const auto unit = m_units.find(word);
    if (unit != m_units.end() && (isLong || before == "unit" || before == "Unit")) {
        return &unit->second;
    }
    const auto person = m_people.find(word);
    if (person != m_people.end() && isLong) {
        return &person->second;
    }
    return isLong && word == m_grid ? &grid : nullptr;
}

/// "quokka1.example.org", "zanzibar-2": a name within a longer one.
std::string Redaction::withoutPartsOfNames(std::string word) const {
    constexpr std::size_t shortest = 4;   // Shorter ones stand in words of the language.
    const auto isLetter = [](char one) { return std::isalpha(static_cast<unsigned char>(one)) != 0; };
    const bool isCompound =
        std::any_of(word.begin(), word.end(), isLetter) && !std::all_of(word.begin(), word.end(), isLetter);
    if (!isCompound) {
        return word;
    }
    for (const Names* names : {&m_units, &m_hosts}) {
        for (const auto& [name, replacement] : *names) {
            if (name.size() >= shortest) {
                word = withAllReplaced(std::move(word), name, replacement);
            }
        }
    }
    return m_grid.size() >= shortest ? withAllReplaced(std::move(word), m_grid, gridName) : word;
}

std::string Redaction::redactText(std::string_view original) const {
    std::string whole(original);
    for (const auto& [name, replacement] : m_odd) {
        whole = withAllReplaced(std::move(whole), name, replacement);
    }
    const std::string_view text = whole;
    std::string out;
    std::string_view before;
    std::size_t done = 0;
    for (Word word = wordFrom(text, 0); word.at < text.size(); word = wordFrom(text, done)) {
        out += text.substr(done, word.at - done);
        const std::string name(word.text);
        const std::string* replacement = replacementOf(name, before);
        out += replacement != nullptr ? *replacement : withoutPartsOfNames(name);
        done = word.at + word.text.size();
        before = word.text;
    }
    out += text.substr(std::min(done, text.size()));
    return out;
}

QString Redaction::text(const QString& original) const {
    return QString::fromStdString(redactText(original.toStdString()));
}

QString Redaction::actor(const QString& original) {
    return QString::fromStdString(redactActor(original.toStdString()));
}

QString Redaction::removedIfAny(const QString& text) { return QString::fromStdString(ifAny(text.toStdString())); }

QString Redaction::redactKey(const QString& key) const {
    const auto space = m_spaces.find(key.section(QLatin1Char(':'), 0, 0).toStdString());
    const std::string name = space == m_spaces.end() ? std::string(removed) : space->second + ":" + std::string(removed);
    return QString::fromStdString(name);
}

bool Redaction::hintsAt(const QString& typed) const {
    const std::string text = typed.toLower().toStdString();
    const auto holds = [](const std::string& name, std::string_view piece) {
        return QString::fromStdString(name).toLower().toStdString().find(piece) != std::string::npos;
    };
    for (Word word = wordFrom(text, 0); !word.text.empty(); word = wordFrom(text, word.at + word.text.size())) {
        if (word.text.size() < 2) {
            continue;
        }
        for (const Names* names : {&m_people, &m_units, &m_hosts}) {
            for (const auto& [name, replacement] : *names) {
                if (word.text.size() <= name.size() && holds(name, word.text)) {
                    return true;
                }
            }
        }
    }
    return false;
}

model::UnitDescription Redaction::redact(model::UnitDescription unit) const {
    unit.name = replaced(m_units, unit.name);
    unit.host = replaced(m_hosts, unit.host);
    unit.reason = redactText(unit.reason);
    unit.client = withoutAddress(unit.client);
    unit.peer = withoutAddress(unit.peer);
    unit.http = withoutAddress(unit.http);
    unit.processId = 0;
    return unit;
}

model::AgentDescription Redaction::redact(model::AgentDescription agent) const {
    agent.host = replaced(m_hosts, agent.host);
    agent.client = withoutAddress(agent.client);
    return agent;
}

model::GridEvent Redaction::redact(model::GridEvent event) {
    learn(event);
    event.actor = redactActor(event.actor);
    // Behind the colon stands why, in a person's words; grids before the field `reason` have it only there.
    if (const std::size_t colon = event.text.find(": ");
        event.kind == model::EventKind::OperatorAction && colon != std::string::npos) {
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

model::Action Redaction::redact(model::Action action) const {
    action.unit = replaced(m_units, action.unit);
    action.host = replaced(m_hosts, action.host);
    action.target = replaced(m_units, action.target);
    return action;
}

model::Plan Redaction::redact(model::Plan plan) const {
    const auto rewrite = [this](std::string& sentence) { sentence = redactText(sentence); };
    plan.action = redact(std::move(plan.action));
    if (plan.undoAction) {
        plan.undoAction = redact(*std::move(plan.undoAction));
    }
    for (std::string* sentence : {&plan.title, &plan.button, &plan.undo}) {
        rewrite(*sentence);
    }
    for (model::PlanStep& step : plan.steps) {
        rewrite(step.text);
    }
    std::for_each(plan.blockers.begin(), plan.blockers.end(), rewrite);
    std::for_each(plan.warnings.begin(), plan.warnings.end(), rewrite);
    for (model::PrimaryChange& change : plan.primaryChanges) {
        change.from = replaced(m_units, change.from);
        change.to = replaced(m_units, change.to);
    }
    for (model::ReceiverLoad& receiver : plan.receivers) {
        receiver.unit = replaced(m_units, receiver.unit);
    }
    return plan;
}

FailoverReceipt Redaction::redact(FailoverReceipt receipt) {
    receipt.detectedBy = actor(receipt.detectedBy);
    receipt.askedBy = actor(receipt.askedBy);
    receipt.how = text(receipt.how);
    receipt.reason = removedIfAny(receipt.reason);
    return receipt;
}

}  // namespace orrery::console
