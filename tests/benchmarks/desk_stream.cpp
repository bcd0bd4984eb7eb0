// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk_stream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "cluster/core/sample_slots.h"
#include "console/source/recording_reader.h"
#include "shared/resp/parser.h"

namespace orrery::console::desk {
namespace {

constexpr std::chrono::milliseconds turn{2};
constexpr std::string_view greeting = "%1\r\n$5\r\nproto\r\n:3\r\n";
constexpr std::string_view subscribed = "+OK\r\n";
constexpr std::string_view subscription = "*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n*2\r\n$4\r\nGRID\r\n$9\r\nSUBSCRIBE\r\n";
constexpr const char* plainReaderAsked = "--plain-reader";
constexpr std::chrono::milliseconds plainReaderTurn{100};

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

/// What a guest wants of the samples, and what it was sent: the rule of the grid itself.
class SampleChoice {
public:
    /// Takes what the guest has said meanwhile, answers it, and returns false when the guest is gone.
    bool hear(int socket) {
        char bytes[512];
        const ssize_t count = recv(socket, bytes, sizeof bytes, MSG_DONTWAIT);
        if (count <= 0) {
            return count < 0 && errno == EAGAIN;
        }
        m_heard.append(bytes, static_cast<std::size_t>(count));
        resp::RequestParser parser;
        while (parser.parse(m_heard) == resp::Progress::Complete) {
            const auto words = parser.arguments();
            m_slot = milliseconds(words.size() == 4 ? std::atoi(std::string(words[3]).c_str()) : 0);
            m_heard.erase(0, parser.consumed());
            if (!sendAll(socket, subscribed)) {
                return false;
            }
        }
        return true;
    }

    bool isWanted(const ReceivedMessage& received) {
        const auto* sample = std::get_if<model::UnitTelemetry>(received.message.get());
        if (sample == nullptr) {
            return true;
        }
        const auto [last, isFirst] = m_last.try_emplace(sample->unit, received.at.at);
        const Instant before = std::exchange(last->second, received.at.at);
        return isFirst || core::isFirstOfSlot(m_slot, before, received.at.at);
    }

private:
    Duration m_slot;
    std::map<UnitId, Instant> m_last;
    std::string m_heard;
};

/// Each push at its time; returns when nobody listens any more, or all is said.
void stream(int socket, RecordingReader& reader) {
    const Instant first = reader.begin().at;
    SampleChoice choice;
    StreamBatch batch = reader.seek(first, {});
    const auto begin = Clock::now();
    while (!reader.atEnd() && choice.hear(socket)) {
        std::string bytes;
        for (const ReceivedMessage& received : batch.messages) {
            if (choice.isWanted(received)) {
                bytes += received.bytes.empty() ? pushBytes(*received.message) : received.bytes;
            }
        }
        if (!sendAll(socket, bytes)) {
            return;
        }
        std::this_thread::sleep_for(turn);
        const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
        batch = reader.next(first + microseconds(passed.count()));
    }
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

int listenOnLoopback(std::uint16_t& port) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    const bool listens = listener >= 0 && bind(listener, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                         listen(listener, 4) == 0 &&
                         getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    port = ntohs(address.sin_port);
    return listens ? listener : -1;
}

/// The life of one guest.
void serve(int guest, const QString& path) {
    const int noDelay = 1;
    setsockopt(guest, IPPROTO_TCP, TCP_NODELAY, &noDelay, sizeof noDelay);
    auto reader = RecordingReader::open({path}, OpeningCheck::FramesOnly);
    if (reader && greet(guest)) {
        stream(guest, *reader.value());
    }
    close(guest);
}

/// The life of the process; returns when it has failed.
void live(const QString& path, const StreamSize& size, int report) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!writeStream(path, size)) {
        return;
    }
    std::uint16_t port = 0;
    const int listener = listenOnLoopback(port);
    if (listener < 0 || write(report, &port, sizeof port) != sizeof port) {
        return;
    }
    for (;;) {
        const int guest = accept(listener, nullptr, nullptr);
        if (guest < 0) {
            return;
        }
        std::thread(serve, guest, path).detach();
    }
}

/// The life of a plain reader; returns when nothing comes any more.
void takeBytes(std::uint16_t port) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int stream = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    if (connect(stream, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        !sendAll(stream, subscription)) {
        return;
    }
    std::vector<char> taken(1024 * 1024), kept(taken.size());
    for (;;) {
        const ssize_t count = recv(stream, taken.data(), taken.size(), 0);
        if (count <= 0) {
            return;
        }
        std::memcpy(kept.data(), taken.data(), static_cast<std::size_t>(count));
        std::this_thread::sleep_for(plainReaderTurn);
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

PlainReader::PlainReader(std::uint16_t port) {
    std::string program = "/proc/self/exe", asked = plainReaderAsked, where = std::to_string(port);
    char* arguments[] = {program.data(), asked.data(), where.data(), nullptr};
    if (posix_spawn(&m_process, program.c_str(), nullptr, nullptr, arguments, environ) != 0) {
        m_process = -1;
    }
}

PlainReader::~PlainReader() {
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
}

bool PlainReader::runIfAsked(int argc, char** argv) {
    const bool asked = argc == 3 && std::string_view(argv[1]) == plainReaderAsked;
    if (asked) {
        takeBytes(static_cast<std::uint16_t>(std::atoi(argv[2])));
    }
    return asked;
}

std::optional<double> PlainReader::processorSeconds() const {
    clockid_t clock{};
    timespec used{};
    siginfo_t ended{};
    if (m_process < 0 || waitid(P_PID, static_cast<id_t>(m_process), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        ended.si_pid != 0 || clock_getcpuclockid(m_process, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        return std::nullopt;
    }
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

}  // namespace orrery::console::desk
