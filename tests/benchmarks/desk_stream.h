// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pretended controller in a process of its own: makes a stream at full scale, keeps it as a recording, and
// pushes it over loopback in its own time to whoever subscribes, of each unit as often as GRID SAMPLES asks for. What it
// costs is not the desk's. And the peer of the desk: a process that subscribes to the same stream, and does nothing with
// it.
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

/// Takes the stream's bytes off its socket ten times a second and copies them once: what any program pays at
/// least that lets them come, on this machine and at this time. A process of its own.
class PlainReader {
public:
    /// Runs this program anew, which must hand its arguments to runIfAsked().
    explicit PlainReader(std::uint16_t port);
    /// Ends the process.
    ~PlainReader();
    PlainReader(const PlainReader&) = delete;
    PlainReader& operator=(const PlainReader&) = delete;

    /// True: this process was the reader, and is to end.
    static bool runIfAsked(int argc, char** argv);
    /// The processor time it used so far; none when it has ended.
    std::optional<double> processorSeconds() const;

private:
    pid_t m_process = -1;
};

}  // namespace orrery::console::desk
