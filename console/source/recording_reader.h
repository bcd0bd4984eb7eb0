// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opens recordings and finds things in them: time span, keyframes, events, holes. Several files
// (the ring's segments) are read as one, in the order in which they were written. Plain object without
// thread.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include <QStringList>

#include "console/source/alarm_record.h"
#include "console/source/block_scanner.h"
#include "console/source/push_pack.h"
#include "console/source/recording_format.h"
#include "console/source/recording_index.h"
#include "console/state/clock_line.h"
#include "console/state/stream_batch.h"

namespace orrery::console {

class RecordingReader {
public:
    /// Fails when no file is a recording of a version that can be read, or they hold no message at all;
    /// damaged blocks are skipped and listed as gaps, and of several files those that cannot be read are
    /// passed over. Several files share the clock of the newest; those of a ring are in the order of their
    /// numbers, so that a wall clock that was set back mixes nothing up.
    static Result<std::unique_ptr<RecordingReader>> open(
        const QStringList& paths, OpeningCheck check = OpeningCheck::EveryByte);

    /// As they lie on the disk, about four thousand samples: with it a seek stays below 200 ms on a small
    /// machine, and small grids get their whole five minutes.
    static constexpr std::uint64_t defaultBudget = 384ULL << 10;

    const RecordingHeader& header() const { return m_header; }
    Moment begin() const { return m_begin; }
    Moment end() const { return m_end; }
    /// The wall clock as it was read at `at`.
    Moment momentAt(Instant at) const { return m_clock.momentAt(at); }
    /// Which wall time belongs to which instant.
    const ClockLine& clock() const { return m_clock; }
    const std::vector<RecordingGap>& gaps() const { return m_gaps; }
    /// Every event of the recording with its time, for flags on the time bar; first those from before it
    /// began, with times before begin().
    const std::vector<ReceivedMessage>& events() const { return m_events; }
    /// When alarms of P1 or P2 came up, as far as alarms were recorded.
    const std::vector<Instant>& troubles() const { return m_troubles; }

    /// Everything needed to show `at`: starts with `restart`, holds the picture at a keyframe at
    /// least `history` before `at` (nearer when that would be more than `budget` bytes), then what
    /// came up to `at`, and the events before it. When the samples since the nearest keyframe alone are
    /// above the budget it holds of them only what the picture needs, without history. The next next()
    /// continues behind it.
    StreamBatch seek(Instant at, Duration history, std::uint64_t budget = defaultBudget);
    /// Where the samples begin that seek() would restore with these limits.
    Instant reachOf(Instant at, Duration history, std::uint64_t budget) const;
    /// True when seek() with these limits restores all that is there of `history`.
    bool reaches(Instant at, Duration history, std::uint64_t budget) const;
    /// The messages after the last position up to and including `until`.
    StreamBatch next(Instant until);
    /// First and last instant of one of the files that were opened, and its header; those of the whole when
    /// there is no such file.
    struct Span {
        Instant begin, end;
    };
    Span spanOf(const QString& path) const;
    RecordingHeader headerOf(const QString& path) const;
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
        QString path;
        std::unique_ptr<BlockScanner> scanner;
        RecordingIndex index;
        Duration shift;                 ///< Added to its clock to join that of the newest file.
        std::uint64_t bytesBefore = 0;  ///< In the files before it.
    };

    RecordingReader() = default;
    void sortFiles();
    void joinClocks();
    void adoptIndices();
    void adoptEvents(std::size_t file);
    const File* fileAt(const QString& path) const;
    std::uint64_t linear(const Cursor& cursor) const;
    std::size_t lastKeyframe(Instant at) const;
    /// How many bytes lie before `at`; between two keyframes by the share of time.
    std::uint64_t bytesBefore(Instant at) const;
    std::size_t keyframeFor(Instant at, Duration history, std::uint64_t budget) const;
    void addEventsBefore(Instant at, StreamBatch& batch) const;
    void glimpse(const Keyframe& keyframe, Instant at, StreamBatch& batch);
    std::optional<Block> readBlock();
    /// The next block with its pack unfolded; none at the end.
    std::optional<Block> nextPart();
    void readUntil(Instant until, StreamBatch& batch);
    void deliver(Block block, StreamBatch& batch);
    void deliverKeyframe(const Block& block, StreamBatch& batch);
    void takeAlarms(const Block& block);
    void tellAlarms(StreamBatch& batch) const;
    /// Of the file that is being read.
    Duration shift() const;

    RecordingHeader m_header;
    std::vector<File> m_files;
    std::vector<Keyframe> m_keyframes;
    std::vector<Keyframe> m_tiers;  ///< Where the stretches stand; `at` is their end.
    std::vector<ReceivedMessage> m_events;
    std::vector<Instant> m_troubles;
    std::vector<RecordingGap> m_gaps;
    ClockLine m_clock;
    std::uint64_t m_bytes = 0;  ///< Of all files.
    std::deque<Block> m_parts;  ///< Of the last pack, not handed on yet.
    Moment m_begin, m_end;
    Cursor m_cursor;                 ///< Behind the last block read.
    std::optional<Block> m_waiting;  ///< Read, and later than what was asked for.
    bool m_useKeyframe = true;       ///< The next keyframe restores the picture.
    bool m_contactLost = false;
    PushBase m_base;       ///< Of the packs that are being read.
    AlarmRecord m_alarms;  ///< As of the last block read, in its file's time.
};

}  // namespace orrery::console
