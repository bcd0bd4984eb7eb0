// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

#include "cluster/runtime/log.h"

namespace orrery::runtime {

namespace {

FileDescriptor openSpare() { return FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

std::string callerText(const sockaddr_storage& storage) {
    char text[INET6_ADDRSTRLEN] = "";
    if (storage.ss_family == AF_INET6) {
        const auto& six = reinterpret_cast<const sockaddr_in6&>(storage);
        inet_ntop(AF_INET6, &six.sin6_addr, text, sizeof text);
        return textOf(model::Endpoint{text, ntohs(six.sin6_port)});
    }
    const auto& four = reinterpret_cast<const sockaddr_in&>(storage);
    inet_ntop(AF_INET, &four.sin_addr, text, sizeof text);
    return textOf(model::Endpoint{text, ntohs(four.sin_port)});
}

bool isExhaustion(int number) {
    return number == EMFILE || number == ENFILE || number == ENOBUFS || number == ENOMEM;
}

}  // namespace

Listener::Listener(Reactor& reactor) : m_reactor(reactor), m_spare(openSpare()) {
    m_restTimer.setSingleShot(true);
    m_restTimer.setInterval(100);
    QObject::connect(&m_restTimer, &QTimer::timeout, &m_restTimer, [this] {
        if (m_socket.isOpen()) {
            m_reactor.change(m_socket.get(), EPOLLIN, *this);
        }
    });
}

Listener::~Listener() { close(); }

Status Listener::open(const model::Endpoint& endpoint) {
    Result<FileDescriptor> socket = listenOn(endpoint);
    if (!socket) {
        return socket.error();
    }
    m_socket = socket.take();
    m_reactor.add(m_socket.get(), EPOLLIN, *this);
    return Done{};
}

void Listener::close() {
    if (m_socket.isOpen()) {
        m_reactor.remove(m_socket.get(), *this);
        m_socket.close();
    }
    m_hasCallers = false;
}

std::optional<Listener::Caller> Listener::accept() {
    while (m_hasCallers) {
        sockaddr_storage storage{};
        socklen_t length = sizeof storage;
        FileDescriptor socket(accept4(m_socket.get(), reinterpret_cast<sockaddr*>(&storage),
                                      &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (socket.isOpen()) {
            const int on = 1;
            setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            return Caller{std::move(socket), callerText(storage)};
        }
        m_hasCallers = errno == EINTR || errno == ECONNABORTED;
        if (isExhaustion(errno)) {
            refuseOne();
        }
    }
    return std::nullopt;
}

void Listener::refuseOne() {
    logLine(LogLevel::Warning, "clients", "no file descriptor is left for a new client",
            {{"do", "raise the limit of open files (ulimit -n)"}});
    m_spare.close();
    FileDescriptor(accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC)).close();
    m_spare = openSpare();
    m_reactor.change(m_socket.get(), 0, *this);
    m_restTimer.start();
}

}  // namespace orrery::runtime
