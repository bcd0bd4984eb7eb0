// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pretended agent for tests: a RESP3 server on loopback in the test's own thread. What it answers
// is scripted by the test.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include "shared/model/codec.h"
#include "shared/model/grid_state.h"
#include "shared/resp/parser.h"

namespace orrery::console::fixture {

class FakeAgent : public QObject {
    Q_OBJECT
public:
    /// The answer to a command, as RESP bytes; empty: none.
    using Answer = std::function<std::string(const std::vector<std::string>& command)>;

    explicit FakeAgent(Answer answer);
    ~FakeAgent() override;

    model::Endpoint endpoint() const;
    /// Sends `bytes` to every subscriber.
    void push(const std::string& bytes);
    void pushMessage(const model::StreamMessage& message);
    /// Cuts every connection and stops listening.
    void die();
    /// Listens on the same port again.
    bool rise();
    /// Commands received so far, words joined by spaces.
    const std::vector<std::string>& commands() const { return m_commands; }
    std::size_t connections() const { return m_buffers.size(); }

    static std::string ok() { return "+OK\r\n"; }
    static std::string error(const std::string& text) { return "-" + text + "\r\n"; }
    static std::string value(const resp::Value& value);
    /// HELLO, GRID SUBSCRIBE followed by `state`, and GRID SAMPLES, without doing it.
    static Answer serving(const model::GridState& state);

private:
    void accept();
    void read(QTcpSocket* socket);

    Answer m_answer;
    QTcpServer m_server;
    std::uint16_t m_port = 0;
    std::map<QTcpSocket*, std::string> m_buffers;
    std::vector<std::string> m_commands;
};

}  // namespace orrery::console::fixture
