// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Workload: what clients make of answers, and of none.
#include <array>
#include <charconv>

#include "cluster/simulation/workload.h"

namespace orrery::simulation {
namespace {

constexpr std::uint32_t attemptsBeforeGivingUp = 40;
constexpr std::uint32_t redirectsInARow = 5;
constexpr Span redirectDelay{microseconds(100), milliseconds(2)};
constexpr std::array<std::string_view, 6> notAppliedWords{"TRYAGAIN", "CLUSTERDOWN", "NOREPLICAS", "THROTTLED",
                                                          "OOM", "MOVED"};

std::string_view firstWord(std::string_view text) {
    return text.substr(0, text.find(' '));
}

std::optional<std::uint16_t> portIn(std::string_view movedError) {
    const std::size_t colon = movedError.rfind(':');
    std::uint16_t port = 0;
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    std::from_chars(movedError.data() + colon + 1, movedError.data() + movedError.size(), port);
    return port;
}

}  // namespace

void Workload::replied(ConnectionIndex connection, std::string_view bytes) {
    const auto owner = m_owners.find(connection);
    if (owner == m_owners.end()) {
        return;
    }
    Client& client = m_clients[owner->second];
    if (client.phase != Phase::Waiting || client.waitsOn != connection) {
        m_complaint = "a client got an answer it did not ask for";
        return;
    }
    const Answer answer = parse(client.operation, bytes);
    if (answer.value) {
        succeed(client, answer, m_world.clients().target(connection));
    } else {
        refuse(client, answer.error);
    }
}

void Workload::disconnected(ConnectionIndex connection) {
    const auto owner = m_owners.find(connection);
    if (owner == m_owners.end()) {
        return;
    }
    Client& client = m_clients[owner->second];
    const bool waited = client.phase == Phase::Waiting && client.waitsOn == connection;
    drop(client, connection);
    if (waited) {
        loseTrack(client);
    }
}

void Workload::drop(Client& client, ConnectionIndex connection) {
    m_world.clients().close(connection);
    m_owners.erase(connection);
    std::erase_if(client.connections, [connection](const auto& one) { return one.second == connection; });
}

Workload::Answer Workload::parse(const Operation& operation, std::string_view bytes) {
    resp::ReplyParser parser;
    parser.feed(bytes);
    if (parser.next() != resp::Progress::Complete) {
        return Answer{std::nullopt, {}, "BROKEN reply"};
    }
    resp::Value value = parser.take();
    if (value.isError()) {
        return Answer{std::nullopt, {}, value.text};
    }
    if (operation.requestId.empty()) {
        return Answer{std::move(value), {}, {}};
    }
    const bool isRecord = value.kind == resp::Kind::Array && value.items.size() == 3;
    if (!isRecord || value.items[0].isError()) {
        return Answer{std::nullopt, {}, isRecord ? value.items[0].text : "BROKEN record"};
    }
    const Position position{Epoch{static_cast<std::uint64_t>(value.items[1].integer)},
                            Sequence{static_cast<std::uint64_t>(value.items[2].integer)}};
    return Answer{std::move(value.items[0]), position, {}};
}

void Workload::succeed(Client& client, const Answer& answer, core::NodeId server) {
    Operation& operation = client.operation;
    operation.finished = m_world.now();
    operation.position = answer.position;
    operation.server = server;
    operation.serverLife = m_world.processes().find(server)->generation;
    operation.count = answer.value->integer;
    operation.content.reset();
    if (!isWrite(operation.verb) && answer.value->kind != resp::Kind::Null) {
        operation.content = answer.value->text;
    }
    ++m_figures.finished;
    client.attempts = 0;
    for (const auto& checker : m_checkers) {
        checker->finished(operation);
    }
    rest(client, draw(m_random, m_options.think));
}

void Workload::refuse(Client& client, const std::string& error) {
    const std::string_view word = firstWord(error);
    if (word == "UNKNOWN") {
        loseTrack(client);
        return;
    }
    if (std::find(notAppliedWords.begin(), notAppliedWords.end(), word) == notAppliedWords.end()) {
        m_complaint = "a client was answered: " + error;
    }
    ++m_figures.notApplied;
    if (word == "MOVED" && client.attempts % redirectsInARow != 0) {
        ++m_figures.moved;
        const auto port = portIn(error);
        client.redirect = port ? m_world.nodeAtPort(*port) : std::nullopt;
        rest(client, draw(m_random, redirectDelay));
        return;
    }
    retryOrAbandon(client);
}

void Workload::loseTrack(Client& client) {
    ++m_figures.unknown;
    client.mayBeApplied = client.mayBeApplied || isWrite(client.operation.verb);
    retryOrAbandon(client);
}

void Workload::retryOrAbandon(Client& client) {
    const bool tired = client.attempts >= attemptsBeforeGivingUp || !m_issuing;
    if (client.mayBeApplied || client.operation.isFinal || !tired) {
        rest(client, draw(m_random, m_options.backoff));
        return;
    }
    ++m_figures.abandoned;
    client.attempts = 0;
    for (const auto& checker : m_checkers) {
        checker->abandoned(client.operation);
    }
    rest(client, draw(m_random, m_options.think));
}

}  // namespace orrery::simulation
