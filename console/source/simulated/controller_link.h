// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A RESP3 connection to the controller of a simulated grid, through its front door, as a console outside
// would have it: tries the agents one after the other, follows NOTCONTROLLER, greets, and begins anew
// when the agent dies, closes or falls silent. Lives in the world's time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "cluster/simulation/world/world.h"
#include "console/source/reply_cutter.h"

namespace orrery::console {

class ControllerLink final : public simulation::Actor {
public:
    /// Who uses the link. Told from within the world's steps.
    class User {
    public:
        virtual ~User() = default;
        /// Greeted: send() works.
        virtual void linkReady() = 0;
        /// A reply or push behind the greeting, and its bytes.
        virtual void linkReplied(const resp::Value& value, const std::string& bytes) = 0;
        /// The reply was a redirect: what was asked was not done. The link goes there.
        virtual void linkMoved() = 0;
        /// It was ready and is not any more; it tries again by itself.
        virtual void linkLost(const QString& why) = 0;
    };

    /// Whether a ready link on which nothing comes for `silenceLimit` counts as lost.
    enum class Silence { Allowed, Counts };

    static constexpr Duration silenceLimit = seconds(3);
    static constexpr Duration roundWait = milliseconds(200);  ///< After all agents were tried.

    /// Both must outlive the link; the link must outlive the world's run.
    ControllerLink(simulation::World& world, User& user, Silence silence);

    /// Begins to look for the controller.
    void start();
    /// Sends a command. Must be ready.
    void send(std::vector<std::string> words);
    /// Closes, tells linkLost(why) when it was ready, and tries again.
    void giveUp(const QString& why);
    bool isReady() const { return m_stage == Stage::Ready; }
    /// Address of the agent spoken to or tried last; empty before the first.
    const model::Endpoint& peer() const { return m_peer; }
    /// Why the last try failed; may be empty.
    const QString& lastProblem() const { return m_lastProblem; }

    void wake(std::uint64_t detail) override;
    void replied(simulation::ConnectionIndex connection, std::string_view bytes) override;
    void disconnected(simulation::ConnectionIndex connection) override;

private:
    enum class Stage { Waiting, Greeting, Ready };
    enum Alarm : std::uint64_t { Retry, CheckSilence };
    static constexpr int mostRedirects = 4;  ///< Followed in one round.

    void startRound();
    void tryNext();
    void open(core::NodeId node);
    void take(const resp::Value& value, const std::string& bytes);
    bool followRedirect(const resp::Value& value);
    void close();

    simulation::World& m_world;
    User& m_user;
    Silence m_silence;
    Stage m_stage = Stage::Waiting;
    simulation::ConnectionIndex m_connection = simulation::noConnection;
    ReplyCutter m_cutter;
    model::Endpoint m_peer;
    Instant m_lastByte;
    simulation::HostIndex m_next = 0;  ///< Agent to try next in this round.
    int m_redirects = 0;
    QString m_lastProblem;
};

}  // namespace orrery::console
