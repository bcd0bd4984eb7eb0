// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace orrery::runtime {

Result<DataFolder> DataFolder::open(const std::string& path) {
    std::error_code problem;
    std::filesystem::create_directories(path, problem);
    if (problem) {
        return Error{ErrorCode::System,
                     "cannot make the data folder " + path + ": " + problem.message()};
    }
    const std::string lockPath = path + "/agent.lock";
    FileDescriptor lock(::open(lockPath.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.isOpen()) {
        return Error{ErrorCode::System,
                     "cannot write in the data folder " + path + ": " + systemText(errno)};
    }
    if (flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        return Error{ErrorCode::Unavailable,
                     "the data folder " + path + " is in use by another agent"};
    }
    return DataFolder(path, std::move(lock));
}

}  // namespace orrery::runtime
