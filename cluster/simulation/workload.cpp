// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/workload.h"

#include "shared/base/slot.h"

namespace orrery::simulation {

Workload::Workload(World& world, WorkloadOptions options, std::vector<std::unique_ptr<Checker>>& checkers)
    : m_world(world), m_options(options), m_checkers(checkers), m_random(world.forkRandom()),
      m_versions(options.registers), m_routes(world.options().partitions) {
    ORRERY_ASSERT(options.registers >= options.clients);
    m_clients.resize(options.clients);
    for (std::uint32_t index = 0; index < options.clients; ++index) {
        m_clients[index].index = index;
    }
}

void Workload::start() {
    for (Client& client : m_clients) {
        rest(client, draw(m_random, m_options.think));
    }
}

bool Workload::isIdle() const {
    for (const Client& client : m_clients) {
        if (client.phase == Phase::Waiting || client.attempts > 0) {
            return false;
        }
    }
    return m_finalReads.empty();
}

std::string Workload::whatIsUnderWay() const {
    for (const Client& client : m_clients) {
        if (client.phase == Phase::Waiting || client.attempts > 0) {
            return "client " + std::to_string(client.index) + " with " + client.operation.subject() +
                   " (request " + client.operation.requestId + ", partition " +
                   std::to_string(client.operation.partition.value) + ", attempt " +
                   std::to_string(client.attempts) + ")";
        }
    }
    return "nothing";
}

void Workload::readEverything() {
    const auto add = [this](Verb verb, std::string key, std::string field) {
        Operation read;
        read.verb = verb;
        read.key = std::move(key);
        read.field = std::move(field);
        read.isFinal = true;
        m_finalReads.push_back(std::move(read));
    };
    for (std::uint32_t index = 0; index < m_options.counters; ++index) {
        add(Verb::Get, "count:" + std::to_string(index), {});
    }
    for (std::uint32_t index = 0; index < m_options.registers; ++index) {
        add(Verb::Get, "text:" + std::to_string(index), {});
    }
    for (std::uint32_t index = 0; index < m_options.hashes; ++index) {
        for (std::uint32_t field = 0; field < m_options.fields; ++field) {
            add(Verb::GetField, "hash:" + std::to_string(index), "f" + std::to_string(field));
        }
    }
    for (Client& client : m_clients) {
        rest(client, draw(m_random, m_options.think));
    }
}

void Workload::rest(Client& client, Duration span) {
    client.phase = Phase::Resting;
    m_world.setAlarm(*this, span, (++client.serial << 16) | client.index);
}

void Workload::wake(std::uint64_t detail) {
    Client& client = m_clients[detail & 0xFFFF];
    if (client.serial != detail >> 16) {
        return;
    }
    if (client.phase == Phase::Waiting) {
        drop(client, client.waitsOn);
        loseTrack(client);
    } else if (client.attempts > 0) {
        attempt(client);
    } else {
        nextOperation(client);
    }
}

void Workload::nextOperation(Client& client) {
    if (!m_finalReads.empty()) {
        Operation read = std::move(m_finalReads.back());
        m_finalReads.pop_back();
        begin(client, std::move(read));
        return;
    }
    if (!m_issuing) {
        client.phase = Phase::Idle;
        return;
    }
    Operation operation;
    chooseSubject(client, operation);
    begin(client, std::move(operation));
}

void Workload::chooseSubject(Client& client, Operation& operation) {
    const bool reads = m_random.chance(m_options.readPercent, 100);
    const std::uint64_t kind = m_random.below(3);
    if (kind == 0) {
        operation.verb = reads ? Verb::Get : Verb::Increment;
        operation.key = "count:" + std::to_string(m_random.below(m_options.counters));
    } else if (kind == 1) {
        operation.verb = reads ? Verb::GetField : Verb::IncrementField;
        operation.key = "hash:" + std::to_string(m_random.below(m_options.hashes));
        operation.field = "f" + std::to_string(m_random.below(m_options.fields));
    } else if (reads) {
        operation.verb = Verb::Get;
        operation.key = "text:" + std::to_string(m_random.below(m_options.registers));
    } else {
        const std::uint64_t own = m_options.registers / m_options.clients;
        const std::uint64_t index = client.index + m_random.below(own) * m_options.clients;
        operation.verb = m_random.chance(1, 4) ? Verb::Delete : Verb::Set;
        operation.key = "text:" + std::to_string(index);
        operation.version = ++m_versions[index];
    }
}

void Workload::begin(Client& client, Operation operation) {
    operation.number = ++m_operations;
    operation.client = client.index;
    operation.partition = partitionOf(slotOf(operation.key), m_world.options().partitions);
    operation.started = m_world.now();
    if (isWrite(operation.verb) || m_random.chance(1, 2)) {
        operation.requestId = "r" + std::to_string(operation.number);
    }
    client.operation = std::move(operation);
    client.mayBeApplied = false;
    for (const auto& checker : m_checkers) {
        checker->started(client.operation);
    }
    attempt(client);
}

void Workload::attempt(Client& client) {
    ++client.attempts;
    if (client.attempts > 1 || m_random.chance(1, 50)) {
        refreshRoutes();
    }
    if (client.attempts > 1 && !isWrite(client.operation.verb)) {
        for (const auto& checker : m_checkers) {
            checker->started(client.operation);
        }
    }
    const auto target = route(client);
    client.redirect.reset();
    if (!target) {
        retryOrAbandon(client);
        return;
    }
    const auto known = client.connections.find(*target);
    ConnectionIndex connection = noConnection;
    if (known != client.connections.end()) {
        connection = known->second;
    } else {
        connection = m_world.clients().connect(*this, *target);
        client.connections.emplace(*target, connection);
        m_owners.emplace(connection, client.index);
    }
    m_world.clients().send(connection, requestFor(client.operation));
    client.waitsOn = connection;
    client.phase = Phase::Waiting;
    m_world.setAlarm(*this, draw(m_random, m_options.patience), (++client.serial << 16) | client.index);
}

std::optional<core::NodeId> Workload::route(const Client& client) {
    if (client.redirect) {
        return client.redirect;
    }
    if (!m_routes[client.operation.partition.value]) {
        refreshRoutes();
    }
    const auto unit = m_routes[client.operation.partition.value];
    return unit ? std::optional(core::nodeOf(*unit)) : std::nullopt;
}

void Workload::refreshRoutes() {
    const model::GridState* state = m_world.controllerState();
    if (state == nullptr || state->partitions.size() != m_routes.size()) {
        return;
    }
    for (std::size_t index = 0; index < m_routes.size(); ++index) {
        m_routes[index] = state->partitions[index].primary;
    }
}

std::vector<std::string> Workload::requestFor(const Operation& operation) const {
    std::vector<std::string> words;
    if (!operation.requestId.empty()) {
        words = {"REQUEST", operation.requestId};
    }
    switch (operation.verb) {
    case Verb::Increment: words.insert(words.end(), {"INCR", operation.key}); break;
    case Verb::IncrementField:
        words.insert(words.end(), {"HINCRBY", operation.key, operation.field, "1"});
        break;
    case Verb::Set:
        words.insert(words.end(), {"SET", operation.key, textOfVersion(operation.version)});
        break;
    case Verb::Delete: words.insert(words.end(), {"DEL", operation.key}); break;
    case Verb::Get: words.insert(words.end(), {"GET", operation.key}); break;
    case Verb::GetField: words.insert(words.end(), {"HGET", operation.key, operation.field}); break;
    }
    return words;
}

}  // namespace orrery::simulation
