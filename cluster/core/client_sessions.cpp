// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/client_sessions.h"

namespace orrery::core {

void ClientSessions::open(ClientId client, std::string_view address) {
    if (client.value >= m_sessions.size()) {
        m_sessions.resize(client.value + 1);
    }
    ClientSession& session = m_sessions[client.value];
    const std::uint64_t generation = session.generation + 1;
    m_open += session.open ? 0 : 1;
    session = ClientSession{};
    session.open = true;
    session.authenticated = !needsPassword();
    session.generation = generation;
    session.id = ++m_lastId;
    session.address = address;
}

void ClientSessions::close(ClientId client) {
    if (ClientSession* session = find(client)) {
        session->open = false;
        ++session->generation;
        --m_open;
    }
}

ClientSession* ClientSessions::find(ClientId client) {
    const bool known = client.value < m_sessions.size() && m_sessions[client.value].open;
    return known ? &m_sessions[client.value] : nullptr;
}

bool ClientSessions::isPassword(std::string_view candidate) const {
    unsigned difference = candidate.size() == m_password.size() ? 0 : 1;
    for (std::size_t index = 0; index < candidate.size(); ++index) {
        const char expected = m_password.empty() ? '\0' : m_password[index % m_password.size()];
        difference |= static_cast<unsigned char>(candidate[index]) ^ static_cast<unsigned char>(expected);
    }
    return difference == 0;
}

}  // namespace orrery::core
