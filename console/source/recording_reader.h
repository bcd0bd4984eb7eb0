// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens recordings and finds things in them: time span, keyframes, events, holes. Several files (the
// ring's segments) are read as one, joined by wall time. Plain object without thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QFile>
#include <QStringList>

#include "console/source/recording_format.h"
#include "console/state/stream_batch.h"

namespace orrery::console {

/// A stretch of a file that could not be read.
struct RecordingGap {
    Instant from;          ///< Last sound block before it.
    Instant to;            ///< First sound block behind it; the same as `from` at the end of a file.
    std::uint64_t bytes = 0;
};

class RecordingReader {
public:
    /// Reads and checks every block once. Fails when a file is no recording, is of a newer version, or
    /// holds no message at all; damaged blocks are skipped and listed as gaps.
    static Result<std::unique_ptr<RecordingReader>> open(const QStringList& paths);

    const RecordingHeader& header() const { return m_header; }
    Moment begin() const { return m_begin; }
    Moment end() const { return m_end; }
    /// The wall clock at `at`.
    Moment momentAt(Instant at) const;
    const std::vector<RecordingGap>& gaps() const { return m_gaps; }
    /// Every event of the recording with its time, for flags on the time bar.
    const std::vector<ReceivedMessage>& events() const { return m_events; }

    /// Everything needed to show `at`: starts with `restart`, holds the picture at a keyframe at least
    /// `history` before `at` (nearer when that would be more than `budget` bytes), then what came up to
    /// `at`, and the events before it. The next next() continues behind it.
    StreamBatch seek(Instant at, Duration history, std::uint64_t budget = 256ULL << 20);
    /// The messages after the last position up to and including `until`.
    StreamBatch next(Instant until);
    bool atEnd() const { return m_position >= m_blocks; }

private:
    struct Entry { std::size_t file; std::uint64_t offset; Instant at; };
    struct File { std::unique_ptr<QFile> file; std::uint64_t start = 0; std::uint64_t length = 0;
                  std::int64_t shift = 0; const uchar* map = nullptr; };
    struct Cursor { std::size_t file = 0; std::uint64_t offset = 0; };

    RecordingReader() = default;
    Status addFile(const QString& path);
    void indexFile(std::size_t index);
    void noteBlock(std::size_t file, std::uint64_t offset, const Block& block);
    std::string_view bytesAt(const Cursor& cursor, std::size_t length) const;
    std::optional<Block> readBlock(Cursor& cursor, bool skipDamage) const;
    void deliver(const Block& block, StreamBatch& batch) const;
    static void deliverKeyframe(const Block& block, std::int64_t shift, StreamBatch& batch);

    RecordingHeader m_header;
    std::vector<File> m_files;
    std::vector<Entry> m_keyframes;
    std::vector<ReceivedMessage> m_events;
    std::vector<RecordingGap> m_gaps;
    Moment m_begin, m_end;
    std::size_t m_blocks = 0;
    std::size_t m_position = 0;
    Cursor m_cursor;
};

}  // namespace orrery::console
