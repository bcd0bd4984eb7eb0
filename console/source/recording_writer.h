// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes a recording: every message as received, and every 30 seconds the whole picture, so that a
// seek need not read from the beginning. What is flushed survives a crash of the console.
//
// Used on one thread at a time; the Recorder calls it from the source's worker.
#pragma once

#include <deque>
#include <map>

#include <QFile>

#include "console/source/recording_format.h"
#include "console/state/stream_batch.h"

namespace orrery::console {

class RecordingWriter {
public:
    static constexpr Duration keyframeInterval = seconds(30);

    RecordingWriter() = default;
    ~RecordingWriter();
    RecordingWriter(const RecordingWriter&) = delete;
    RecordingWriter& operator=(const RecordingWriter&) = delete;

    /// Creates `path` (replacing what is there) and writes the header. System: the error's words.
    Status open(const QString& path, const RecordingHeader& header);
    /// Adds a message; its bytes are made when it carries none. Writes a keyframe first when due.
    void append(const ReceivedMessage& received);
    void appendContactLost(const Moment& at, const QString& why);
    /// Hands what was appended to the operating system.
    Status flush();
    /// Flushes and closes. Nothing may be appended afterwards.
    Status close();

    bool isOpen() const { return m_file.isOpen(); }
    std::uint64_t bytesWritten() const { return m_bytes + m_pending.size(); }
    QString path() const { return m_file.fileName(); }
    /// Carries the picture over to the next file of a ring, which then starts with a keyframe.
    void inheritFrom(const RecordingWriter& previous);

private:
    struct Kept {
        Moment at;
        std::string bytes;
    };
    void remember(const ReceivedMessage& received, const std::string& bytes);
    void writeKeyframe(const Moment& at);

    QFile m_file;
    std::string m_pending;  ///< Not handed to the operating system yet.
    std::uint64_t m_bytes = 0;
    bool m_hasState = false;
    model::GridState m_state;
    Moment m_stateAt;
    std::map<UnitId, std::deque<Kept>> m_samples;  ///< Last two of each unit: rates need both.
    std::optional<Instant> m_lastKeyframe;
    std::optional<Error> m_failure;  ///< First failed write; nothing is written after it.
};

}  // namespace orrery::console
