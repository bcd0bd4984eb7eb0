// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/unit_log_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "cluster/runtime/process_supervisor.h"
#include "cluster/runtime/sockets.h"

namespace orrery::runtime {

namespace {

using Found = core::UnitLogBytes::Found;

/// Bytes `from` .. `to` of the file; fewer when it was cut meanwhile.
std::string part(int file, std::uint64_t from, std::uint64_t to) {
    std::string bytes(to - from, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count =
            ::pread(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(from + done));
        if (count <= 0) {
            break;
        }
        done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    return bytes;
}

core::UnitLogBytes unreadable(core::UnitLogBytes log, std::string why) {
    log.found = Found::Unreadable;
    log.why = log.file + ": " + std::move(why);
    return log;
}

core::UnitLogBytes endOfFile(const std::string& path, std::size_t bytesAtMost) {
    core::UnitLogBytes log;
    log.file = path;
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file.isOpen()) {
        log.found = Found::NoFile;
        return errno == ENOENT ? log : unreadable(std::move(log), systemText(errno));
    }
    struct stat facts {};
    if (::fstat(file.get(), &facts) != 0) {
        return unreadable(std::move(log), systemText(errno));
    }
    if (!S_ISREG(facts.st_mode)) {
        return unreadable(std::move(log), "it is no regular file");
    }
    log.found = Found::Bytes;
    log.fileBytes = static_cast<std::uint64_t>(facts.st_size);
    log.writtenAt = WallTime{facts.st_mtim.tv_sec * 1000 + facts.st_mtim.tv_nsec / 1000000};
    const std::uint64_t from = log.fileBytes - std::min<std::uint64_t>(log.fileBytes, bytesAtMost);
    log.bytes = part(file.get(), from, log.fileBytes);
    log.startsInside = from > 0;
    return log;
}

}  // namespace

core::UnitLogBytes endOfLog(const std::string& path, std::size_t bytesAtMost) {
    core::UnitLogBytes log = endOfFile(path, bytesAtMost);
    if (log.found != Found::Bytes || log.startsInside || log.bytes.size() >= bytesAtMost) {
        return log;
    }
    const core::UnitLogBytes former = endOfFile(rotatedLog(path), bytesAtMost - log.bytes.size());
    if (former.found == Found::Bytes) {
        log.bytes.insert(0, former.bytes);
        log.startsInside = former.startsInside;
    }
    return log;
}

UnitLogReader::UnitLogReader() { m_pool.setMaxThreadCount(1); }

UnitLogReader::~UnitLogReader() { m_pool.waitForDone(); }

void UnitLogReader::read(const core::ReadUnitLog& read, const std::string& path,
                         std::function<void(const core::UnitLogBytes&)> done) {
    m_pool.start([this, read, path, done = std::move(done)] {
        core::UnitLogBytes log = endOfLog(path, read.bytesAtMost);
        log.question = read.question;
        QMetaObject::invokeMethod(
            this, [done, log = std::move(log)] { done(log); }, Qt::QueuedConnection);
    });
}

}  // namespace orrery::runtime
