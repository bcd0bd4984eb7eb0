// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A RESP server that answers as a test tells it: units and agents for tests of clients. It listens on
// a free loopback port, answers HELLO and CLUSTER SLOTS by itself and asks the script for the rest.
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/model/grid_state.h"
#include "shared/resp/parser.h"
#include "shared/resp/value.h"

namespace orrery::test {

class ScriptedServer : public QObject {
    Q_OBJECT

public:
    using Request = std::vector<std::string>;
    enum class Then : std::uint8_t { Answer, Silence, Hangup };
    struct Reaction { Then then = Then::Answer; resp::Value reply; };
    using Script = std::function<Reaction(const Request& request)>;

    static Reaction answer(resp::Value reply) { return {Then::Answer, std::move(reply)}; }
    static Reaction silence() { return {Then::Silence, {}}; }
    static Reaction hangup() { return {Then::Hangup, {}}; }

    explicit ScriptedServer(Script script = {});
    ~ScriptedServer() override;

    model::Endpoint endpoint() const;
    void setScript(Script script) { m_script = std::move(script); }
    /// Who serves all slots by CLUSTER SLOTS; this server at first.
    void setOwner(const model::Endpoint& owner) { m_owner = owner; }
    /// The password HELLO must bring; empty: none.
    void setPassword(std::string password) { m_password = std::move(password); }
    /// Sends a value to everybody connected.
    void push(const resp::Value& value);
    /// Stops listening and ends every connection.
    void die();

    /// What was asked, but for HELLO and CLUSTER SLOTS.
    const std::vector<Request>& requests() const { return m_requests; }
    int connectionCount() const { return m_connectionCount; }

private:
    struct Client { std::string buffer; resp::RequestParser parser{}; };
    void accept();
    void read(QTcpSocket* socket);
    Reaction react(const Request& request);
    Reaction hello(const Request& request) const;
    resp::Value slotMap() const;

    QTcpServer m_listener;
    std::map<QTcpSocket*, Client> m_clients;
    Script m_script;
    model::Endpoint m_owner;
    std::string m_password;
    std::vector<Request> m_requests;
    int m_connectionCount = 0;
};

}  // namespace orrery::test
