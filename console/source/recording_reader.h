// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens recordings and finds things in them: time span, keyframes, events, holes. Several files
// (the ring's segments) are read as one, joined by wall time. Plain object without thread.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include <QStringList>

#include "console/source/block_scanner.h"
#include "console/source/recording_format.h"
#include "console/state/stream_batch.h"

namespace orrery::console {

/// A stretch of a file that could not be read.
struct RecordingGap {
    Instant from;  ///< Last sound block before it.
    Instant to;    ///< First sound block behind it; the same as `from` at the end of a file.
    std::uint64_t bytes = 0;
};

/// How closely opening looks.
enum class OpeningCheck {
    EveryByte,   ///< Every block is read and checked: all damage is known as gaps.
    FramesOnly,  ///< Only events are read whole; damage inside a block shows when it is read. For the
                 ///< console's own ring, which has to open at once.
};

class RecordingReader {
public:
    /// Fails when no file is a recording of a version that can be read, or they hold no message at all;
    /// damaged blocks are skipped and listed as gaps, and of several files those that cannot be read are
    /// passed over. Several files share the clock of the newest.
    static Result<std::unique_ptr<RecordingReader>> open(
        const QStringList& paths, OpeningCheck check = OpeningCheck::EveryByte);

    /// As they lie on the disk: with it a seek stays below 200 ms on a small machine, and small grids
    /// get their whole five minutes.
    static constexpr std::uint64_t defaultBudget = 1ULL << 20;

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
    StreamBatch seek(Instant at, Duration history, std::uint64_t budget = defaultBudget);
    /// Where the samples begin that seek() would restore with these limits.
    Instant reachOf(Instant at, Duration history, std::uint64_t budget) const;
    /// True when seek() with these limits restores all that is there of `history`.
    bool reaches(Instant at, Duration history, std::uint64_t budget) const;
    /// The messages after the last position up to and including `until`.
    StreamBatch next(Instant until);
    /// Nothing is left to read.
    bool atEnd() const;
    /// How many stretches of curves the recording keeps.
    std::size_t tierCount() const { return m_tiers.size(); }
    /// Stretch `index`, below tierCount(), in order of time; null when it cannot be read.
    std::shared_ptr<const HistoryTier> tier(std::size_t index);
    /// The end of stretch `index`, below tierCount().
    Instant tierEnd(std::size_t index) const { return m_tiers[index].at; }
    /// Index of the first stretch that ends at or behind `at`.
    std::size_t tierIndexAt(Instant at) const;
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
    void indexFile(std::size_t index, OpeningCheck check);
    void noteSkimmed(std::size_t file, const BlockScanner::Skimmed& skimmed, bool firstOfFile);
    void noteBlock(const Cursor& cursor, const Block& block, bool firstOfFile);
    std::uint64_t linear(const Cursor& cursor) const;
    std::size_t keyframeFor(Instant at, Duration history, std::uint64_t budget) const;
    std::optional<Block> readBlock();
    /// The next block with its batch unfolded; none at the end.
    std::optional<Block> nextPart();
    void readUntil(Instant until, StreamBatch& batch);
    void deliver(Block block, StreamBatch& batch);
    void deliverKeyframe(const Block& block, StreamBatch& batch) const;

    RecordingHeader m_header;
    std::vector<File> m_files;
    std::vector<Keyframe> m_keyframes;
    std::vector<Keyframe> m_tiers;  ///< Where the stretches stand; `at` is their end.
    std::vector<ReceivedMessage> m_events;
    std::vector<RecordingGap> m_gaps;
    std::deque<Block> m_parts;  ///< Of the last batch, not handed on yet.
    Moment m_begin, m_end;
    Cursor m_cursor;                 ///< Behind the last block read.
    std::optional<Block> m_waiting;  ///< Read, and later than what was asked for.
    bool m_useKeyframe = true;       ///< The next keyframe restores the picture.
    bool m_contactLost = false;
};

}  // namespace orrery::console
