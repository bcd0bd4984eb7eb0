// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands where in one recording file. The writer keeps it while it writes and puts it at the end of
// the file; a file without one (still being written, cut off by a crash, of an older format) is gone
// through. All times are the file's own.
#pragma once

#include <optional>
#include <vector>

#include "console/source/block_scanner.h"
#include "console/source/recording_format.h"
#include "console/state/clock_line.h"

namespace orrery::console {

/// How closely opening looks.
enum class OpeningCheck {
    EveryByte,   ///< Every block is read and checked: all damage is known as gaps.
    FramesOnly,  ///< Only events are read whole; damage inside a block shows when it is read. For the
                 ///< console's own ring, which has to open at once.
};

/// A stretch of a file that could not be read.
struct RecordingGap {
    Instant from;  ///< Last sound block before it.
    Instant to;    ///< First sound block behind it; the same as `from` at the end of a file.
    std::uint64_t bytes = 0;
};

struct IndexedBlock {
    std::uint64_t offset = 0;
    Instant at;
    friend bool operator==(const IndexedBlock&, const IndexedBlock&) = default;
};

struct RecordingIndex {
    /// Above it a writer gives the index up: such a file is gone through.
    static constexpr std::size_t mostEvents = 50'000;

    std::optional<Moment> begin;  ///< Of the first block; none: the file holds no sound block.
    Moment end;                   ///< Of the latest.
    std::vector<IndexedBlock> keyframes;  ///< Also the first block of the file.
    std::vector<IndexedBlock> tiers;      ///< `at` is their end.
    std::vector<Block> events;            ///< In the order of the file.
    std::vector<Block> earlier;           ///< Events from before the file began, with their own times.
    std::vector<Instant> troubles;        ///< When alarms of P1 or P2 came up.
    ClockLine clock;
    std::vector<RecordingGap> gaps;       ///< Not kept in the file.

    /// A block of `kind` begins at `offset`.
    void note(BlockKind kind, const Moment& at, std::uint64_t offset);
};

/// The payloads of an Index and of an IndexAt block.
std::string encodeIndex(const RecordingIndex& index);
Result<RecordingIndex> decodeIndex(std::string_view payload);
std::string encodeIndexAt(std::uint64_t offset);

/// The index of the file: its own when `check` allows to trust it, else from what stands in the file.
RecordingIndex indexOf(BlockScanner& scanner, OpeningCheck check);

}  // namespace orrery::console
