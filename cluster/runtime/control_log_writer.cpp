// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/control_log_writer.h"

#include <iterator>
#include <utility>

namespace orrery::runtime {

ControlLogWriter::ControlLogWriter(ControlLogFile file,
                                   std::function<void(std::uint64_t)> persisted)
    : m_persisted(std::move(persisted)), m_file(std::move(file)), m_thread([this] { run(); }) {}

ControlLogWriter::~ControlLogWriter() {
    {
        const std::lock_guard lock(m_mutex);
        m_finished = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void ControlLogWriter::append(std::vector<core::PersistControl> entries) {
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.insert(m_waiting.end(), std::make_move_iterator(entries.begin()),
                         std::make_move_iterator(entries.end()));
    }
    m_wake.notify_one();
}

void ControlLogWriter::run() {
    std::vector<core::PersistControl> group;
    while (true) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_finished || !m_waiting.empty(); });
            if (m_waiting.empty()) {
                return;
            }
            group.clear();
            std::swap(group, m_waiting);
        }
        m_file.append(group);
        const std::uint64_t index = group.back().index;
        QMetaObject::invokeMethod(
            this, [this, index] { m_persisted(index); }, Qt::QueuedConnection);
    }
}

}  // namespace orrery::runtime
