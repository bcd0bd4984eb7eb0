// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A client of the control plane: finds the agent that is the controller and talks to it. It starts at
// any agent it was told of and follows NOTCONTROLLER, and ASKAGENT to the agent that alone can answer.
//
// An acting command is never repeated after it may have reached the controller: when the connection
// ends before the answer, its outcome is Unknown and the journal tells what became of it.
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cluster/runtime/client/connection_pool.h"

namespace orrery::client {

struct ControllerClientOptions {
    std::vector<model::Endpoint> seeds;      ///< Agents; at least one.
    std::string password;
    Duration attemptTimeout = seconds(3);    ///< Of one agent.
    Duration deadline = seconds(10);         ///< To find the controller and hear its answer.
};

enum class ControlResult : std::uint8_t {
    Answered,   ///< `reply` is the controller's answer.
    Refused,    ///< `reply` is the controller's error; nothing was done.
    NoContact,  ///< No controller was found in time; nothing was done. `detail` says what was seen.
    Unknown,    ///< An acting command was sent and its answer got lost.
};

struct ControlAnswer {
    ControlResult result = ControlResult::NoContact;
    resp::Value reply;
    std::string detail;
};

enum class ControlAccess : std::uint8_t { Looking, Acting };

class ControllerClient : public QObject {
    Q_OBJECT

public:
    using Handler = std::function<void(ControlAnswer answer)>;

    explicit ControllerClient(ControllerClientOptions options, QObject* parent = nullptr);

    /// Sends one command and calls `handler` once. One command at a time: the next may be sent from
    /// within the handler.
    void call(std::vector<std::string> arguments, ControlAccess access, Handler handler);

    /// Pushes from the controller, after a GRID SUBSCRIBE was answered.
    void setPushHandler(PushHandler handler) { m_pushHandler = std::move(handler); }

    /// The agent that answered last.
    const model::Endpoint& controller() const { return m_current; }

Q_SIGNALS:
    /// A connection has ended; a subscription on it is over.
    void connectionLost();

private:
    void attempt();
    void ended(Delivery delivery, resp::Value reply);
    void follow(const std::string& redirection);
    void tryNextSeed(std::string why);
    void finish(ControlResult result, resp::Value reply, std::string detail);

    const ControllerClientOptions m_options;
    ConnectionPool m_pool;
    model::Endpoint m_current;
    std::size_t m_nextSeed = 1;
    PushHandler m_pushHandler;
    std::vector<std::string> m_arguments;
    ControlAccess m_access = ControlAccess::Looking;
    Handler m_handler;                ///< Empty while no command is under way.
    Instant m_deadline;
    QTimer m_pause;
    std::string m_whoElse;            ///< Words of the last ASKAGENT: who alone can answer; empty: none came.
    std::uint32_t m_hops = 0;         ///< Redirections followed in a row.
};

}  // namespace orrery::client
