// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small words for the operating system's sockets and files: an owned descriptor, a listening socket,
// errno as text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "shared/base/result.h"
#include "shared/model/grid_state.h"

namespace orrery::runtime {

/// Owns a file descriptor and closes it. -1: none.
class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) {}
    FileDescriptor(FileDescriptor&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    ~FileDescriptor() { close(); }

    int get() const { return m_descriptor; }
    bool isOpen() const { return m_descriptor >= 0; }
    void close();
    /// Gives the descriptor away.
    int release() { return std::exchange(m_descriptor, -1); }

private:
    int m_descriptor = -1;
};

/// "Address already in use" and the like, for `number` from errno.
std::string systemText(int number);

/// A non-blocking IPv4 or IPv6 socket that listens on `endpoint` (port 0: any free one). The error
/// names the endpoint and what to do.
Result<FileDescriptor> listenOn(const model::Endpoint& endpoint);

/// The port a listening socket has got.
std::uint16_t portOf(const FileDescriptor& socket);

/// "127.0.0.1:7100", "[::1]:7100".
std::string textOf(const model::Endpoint& endpoint);
/// Parses what textOf() writes. Malformed when it is anything else, or a port out of 1 .. 65535.
Result<model::Endpoint> endpointFrom(std::string_view text);

/// True when `address` is one of this machine's loopback addresses.
bool isLoopback(std::string_view address);

}  // namespace orrery::runtime
