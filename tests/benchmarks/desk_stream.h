// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pretended controller in a process of its own: makes a stream at full scale, keeps it as a recording, and
// pushes it over loopback in its own time to whoever subscribes. What it costs is not the desk's.
#pragma once

#include <cstdint>
#include <optional>

#include <sys/types.h>

#include <QString>

#include "desk_measures.h"

namespace orrery::console::desk {

class ServedStream {
public:
    /// Begins to make the stream in `path`. Make it before any thread is started.
    ServedStream(const QString& path, const StreamSize& size);
    /// Ends the process.
    ~ServedStream();
    ServedStream(const ServedStream&) = delete;
    ServedStream& operator=(const ServedStream&) = delete;

    /// Waits until it listens; the port, or none when the stream could not be made.
    std::optional<std::uint16_t> port();

private:
    pid_t m_process = -1;
    int m_report = -1;  ///< The port comes here.
};

}  // namespace orrery::console::desk
