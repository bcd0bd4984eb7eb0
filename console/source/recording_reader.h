// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens recordings and finds things in them: time span, keyframes, events, holes. Several files
// (the ring's segments) are read as one, joined by wall time. Plain object without thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QStringList>

#include "console/source/recording_format.h"
#include "console/state/stream_batch.h"

namespace orrery::console {

class BlockScanner;

/// A stretch of a file that could not be read.
struct RecordingGap {
    Instant from;  ///< Last sound block before it.
    Instant to;    ///< First sound block behind it; the same as `from` at the end of a file.
    std::uint64_t bytes = 0;
};

class RecordingReader {
public:
    /// Reads and checks every block once. Fails when a file is no recording, is of a newer version,
    /// or holds no message at all; damaged blocks are skipped and listed as gaps.
    static Result<std::unique_ptr<RecordingReader>> open(const QStringList& paths);

    const RecordingHeader& header() const { return m_header; }
    Moment begin() const { return m_begin; }
    Moment end() const { return m_end; }
    /// The wall clock at `at`.
    Moment momentAt(Instant at) const;
    const std::vector<RecordingGap>& gaps() const { return m_gaps; }
    /// Every event of the recording with its time, for flags on the time bar.
    const std::vector<ReceivedMessage>& events() const { return m_events; }

    /// Everything needed to show `at`: starts with `restart`, holds the picture at a keyframe at
    /// least `history` before `at` (nearer when that would be more than `budget` bytes), then what
    /// came up to `at`, and the events before it. The next next() continues behind it.
    StreamBatch seek(Instant at, Duration history, std::uint64_t budget = 256ULL << 20);
    /// The messages after the last position up to and including `until`.
    StreamBatch next(Instant until);
    /// Nothing is left to read.
    bool atEnd() const;
    ~RecordingReader();

private:
    struct Cursor {
        std::size_t file = 0;
        std::uint64_t offset = 0;
    };
    struct Keyframe {
        Cursor cursor;
        Instant at;
    };  ///< Also the first block of every file.
    struct File {
        std::unique_ptr<BlockScanner> scanner;
        Duration shift;                 ///< Added to its boot clock to join the first file's.
        std::uint64_t bytesBefore = 0;  ///< In the files before it.
    };

    RecordingReader() = default;
    void joinClocks();
    void indexFile(std::size_t index);
    void noteBlock(const Cursor& cursor, const Block& block, bool firstOfFile);
    std::uint64_t linear(const Cursor& cursor) const;
    std::size_t keyframeFor(Instant at, Duration history, std::uint64_t budget) const;
    std::optional<Block> readBlock();
    void readUntil(Instant until, StreamBatch& batch);
    void deliver(const Block& block, StreamBatch& batch);
    void deliverKeyframe(const Block& block, StreamBatch& batch) const;

    RecordingHeader m_header;
    std::vector<File> m_files;
    std::vector<Keyframe> m_keyframes;
    std::vector<ReceivedMessage> m_events;
    std::vector<RecordingGap> m_gaps;
    Moment m_begin, m_end;
    Cursor m_cursor;                 ///< Behind the last block read.
    std::optional<Block> m_waiting;  ///< Read, and later than what was asked for.
    bool m_useKeyframe = true;       ///< The next keyframe restores the picture.
    bool m_contactLost = false;
};

}  // namespace orrery::console
