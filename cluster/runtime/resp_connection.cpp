// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/resp_connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "cluster/runtime/resp_server.h"

namespace orrery::runtime {

namespace {

constexpr std::size_t smallestRead = 16 * 1024;
constexpr std::size_t largestRead = 256 * 1024;
constexpr std::size_t keptCapacity =
    64 * 1024;  ///< Of an empty buffer, so that idle clients cost little.

bool isPassing(int number) { return number == EAGAIN || number == EWOULDBLOCK || number == EINTR; }

void release(std::string& buffer) {
    buffer.clear();
    if (buffer.capacity() > keptCapacity) {
        buffer.shrink_to_fit();
    }
}

}  // namespace

RespConnection::RespConnection(RespServer& server, FileDescriptor socket, Facts facts)
    : m_server(server),
      m_socket(std::move(socket)),
      m_client(facts.client),
      m_address(std::move(facts.address)),
      m_parser(facts.limits),
      m_replies(facts.lastTicket) {}

void RespConnection::ready(std::uint32_t events) { m_server.connectionReady(*this, events); }

void RespConnection::read(std::span<char> chunk) {
    if (!m_input.empty()) {
        readOwn();
        return;
    }
    const ssize_t count = recv(m_socket.get(), chunk.data(), chunk.size(), 0);
    m_unread = std::string_view(chunk.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    ended = count == 0;
    broken = broken || (count < 0 && !isPassing(errno));
}

void RespConnection::readOwn() {
    const std::size_t before = m_input.size();
    const std::size_t room = std::clamp(before, smallestRead, largestRead);
    m_input.resize(before + room);
    const ssize_t count = recv(m_socket.get(), m_input.data() + before, room, 0);
    m_input.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
    m_unread = m_input;
    ended = count == 0;
    broken = broken || (count < 0 && !isPassing(errno));
}

void RespConnection::keep(std::string_view rest) {
    if (rest.empty()) {
        release(m_input);
    } else if (m_input.empty()) {
        m_input.assign(rest);
    } else {
        m_input.erase(0, m_input.size() - rest.size());
    }
    m_unread = m_input;
}

bool RespConnection::send() {
    while (m_sent < m_output.size()) {
        const ssize_t count =
            ::send(m_socket.get(), m_output.data() + m_sent, unsent(), MSG_NOSIGNAL);
        if (count < 0) {
            return isPassing(errno);
        }
        m_sent += static_cast<std::size_t>(count);
        if (m_sent < m_output.size()) {
            break;  // The socket is full: the reactor tells when it is not.
        }
    }
    if (m_sent == m_output.size()) {
        release(m_output);
        m_sent = 0;
    } else if (m_sent > m_output.size() / 2) {
        m_output.erase(0, m_sent);
        m_sent = 0;
    }
    return true;
}

std::uint32_t RespConnection::interest() const {
    const bool takes = !paused && !ending && !ended;
    return (takes ? EPOLLIN : 0u) | (unsent() > 0 ? EPOLLOUT : 0u);
}

}  // namespace orrery::runtime
