// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the ends of units' logs on a thread of its own: a disk that hangs must not hold an agent up.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <functional>
#include <string>

#include "cluster/core/agent_core.h"
#include "cluster/core/effects.h"

namespace orrery::runtime {

/// The last `bytesAtMost` bytes of the log at `path`; where it holds fewer because it was cut, of its former content
/// before it. Whatever stands there is answered: no file, no right to read, no regular file.
core::UnitLogBytes endOfLog(const std::string& path, std::size_t bytesAtMost);

class UnitLogReader final : public QObject {
public:
    UnitLogReader();
    /// Waits for what is being read.
    ~UnitLogReader() override;

    /// `done` is called once, from the event loop of this object's thread, not after its end.
    void read(const core::ReadUnitLog& read, const std::string& path,
              std::function<void(const core::UnitLogBytes&)> done);

private:
    QThreadPool m_pool;
};

}  // namespace orrery::runtime
