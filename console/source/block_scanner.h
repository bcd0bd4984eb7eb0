// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the blocks of one recording file. A damaged stretch is skipped: the scanner looks for the
// next mark whose block passes its check. Looking costs at most a fixed multiple of the file's
// size, so a hostile file cannot keep it busy.
#pragma once

#include <memory>
#include <optional>

#include <QFile>

#include "console/source/recording_format.h"

namespace orrery::console {

class BlockScanner {
public:
    struct Found {
        std::optional<Block> block;  ///< None: the file holds no further sound block.
        std::uint64_t offset = 0;    ///< Where it starts,
        std::uint64_t end = 0;       ///< and where the next may start.
        std::uint64_t skipped = 0;  ///< Unreadable bytes before it (or before the end of the file).
    };

    /// A block's frame without its payload.
    struct Skimmed {
        BlockKind kind = BlockKind::Alive;
        Moment at;
        std::uint64_t offset = 0;
        std::uint64_t end = 0;
    };

    static Result<std::unique_ptr<BlockScanner>> open(const QString& path);

    const RecordingHeader& header() const { return m_header; }
    std::uint64_t firstBlock() const { return m_firstBlock; }
    std::uint64_t length() const { return m_length; }
    /// The first sound block at or behind `offset`.
    Found find(std::uint64_t offset);
    /// The sound block that starts exactly at `offset`, its payload unpacked.
    std::optional<Block> exactly(std::uint64_t offset) { return blockAt(offset); }
    /// The frame that starts exactly at `offset` and ends within the file, its payload unread; none
    /// when there is no such frame. Costs one short read.
    std::optional<Skimmed> skim(std::uint64_t offset);

private:
    explicit BlockScanner(const QString& path) : m_file(path) {}
    Status readHeader();
    std::string read(std::uint64_t offset, std::size_t length);
    std::optional<Block> blockAt(std::uint64_t offset);
    /// Offset of the next mark at or behind `offset`; length() when there is none.
    std::uint64_t nextMark(std::uint64_t offset);

    QFile m_file;
    RecordingHeader m_header;
    std::uint64_t m_firstBlock = 0;
    std::uint64_t m_length = 0;
    /// Bytes that may still be checked in search of a sound block.
    std::uint64_t m_searchBudget = 0;
};

}  // namespace orrery::console
