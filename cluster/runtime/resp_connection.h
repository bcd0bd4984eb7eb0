// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One client of the front door: its socket, the bytes it sent that are not understood yet, the replies
// in order, the bytes that wait to be sent. The server drives it; it takes no decision about others.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "cluster/runtime/reactor.h"
#include "cluster/runtime/reply_queue.h"
#include "cluster/runtime/sockets.h"
#include "shared/resp/parser.h"

namespace orrery::runtime {

class RespServer;

class RespConnection final : public Reactor::Watcher {
public:
    struct Facts {
        core::ClientId client;
        core::Ticket lastTicket;
        std::string address;
        resp::Limits limits;
    };

    RespConnection(RespServer& server, FileDescriptor socket, Facts facts);

    core::ClientId client() const { return m_client; }
    const std::string& address() const { return m_address; }
    int descriptor() const { return m_socket.get(); }
    ReplyQueue& replies() { return m_replies; }
    const ReplyQueue& replies() const { return m_replies; }
    resp::RequestParser& parser() { return m_parser; }
    std::string& output() { return m_output; }

    /// Reads once: into `chunk` when nothing is left over from before, else behind what is left over.
    void read(std::span<char> chunk);
    /// Every byte that is not understood yet. Holds until keep() or the next read().
    std::string_view unread() const { return m_unread; }
    /// Keeps `rest`, the end of unread(), for the next turn.
    void keep(std::string_view rest);

    /// Sends what it can; false when the connection is broken.
    bool send();
    std::size_t unsent() const { return m_output.size() - m_sent; }
    std::size_t backlog() const { return unsent() + m_replies.heldBytes(); }

    /// What the reactor should wake this connection for.
    std::uint32_t interest() const;

    bool broken = false;  ///< To be closed without another byte.
    bool ending = false;  ///< No further request is taken; closed when the last reply has gone.
    bool ended = false;   ///< The client has closed its side.
    bool paused = false;  ///< Takes no request until it has taken its replies.
    bool listed = false;  ///< Is on the server's list of connections to look after.
    std::uint32_t armed = EPOLLIN;  ///< What the reactor wakes it for now.

private:
    void ready(std::uint32_t events) override;
    void readOwn();

    RespServer& m_server;
    FileDescriptor m_socket;
    core::ClientId m_client;
    std::string m_address;
    resp::RequestParser m_parser;
    ReplyQueue m_replies;
    std::string m_input;        ///< Left over from earlier turns.
    std::string_view m_unread;  ///< Into m_input or into the server's chunk.
    std::string m_output;
    std::size_t m_sent = 0;  ///< Bytes of m_output that are gone.
};

}  // namespace orrery::runtime
