// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a process remembers of its client connections. The shell's client numbers are small and used
// again, so sessions live in a vector, and a generation tells two users of one number apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/core/node.h"
#include "shared/base/time.h"
#include "shared/resp/writer.h"

namespace orrery::core {

struct ClientSession {
    bool open = false;
    bool authenticated = false;
    bool subscribed = false;               ///< Agents: gets the grid's pushes,
    Duration sampleSlot;                   ///< of each unit the first sample of each slot of this length; 0: all.
    resp::Version version = resp::Version::Resp2;
    std::uint64_t generation = 0;
    std::uint64_t id = 0;                  ///< As CLIENT ID tells it: never used twice.
    std::string name;
    std::string address;
    std::int64_t lastPartition = -1;       ///< Of its last write, for WAIT; -1: none yet.
};

class ClientSessions {
public:
    explicit ClientSessions(std::string password) : m_password(std::move(password)) {}

    void open(ClientId client, std::string_view address);
    void close(ClientId client);
    /// The session of an open client, or null.
    ClientSession* find(ClientId client);
    std::uint64_t count() const { return m_open; }
    /// Calls `visit(ClientId, ClientSession&)` for every open client.
    template <typename Visit>
    void forEach(Visit visit) {
        for (std::size_t number = 0; number < m_sessions.size(); ++number) {
            if (m_sessions[number].open) {
                visit(ClientId{static_cast<std::uint32_t>(number)}, m_sessions[number]);
            }
        }
    }

    bool needsPassword() const { return !m_password.empty(); }
    /// Compares in a time that does not depend on where the two differ.
    bool isPassword(std::string_view candidate) const;

private:
    std::string m_password;
    std::vector<ClientSession> m_sessions;
    std::uint64_t m_open = 0;
    std::uint64_t m_lastId = 0;
};

}  // namespace orrery::core
