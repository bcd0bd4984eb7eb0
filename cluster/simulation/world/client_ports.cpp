// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation/world/client_ports.h"

namespace orrery::simulation {

void Actor::replied(ConnectionIndex, std::string_view) {}
void Actor::disconnected(ConnectionIndex) {}

ConnectionIndex ClientPorts::connect(Actor& actor, core::NodeId node) {
    const auto index = static_cast<ConnectionIndex>(m_connections.size());
    Connection& connection = m_connections.emplace_back();
    connection.actor = &actor;
    const Process* process = m_processes.find(node);
    if (process == nullptr || !process->alive) {
        lose(index);
        return index;
    }
    connection.slot = process->slot;
    connection.generation = process->generation;
    toProcess(index, EventKind::ClientOpened);
    return index;
}

void ClientPorts::send(ConnectionIndex index, std::vector<std::string> arguments) {
    Connection& connection = m_connections[index];
    if (connection.state == State::Gone) {
        return;
    }
    connection.requests.push_back(std::move(arguments));
    toProcess(index, EventKind::ClientRequest);
}

void ClientPorts::close(ConnectionIndex index) {
    Connection& connection = m_connections[index];
    if (connection.state == State::Gone) {
        return;
    }
    if (connection.state == State::Open) {
        toProcess(index, EventKind::ClientClosed);
    }
    connection.state = State::Gone;
    connection.requests.clear();
    connection.replies.clear();
}

core::NodeId ClientPorts::target(ConnectionIndex index) const {
    return m_processes.at(m_connections[index].slot).node;
}

void ClientPorts::processGone(SlotIndex slot) {
    Process& process = m_processes.at(slot);
    for (ConnectionIndex index = 0; index < m_connections.size(); ++index) {
        const Connection& connection = m_connections[index];
        if (connection.state != State::Gone && connection.slot == slot &&
            connection.generation == process.generation) {
            lose(index);
        }
    }
    process.clients.clear();
}

bool ClientPorts::breakConnection(std::uint64_t which) {
    std::vector<ConnectionIndex> open;
    for (ConnectionIndex index = 0; index < m_connections.size(); ++index) {
        if (m_connections[index].state == State::Open) {
            open.push_back(index);
        }
    }
    if (open.empty()) {
        return false;
    }
    const ConnectionIndex index = open[which % open.size()];
    toProcess(index, EventKind::ClientClosed);
    m_connections[index].replies.clear();
    lose(index);
    return true;
}

void ClientPorts::opened(const Event& event, core::Moment moment) {
    Connection& connection = m_connections[event.detail];
    if (connection.state != State::Opening) {
        return;
    }
    Process& process = m_processes.at(connection.slot);
    auto& clients = process.clients;
    const auto free = std::find(clients.begin(), clients.end(), noConnection);
    const auto number = static_cast<std::uint32_t>(free - clients.begin());
    if (free == clients.end()) {
        clients.push_back(noConnection);
    }
    clients[number] = static_cast<ConnectionIndex>(event.detail);
    connection.client = core::ClientId{number + 1};
    connection.state = State::Open;
    if (process.unit) {
        process.unit->clientOpened(connection.client, "10.9.9.9:9", moment);
    } else {
        process.agent->clientOpened(connection.client, "10.9.9.9:9", moment);
    }
}

void ClientPorts::requested(const Event& event, core::Moment moment, core::Effects& effects) {
    Connection& connection = m_connections[event.detail];
    if (connection.state != State::Open || connection.requests.empty()) {
        return;
    }
    const std::vector<std::string> arguments = std::move(connection.requests.front());
    connection.requests.pop_front();
    m_views.assign(arguments.begin(), arguments.end());
    const core::Ticket ticket{++connection.asked};
    Process& process = m_processes.at(connection.slot);
    if (process.unit) {
        process.unit->request(connection.client, ticket, m_views, moment, effects);
    } else {
        process.agent->request(connection.client, ticket, m_views, moment, effects);
    }
}

void ClientPorts::closed(const Event& event) {
    Connection& connection = m_connections[event.detail];
    forget(m_processes.at(connection.slot), connection);
}

void ClientPorts::deliverReply(const Event& event) {
    Connection& connection = m_connections[event.detail];
    if (connection.state == State::Gone || connection.replies.empty()) {
        return;
    }
    const std::string bytes = std::move(connection.replies.front());
    connection.replies.pop_front();
    m_trace.add(bytes);
    connection.actor->replied(static_cast<ConnectionIndex>(event.detail), bytes);
}

void ClientPorts::deliverLoss(const Event& event) {
    const auto index = static_cast<ConnectionIndex>(event.detail);
    Connection& connection = m_connections[index];
    if (connection.state != State::Closing) {
        return;
    }
    connection.state = State::Gone;
    connection.actor->disconnected(index);
}

void ClientPorts::carryOut(SlotIndex slot, const core::Effects& effects) {
    const Process& process = m_processes.at(slot);
    const std::string_view bytes = effects.replyBytes;
    for (const core::Reply& reply : effects.replies) {
        const ConnectionIndex index = connectionOf(process, reply.client);
        if (index != noConnection) {
            answer(index, reply, bytes.substr(reply.offset, reply.length));
        }
    }
    for (const core::ClientId client : effects.closeClients) {
        const ConnectionIndex index = connectionOf(process, client);
        if (index == noConnection) {
            continue;
        }
        m_connections[index].closesAfterReplies = true;
        if (m_connections[index].answered == m_connections[index].asked) {
            toProcess(index, EventKind::ClientClosed);
            lose(index);
        }
    }
}

void ClientPorts::answer(ConnectionIndex index, const core::Reply& reply, std::string_view bytes) {
    Connection& connection = m_connections[index];
    if (connection.state != State::Open) {
        return;
    }
    if (reply.ticket.value == 0) {
        toClient(index, std::string(bytes));
        return;
    }
    if (reply.ticket.value <= connection.answered || reply.ticket.value > connection.asked ||
        connection.early.contains(reply.ticket.value)) {
        m_complaint = "a ticket was answered twice or never asked";
        return;
    }
    connection.early.emplace(reply.ticket.value, bytes);
    for (auto next = connection.early.begin();
         next != connection.early.end() && next->first == connection.answered + 1;
         next = connection.early.erase(next)) {
        ++connection.answered;
        toClient(index, std::move(next->second));
    }
    if (connection.closesAfterReplies && connection.answered == connection.asked) {
        toProcess(index, EventKind::ClientClosed);
        lose(index);
    }
}

void ClientPorts::toProcess(ConnectionIndex index, EventKind kind) {
    Connection& connection = m_connections[index];
    connection.lastToProcess =
        std::max(connection.lastToProcess, m_queue.now() + draw(m_random, m_model.delay));
    Event event;
    event.kind = kind;
    event.process = connection.slot;
    event.generation = connection.generation;
    event.detail = index;
    m_queue.schedule(connection.lastToProcess - m_queue.now(), event);
}

void ClientPorts::toClient(ConnectionIndex index, std::string bytes) {
    Connection& connection = m_connections[index];
    connection.replies.push_back(std::move(bytes));
    connection.lastToClient =
        std::max(connection.lastToClient, m_queue.now() + draw(m_random, m_model.delay));
    Event event;
    event.kind = EventKind::ClientReply;
    event.detail = index;
    m_queue.schedule(connection.lastToClient - m_queue.now(), event);
}

void ClientPorts::lose(ConnectionIndex index) {
    Connection& connection = m_connections[index];
    connection.state = State::Closing;
    connection.requests.clear();
    Event event;
    event.kind = EventKind::ClientLost;
    event.detail = index;
    const Instant at = std::max(connection.lastToClient, m_queue.now() + draw(m_random, m_model.delay));
    m_queue.schedule(at - m_queue.now(), event);
}

ConnectionIndex ClientPorts::connectionOf(const Process& process, core::ClientId client) const {
    const bool known = client.value >= 1 && client.value <= process.clients.size();
    return known ? process.clients[client.value - 1] : noConnection;
}

void ClientPorts::forget(Process& process, Connection& connection) {
    if (connectionOf(process, connection.client) == noConnection) {
        return;
    }
    process.clients[connection.client.value - 1] = noConnection;
    if (process.unit) {
        process.unit->clientClosed(connection.client);
    } else {
        process.agent->clientClosed(connection.client);
    }
}

}  // namespace orrery::simulation
