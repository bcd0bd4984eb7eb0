// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small scripted server.
#include "support/fake_agent.h"

#include "console/source/recording_format.h"
#include "shared/resp/writer.h"

namespace orrery::console::fixture {

FakeAgent::FakeAgent(Answer answer) : m_answer(std::move(answer)) {
    connect(&m_server, &QTcpServer::newConnection, this, &FakeAgent::accept);
    m_server.listen(QHostAddress::LocalHost);
    m_port = m_server.serverPort();
}

FakeAgent::~FakeAgent() {
    for (const auto& [socket, buffer] : m_buffers) {
        socket->disconnect(this);  // Its last signal would come when m_buffers is gone.
    }
}

model::Endpoint FakeAgent::endpoint() const { return {"127.0.0.1", m_port}; }

void FakeAgent::accept() {
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        m_buffers[socket] = {};
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_buffers.erase(socket);
            socket->deleteLater();
        });
    }
}

void FakeAgent::read(QTcpSocket* socket) {
    m_buffers[socket] += socket->readAll().toStdString();
    while (m_buffers.contains(socket)) {
        resp::RequestParser parser;
        std::string& buffer = m_buffers[socket];
        if (parser.parse(buffer) != resp::Progress::Complete) {
            return;
        }
        std::vector<std::string> command;
        std::string joined;
        for (std::string_view word : parser.arguments()) {
            command.emplace_back(word);
            joined += joined.empty() ? "" : " ";
            joined += word;
        }
        buffer.erase(0, parser.consumed());
        m_commands.push_back(joined);
        const std::string answer = m_answer(command);
        if (m_buffers.contains(socket)) {
            socket->write(answer.data(), static_cast<qint64>(answer.size()));
        }
    }
}

void FakeAgent::push(const std::string& bytes) {
    for (const auto& [socket, buffer] : m_buffers) {
        socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    }
}

void FakeAgent::pushMessage(const model::StreamMessage& message) { push(pushBytes(message)); }

void FakeAgent::die() {
    m_server.close();
    const auto buffers = m_buffers;
    for (const auto& [socket, buffer] : buffers) {
        socket->abort();
    }
}

bool FakeAgent::rise() { return m_server.listen(QHostAddress::LocalHost, m_port); }

std::string FakeAgent::value(const resp::Value& value) {
    std::string bytes;
    resp::Writer(bytes, resp::Version::Resp3).value(value);
    return bytes;
}

FakeAgent::Answer FakeAgent::serving(const model::GridState& state) {
    return [state](const std::vector<std::string>& command) {
        if (command.front() == "HELLO") {
            return value(resp::Value::map().with("proto", resp::Value::number64(3)));
        }
        if (command.size() > 1 && command[1] == "SAMPLES") {
            return ok();
        }
        if (command.front() == "GRID") {
            return ok() + pushBytes(model::StreamMessage(state));
        }
        return error("ERR unknown command");
    };
}

}  // namespace orrery::console::fixture
