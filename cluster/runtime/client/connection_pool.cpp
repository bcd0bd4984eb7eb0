// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/client/connection_pool.h"

#include <algorithm>

#include "cluster/runtime/client/endpoint_text.h"

namespace orrery::client {

ConnectionPool::ConnectionPool(ConnectionOptions pattern, QObject* parent)
    : QObject(parent), m_pattern(std::move(pattern)) {}

ConnectionPool::~ConnectionPool() = default;

ClientConnection& ConnectionPool::at(const model::Endpoint& endpoint) {
    std::unique_ptr<ClientConnection>& held = m_connections[textOf(endpoint)];
    if (!held) {
        ConnectionOptions options = m_pattern;
        options.endpoint = endpoint;
        held = std::make_unique<ClientConnection>(std::move(options));
        ClientConnection* connection = held.get();
        connect(connection, &ClientConnection::lost, this, [this, connection] {
            ++m_lossCount;
            m_lastError = connection->lastError();
            Q_EMIT connectionLost();
        });
    }
    return *held;
}

bool ConnectionPool::isReady(const model::Endpoint& endpoint) const {
    const auto found = m_connections.find(textOf(endpoint));
    return found != m_connections.end() && found->second->isReady();
}

void ConnectionPool::keepOnly(const std::vector<model::Endpoint>& wanted) {
    for (auto entry = m_connections.begin(); entry != m_connections.end();) {
        ClientConnection& connection = *entry->second;
        const bool keep = connection.inFlight() > 0 ||
                          std::find(wanted.begin(), wanted.end(), connection.endpoint()) != wanted.end();
        if (keep) {
            ++entry;
            continue;
        }
        entry->second.release()->deleteLater();   // We may stand inside one of its handlers.
        entry = m_connections.erase(entry);
    }
}

}  // namespace orrery::client
