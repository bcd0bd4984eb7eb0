// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/control_log_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "cluster/runtime/log.h"
#include "shared/base/bytes.h"
#include "shared/base/crc32c.h"

namespace orrery::runtime {

namespace {

constexpr std::string_view magic = "ORRERY CONTROL 1";
constexpr std::size_t checkedHead = 12;
constexpr std::size_t headLength = 20;

void appendRecord(std::string& buffer, const core::PersistControl& entry) {
    const std::size_t start = buffer.size();
    ByteWriter writer(buffer);
    writer.u32(static_cast<std::uint32_t>(entry.payload.size()));
    writer.u64(entry.index);
    writer.u32(crc32c(std::string_view(buffer).substr(start, checkedHead)));
    writer.u32(crc32c(entry.payload));
    buffer.append(entry.payload);
}

Result<std::string> contentOf(int descriptor, const std::string& path) {
    std::string content;
    char chunk[65536];
    ssize_t count = 0;
    while ((count = ::read(descriptor, chunk, sizeof chunk)) > 0) {
        content.append(chunk, static_cast<std::size_t>(count));
    }
    if (count < 0) {
        return Error{ErrorCode::System, "cannot read " + path + ": " + systemText(errno)};
    }
    return content;
}

bool isZero(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == 0; });
}

struct Record {
    enum class Kind { Whole, CutShort, Damaged } kind = Kind::Damaged;
    core::PersistControl entry;
    std::size_t length = 0;
    std::string_view problem;
};

/// The record at the start of `rest`, which must be followed by index `expected` - 1.
Record readRecord(std::string_view rest, std::uint64_t expected) {
    Record record;
    if (rest.size() < headLength || isZero(rest)) {
        record.kind = Record::Kind::CutShort;
        return record;
    }
    ByteReader reader(rest.substr(0, headLength));
    const std::size_t length = reader.u32();
    record.entry.index = reader.u64();
    if (reader.u32() != crc32c(rest.substr(0, checkedHead))) {
        record.problem = "the check of the record's head fails";
        return record;
    }
    if (rest.size() < headLength + length) {
        record.kind = Record::Kind::CutShort;
        return record;
    }
    record.entry.payload = rest.substr(headLength, length);
    record.length = headLength + length;
    if (reader.u32() != crc32c(record.entry.payload)) {
        record.problem = "the check of the record fails";
    } else if (record.entry.index != expected) {
        record.problem = "the record has another index than the one due";
    } else {
        record.kind = Record::Kind::Whole;
    }
    return record;
}

}  // namespace

long Disk::write(int descriptor, const char* bytes, std::size_t size) {
    return ::write(descriptor, bytes, size);
}
int Disk::sync(int descriptor) { return ::fdatasync(descriptor); }
int Disk::syncFolder(int descriptor) { return ::fsync(descriptor); }

Disk& machineDisk() {
    static Disk disk;
    return disk;
}

Result<ControlLogFile> ControlLogFile::open(const std::string& path, Disk& disk) {
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!file.isOpen()) {
        return Error{ErrorCode::System, "cannot open " + path + ": " + systemText(errno)};
    }
    const Result<std::string> content = contentOf(file.get(), path);
    if (!content) {
        return content.error();
    }
    ControlLogFile log(path, std::move(file), disk);
    const bool isNew = content.value().size() < magic.size() && magic.starts_with(content.value());
    const Status status = isNew ? log.create() : log.recover(content.value());
    if (!status) {
        return status.error();
    }
    return log;
}

Status ControlLogFile::create() {
    const std::string folder = std::filesystem::path(m_path).parent_path();
    const FileDescriptor parent(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (ftruncate(m_file.get(), 0) != 0 || !parent.isOpen()) {
        return Error{ErrorCode::System, "cannot make " + m_path + ": " + systemText(errno)};
    }
    writeAll(magic);
    if (m_disk->sync(m_file.get()) != 0 || m_disk->syncFolder(parent.get()) != 0) {
        giveUp("sync");
    }
    return Done{};
}

Status ControlLogFile::recover(std::string_view content) {
    if (!content.starts_with(magic)) {
        const bool later = content.starts_with(magic.substr(0, magic.size() - 1));
        return later ? Error{ErrorCode::Unsupported,
                             m_path + " was written by a later version of Orrery"}
                     : Error{ErrorCode::Corrupt, m_path + " at byte 0: this is not a control log"};
    }
    std::size_t offset = magic.size();
    while (offset < content.size()) {
        Record record = readRecord(content.substr(offset), m_recovered.size() + 1);
        if (record.kind == Record::Kind::Damaged) {
            return Error{ErrorCode::Corrupt,
                         m_path + " at byte " + std::to_string(offset) + ": " +
                             std::string(record.problem) +
                             "; the file was left as it is, restore it from a copy"};
        }
        if (record.kind == Record::Kind::CutShort) {
            m_cutNote = std::to_string(content.size() - offset) +
                        " bytes of an unfinished record at byte " + std::to_string(offset);
            if (ftruncate(m_file.get(), static_cast<off_t>(offset)) != 0 ||
                m_disk->sync(m_file.get()) != 0) {
                return Error{ErrorCode::System, "cannot cut " + m_path + ": " + systemText(errno)};
            }
            break;
        }
        offset += record.length;
        m_recovered.push_back(std::move(record.entry));
    }
    return Done{};
}

void ControlLogFile::append(std::span<const core::PersistControl> entries) {
    m_buffer.clear();
    for (const core::PersistControl& entry : entries) {
        appendRecord(m_buffer, entry);
    }
    writeAll(m_buffer);
    if (m_disk->sync(m_file.get()) != 0) {
        giveUp("sync");
    }
}

void ControlLogFile::writeAll(std::string_view bytes) {
    while (!bytes.empty()) {
        const long count = m_disk->write(m_file.get(), bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            giveUp("write");
        }
        bytes.remove_prefix(static_cast<std::size_t>(std::max(count, 0L)));
    }
}

void ControlLogFile::giveUp(const char* action) {
    logLine(LogLevel::Error, "control-log", "the control log cannot be kept, this process stops",
            {{"file", m_path}, {"action", action}, {"reason", systemText(errno)}});
    std::abort();
}

}  // namespace orrery::runtime
