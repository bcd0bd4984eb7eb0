// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_server.h"

#include "shared/resp/writer.h"

namespace orrery::test {

ScriptedServer::ScriptedServer(Script script) : m_script(std::move(script)) {
    m_listener.listen(QHostAddress::LocalHost, 0);
    m_owner = endpoint();
    connect(&m_listener, &QTcpServer::newConnection, this, &ScriptedServer::accept);
}

ScriptedServer::~ScriptedServer() {
    die();
}

model::Endpoint ScriptedServer::endpoint() const {
    return {"127.0.0.1", m_listener.serverPort()};
}

void ScriptedServer::accept() {
    while (QTcpSocket* socket = m_listener.nextPendingConnection()) {
        ++m_connectionCount;
        m_clients.try_emplace(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_clients.erase(socket);
            socket->deleteLater();
        });
    }
}

void ScriptedServer::read(QTcpSocket* socket) {
    Client& client = m_clients.at(socket);
    client.buffer += socket->readAll().toStdString();
    while (client.parser.parse(client.buffer) == resp::Progress::Complete) {
        const Request request(client.parser.arguments().begin(), client.parser.arguments().end());
        client.buffer.erase(0, client.parser.consumed());
        const Reaction reaction = react(request);
        if (reaction.then == Then::Hangup) {
            socket->abort();
            return;
        }
        if (reaction.then == Then::Answer) {
            std::string bytes;
            resp::Writer(bytes, resp::Version::Resp3).value(reaction.reply);
            socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
        }
        if (client.buffer.empty()) {
            return;
        }
    }
}

ScriptedServer::Reaction ScriptedServer::react(const Request& request) {
    if (request.empty()) {
        return silence();
    }
    if (request[0] == "HELLO") {
        return hello(request);
    }
    if (request.size() == 2 && request[0] == "CLUSTER" && request[1] == "SLOTS") {
        return answer(slotMap());
    }
    m_requests.push_back(request);
    return m_script ? m_script(request) : answer(resp::Value::simple("OK"));
}

ScriptedServer::Reaction ScriptedServer::hello(const Request& request) const {
    const std::string password = request.size() == 5 ? request[4] : "";
    return password == m_password
               ? answer(resp::Value::map().with("proto", resp::Value::number64(3)))
               : answer(resp::Value::error("WRONGPASS invalid username-password pair"));
}

resp::Value ScriptedServer::slotMap() const {
    const resp::Value owner = resp::Value::array({resp::Value::bulk(m_owner.address),
                                                  resp::Value::number64(m_owner.port),
                                                  resp::Value::bulk("id")});
    return resp::Value::array(
        {resp::Value::array({resp::Value::number64(0), resp::Value::number64(16383), owner})});
}

void ScriptedServer::push(const resp::Value& value) {
    std::string bytes;
    resp::Writer(bytes, resp::Version::Resp3).value(value);
    for (const auto& [socket, client] : m_clients) {
        socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    }
}

void ScriptedServer::die() {
    m_listener.close();
    while (!m_clients.empty()) {
        m_clients.begin()->first->abort();
    }
}

}  // namespace orrery::test
