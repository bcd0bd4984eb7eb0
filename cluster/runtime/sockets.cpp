// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/sockets.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QHostAddress>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>

namespace orrery::runtime {

namespace {

struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;
    bool known = false;
};

Address addressOf(const model::Endpoint& endpoint) {
    Address address;
    auto* four = reinterpret_cast<sockaddr_in*>(&address.storage);
    auto* six = reinterpret_cast<sockaddr_in6*>(&address.storage);
    if (inet_pton(AF_INET, endpoint.address.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(endpoint.port);
        address.length = sizeof(sockaddr_in);
        address.known = true;
    } else if (inet_pton(AF_INET6, endpoint.address.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(endpoint.port);
        address.length = sizeof(sockaddr_in6);
        address.known = true;
    }
    return address;
}

Error listenError(const model::Endpoint& endpoint, int number) {
    const std::string hint =
        number == EADDRINUSE ? "; another process uses this port, choose another one" : "";
    return Error{ErrorCode::Unavailable,
                 "cannot listen on " + textOf(endpoint) + ": " + systemText(number) + hint};
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
        close();
        m_descriptor = std::exchange(other.m_descriptor, -1);
    }
    return *this;
}

void FileDescriptor::close() {
    if (m_descriptor >= 0) {
        ::close(std::exchange(m_descriptor, -1));
    }
}

std::string systemText(int number) { return std::system_category().message(number); }

Result<FileDescriptor> listenOn(const model::Endpoint& endpoint) {
    const Address address = addressOf(endpoint);
    if (!address.known) {
        return Error{ErrorCode::Malformed,
                     "cannot listen on \"" + endpoint.address + "\": not an IP address"};
    }
    FileDescriptor socket(
        ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    if (!socket.isOpen() ||
        setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(socket.get(), reinterpret_cast<const sockaddr*>(&address.storage), address.length) !=
            0 ||
        ::listen(socket.get(), 1024) != 0) {
        return listenError(endpoint, errno);
    }
    return socket;
}

std::uint16_t portOf(const FileDescriptor& socket) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (getsockname(socket.get(), reinterpret_cast<sockaddr*>(&storage), &length) != 0) {
        return 0;
    }
    return ntohs(storage.ss_family == AF_INET6
                     ? reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port
                     : reinterpret_cast<sockaddr_in*>(&storage)->sin_port);
}

std::string textOf(const model::Endpoint& endpoint) {
    const bool six = endpoint.address.find(':') != std::string::npos;
    return (six ? "[" + endpoint.address + "]" : endpoint.address) + ":" +
           std::to_string(endpoint.port);
}

Result<model::Endpoint> endpointFrom(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    const Error malformed{ErrorCode::Malformed,
                          "\"" + std::string(text) + "\" is not ADDRESS:PORT"};
    if (colon == std::string_view::npos || colon == 0) {
        return malformed;
    }
    const std::string_view digits = text.substr(colon + 1);
    unsigned port = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    std::string_view address = text.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
        address = address.substr(1, address.size() - 2);
    }
    model::Endpoint endpoint{std::string(address), static_cast<std::uint16_t>(port)};
    if (problem != std::errc() || end != digits.data() + digits.size() || port == 0 ||
        port > 65535 || !addressOf(endpoint).known) {
        return malformed;
    }
    return endpoint;
}

bool isLoopback(std::string_view address) {
    return QHostAddress(QString::fromUtf8(address.data(), static_cast<qsizetype>(address.size())))
        .isLoopback();
}

}  // namespace orrery::runtime
