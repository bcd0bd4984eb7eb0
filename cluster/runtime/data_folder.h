// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folder in which an agent keeps its control log and its units' output. One agent at a time: the
// folder is locked for as long as the DataFolder lives, and the system frees the lock when it dies.
#pragma once

#include <string>

#include "cluster/runtime/sockets.h"
#include "shared/base/result.h"

namespace orrery::runtime {

class DataFolder {
public:
    /// Makes the folder where needed, checks that it can be written, locks it. Errors: System (cannot be
    /// made or written), Unavailable (another agent has it); the detail names the folder.
    static Result<DataFolder> open(const std::string& path);

    const std::string& path() const { return m_path; }
    std::string fileNamed(const std::string& name) const { return m_path + "/" + name; }

private:
    DataFolder(std::string path, FileDescriptor lock)
        : m_path(std::move(path)), m_lock(std::move(lock)) {}
    std::string m_path;
    FileDescriptor m_lock;
};

}  // namespace orrery::runtime
