// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A RESP client that waits: for tests that say one thing after the other. It sends whatever bytes it
// is given, also wrong ones.
#pragma once

#include <QTcpSocket>

#include <optional>
#include <string>
#include <vector>

#include "shared/model/grid_state.h"
#include "shared/resp/parser.h"

namespace orrery::test {

class BlockingClient {
public:
    /// Connects at once; isOpen() tells whether that went well.
    explicit BlockingClient(const model::Endpoint& endpoint);

    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void send(const std::string& bytes);
    /// The next reply; none when the server closed or nothing came within the time limit.
    std::optional<resp::Value> receive(int timeoutMillis = 5000);
    /// Sends a command and waits for its reply.
    std::optional<resp::Value> call(const std::vector<std::string>& arguments, int timeoutMillis = 5000);
    /// Waits for the server to close. False when it has not within the time limit.
    bool closedByServer(int timeoutMillis = 2000);

private:
    QTcpSocket m_socket;
    resp::ReplyParser m_parser;
};

/// A command as bytes.
std::string requestBytes(const std::vector<std::string>& arguments);

}  // namespace orrery::test
