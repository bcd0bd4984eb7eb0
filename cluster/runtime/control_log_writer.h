// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Appends to the control log on a thread of its own, so that a slow disk does not silence the agent.
// While one group is being synced the next one gathers: one sync for all of them.
#pragma once

#include <QObject>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "cluster/runtime/control_log_file.h"

namespace orrery::runtime {

class ControlLogWriter final : public QObject {
public:
    /// `persisted` is called on the creating thread's event loop with the highest index on disk.
    ControlLogWriter(ControlLogFile file, std::function<void(std::uint64_t)> persisted);
    /// Waits until everything appended is on disk.
    ~ControlLogWriter() override;

    /// Entries in order of their index. Returns at once.
    void append(std::vector<core::PersistControl> entries);

private:
    void run();

    std::function<void(std::uint64_t)> m_persisted;
    ControlLogFile m_file;  ///< The thread's own once it runs.

    std::mutex m_mutex;  ///< Protects the two below.
    std::vector<core::PersistControl> m_waiting;
    bool m_finished = false;
    std::condition_variable m_wake;

    std::thread m_thread;  ///< Last: starts when everything else is there.
};

}  // namespace orrery::runtime
