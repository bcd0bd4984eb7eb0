// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk_stream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "console/source/recording_reader.h"

namespace orrery::console::desk {
namespace {

constexpr std::chrono::milliseconds turn{2};
constexpr std::string_view greeting = "%1\r\n$5\r\nproto\r\n:3\r\n";
constexpr std::string_view subscribed = "+OK\r\n";

bool sendAll(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// Answers HELLO, and returns true at GRID SUBSCRIBE.
bool greet(int socket) {
    std::string heard;
    char bytes[512];
    bool greeted = false;
    for (;;) {
        const ssize_t count = recv(socket, bytes, sizeof bytes, 0);
        if (count <= 0) {
            return false;
        }
        heard.append(bytes, static_cast<std::size_t>(count));
        if (!greeted && heard.find("HELLO") != std::string::npos) {
            greeted = sendAll(socket, greeting);
        }
        if (heard.find("SUBSCRIBE") != std::string::npos) {
            return sendAll(socket, subscribed);
        }
    }
}

/// Each push at its time; returns when nobody listens any more, or all is said.
void stream(int socket, RecordingReader& reader) {
    const Instant first = reader.begin().at;
    StreamBatch batch = reader.seek(first, {});
    const auto begin = Clock::now();
    while (!reader.atEnd()) {
        std::string bytes;
        for (const ReceivedMessage& received : batch.messages) {
            bytes += received.bytes.empty() ? pushBytes(*received.message) : received.bytes;
        }
        if (!sendAll(socket, bytes)) {
            return;
        }
        std::this_thread::sleep_for(turn);
        const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
        batch = reader.next(first + microseconds(passed.count()));
    }
}

int listenOnLoopback(std::uint16_t& port) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    const bool listens = listener >= 0 && bind(listener, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                         listen(listener, 4) == 0 &&
                         getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    port = ntohs(address.sin_port);
    return listens ? listener : -1;
}

/// The life of the process; returns when it has failed.
void live(const QString& path, const StreamSize& size, int report) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!writeStream(path, size)) {
        return;
    }
    auto reader = RecordingReader::open({path}, OpeningCheck::FramesOnly);
    std::uint16_t port = 0;
    const int listener = listenOnLoopback(port);
    if (!reader || listener < 0 || write(report, &port, sizeof port) != sizeof port) {
        return;
    }
    for (;;) {
        const int guest = accept(listener, nullptr, nullptr);
        if (guest < 0) {
            return;
        }
        const int noDelay = 1;
        setsockopt(guest, IPPROTO_TCP, TCP_NODELAY, &noDelay, sizeof noDelay);
        if (greet(guest)) {
            stream(guest, *reader.value());
        }
        close(guest);
    }
}

}  // namespace

ServedStream::ServedStream(const QString& path, const StreamSize& size) {
    int ends[2];
    if (pipe(ends) != 0) {
        return;
    }
    m_process = fork();
    if (m_process == 0) {
        close(ends[0]);
        live(path, size, ends[1]);
        _exit(1);
    }
    close(ends[1]);
    m_report = ends[0];
}

ServedStream::~ServedStream() {
    if (m_report >= 0) {
        close(m_report);
    }
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
}

std::optional<std::uint16_t> ServedStream::port() {
    std::uint16_t port = 0;
    return read(m_report, &port, sizeof port) == sizeof port ? std::optional(port) : std::nullopt;
}

}  // namespace orrery::console::desk
