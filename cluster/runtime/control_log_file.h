// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The control log on disk: append-only, checked, synced.
//
//   file    "ORRERY CONTROL 1" | records
//   record  length u32 | index u64 | crc of these 12 bytes u32 | crc of the payload u32 | payload
//
// Little-endian; indexes run from 1 without gaps. The head of a record has a check of its own, so that
// a damaged length is never taken for a record that was cut short.
//
// Opening: a last record that is cut short, or zeros behind the last record, are what a crash leaves
// while writing; nothing in them was ever confirmed, so they are cut off. Anything else that does not
// check is damage: the file is refused with the offset and not touched.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/core/effects.h"
#include "cluster/runtime/sockets.h"
#include "shared/base/result.h"

namespace orrery::runtime {

/// The calls that reach the disk. Tests put their own in.
class Disk {
public:
    virtual ~Disk() = default;
    /// As write(2), write to the end of the file.
    virtual long write(int descriptor, const char* bytes, std::size_t size);
    /// As fdatasync(2).
    virtual int sync(int descriptor);
    /// As fsync(2) on a folder.
    virtual int syncFolder(int descriptor);
};

/// The disk of this machine.
Disk& machineDisk();

class ControlLogFile {
public:
    /// Opens `path`, or makes it and syncs its folder. Errors: Corrupt with file and byte offset,
    /// Unsupported for a later format, System.
    static Result<ControlLogFile> open(const std::string& path, Disk& disk = machineDisk());

    /// What the file held, index 1 first. Once.
    std::vector<core::PersistControl> takeRecovered() { return std::move(m_recovered); }
    /// What was cut off at opening, for the log; empty when nothing was.
    const std::string& cutNote() const { return m_cutNote; }

    /// Writes the entries in one go and syncs. When it returns they are on disk: if that cannot be had,
    /// the process is aborted, because nothing is known any more about what the disk holds.
    void append(std::span<const core::PersistControl> entries);

private:
    ControlLogFile(std::string path, FileDescriptor file, Disk& disk)
        : m_path(std::move(path)), m_file(std::move(file)), m_disk(&disk) {}
    Status create();
    Status recover(std::string_view content);
    void writeAll(std::string_view bytes);
    [[noreturn]] void giveUp(const char* action);

    std::string m_path;
    FileDescriptor m_file;
    Disk* m_disk;
    std::vector<core::PersistControl> m_recovered;
    std::string m_cutNote;
    std::string m_buffer;
};

}  // namespace orrery::runtime
