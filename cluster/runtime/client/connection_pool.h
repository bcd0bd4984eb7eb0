// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One connection per server, opened when it is first wanted and dropped when it has been unwanted
// and idle. It says aloud when any of them ends.
#pragma once

#include <QObject>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cluster/runtime/client/client_connection.h"

namespace orrery::client {

class ConnectionPool : public QObject {
    Q_OBJECT

public:
    /// `pattern` holds password, limits and times of every connection; its endpoint is ignored.
    explicit ConnectionPool(ConnectionOptions pattern, QObject* parent = nullptr);
    ~ConnectionPool() override;

    /// The connection to `endpoint`; the pool keeps owning it.
    ClientConnection& at(const model::Endpoint& endpoint);

    /// True when there is a connection to `endpoint` and it is open.
    bool isReady(const model::Endpoint& endpoint) const;

    /// Drops idle connections to servers other than `wanted`.
    void keepOnly(const std::vector<model::Endpoint>& wanted);

    /// How many connections have ended since the start.
    std::uint64_t lossCount() const { return m_lossCount; }
    /// Words of the connection that ended last.
    const std::string& lastError() const { return m_lastError; }

Q_SIGNALS:
    void connectionLost();

private:
    ConnectionOptions m_pattern;
    std::map<std::string, std::unique_ptr<ClientConnection>> m_connections;   ///< By "host:port".
    std::uint64_t m_lossCount = 0;
    std::string m_lastError;
};

}  // namespace orrery::client
