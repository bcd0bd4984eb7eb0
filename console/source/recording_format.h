// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The recording file. A header, then blocks, appended as they come:
//
//   header  magic "ORRERYRC" | version u16 | length u32 | body | crc32c(body) u32
//           body: product text | grid name text | started: boot clock i64, wall clock i64
//                 | since version 2: redacted u8
//                 | since version 3: number in the ring varint | name of the clock text | thinned u8
//   block   mark "OBLK" | kind u8 | at: boot clock i64 us | wall clock i64 ms
//           | length u32 | crc32c u32 | payload
//           A kind with its top bit set has a compressed payload: u32 length, big-endian, then zlib.
//
// Samples and signs of life of about a second stand together in one compressed block, since version 3 as
// differences to the last keyframe (kind Pack), and every keyframe is followed by the extremes of the half
// minute before it (kind Tier), so that a chart of a day need not read the samples of a day.
//
// Little-endian, texts with a varint length; a block's CRC covers everything in it from the kind to
// the length, then the payload. A block that fails its check is skipped up to the next mark whose
// block is sound, and the hole is known by its time. A file that ends inside a block ends before
// that block. The payload of a message block is the RESP push as it came over the wire.
// Since version 3 a file that was closed ends with an index; one without is read through once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "console/state/history_tier.h"
#include "console/state/moment.h"
#include "shared/base/result.h"
#include "shared/model/codec.h"

namespace orrery::console {

inline constexpr std::string_view recordingMagic = "ORRERYRC";
inline constexpr std::uint16_t recordingVersion = 3;
inline constexpr std::string_view blockMark = "OBLK";
inline constexpr std::size_t blockHeaderLength = 4 + 1 + 8 + 8 + 4 + 4;
inline constexpr std::size_t longestBlock = 64 * 1024 * 1024;
inline constexpr std::size_t longestHeader = 64 * 1024;

enum class BlockKind : std::uint8_t {
    State = 1,
    Change = 2,
    Telemetry = 3,
    Event = 4,
    Alive = 5,        ///< One push.
    Keyframe = 6,     ///< Formats 1 and 2: everything known at that moment; see decodeKeyframe.
    ContactLost = 7,  ///< Payload: why. Until the next message nothing was heard.
    Batch = 8,        ///< Format 2: pushes with their times; `at` is the last one's. See decodeBatch.
    Tier = 9,         ///< One HistoryTier; `at` is the end of its span.
    Pack = 10,        ///< Pushes as differences to the keyframe before; `at` is the last one's. push_pack.h
    PackedKeyframe = 11,  ///< Everything known at that moment, as a pack: the table, the newest two samples
                          ///< of each unit. The newest ones are the base of the packs that follow.
    Earlier = 12,  ///< Events that the console knew when the file began, as a pack.
    Alarms = 13,   ///< This desk's list of alarms, whole or as a difference; see alarm_record.h.
    Index = 14,    ///< Where what stands in the file; see recording_index.h.
    IndexAt = 15,  ///< The last block of a file with an Index: its offset, 8 bytes.
};

inline constexpr std::uint8_t compressedMark = 0x80;

/// Whether names, hosts, addresses and actors are those of the grid.
enum class Naming : std::uint8_t { Original = 0, Replaced = 1 };

/// Whether all samples are there.
enum class Density : std::uint8_t { Whole = 0, Thinned = 1 };

struct RecordingHeader {
    std::string product;  ///< "orrery 0.1.0"
    std::string gridName;
    Moment started;
    Naming naming = Naming::Original;
    /// Files of a ring: counts up from file to file, whatever the wall clock does. 0: of no ring.
    std::uint64_t number = 0;
    /// Names the clock that instants are read from: files of one clock need not be joined by wall time.
    /// Empty: unknown.
    std::string clock;
    Density density = Density::Whole;
    friend bool operator==(const RecordingHeader&, const RecordingHeader&) = default;
};

struct Block {
    BlockKind kind = BlockKind::Alive;
    Moment at;
    std::string payload;
    friend bool operator==(const Block&, const Block&) = default;
};

/// One push inside a keyframe with the time it was first received.
struct KeyframePart {
    Moment at;
    std::string bytes;
};

std::string encodeHeader(const RecordingHeader& header);
/// Appends a block to `target`. The payload must be at most longestBlock bytes.
void appendBlock(std::string& target, BlockKind kind, const Moment& at, std::string_view payload);
/// The same with its payload compressed.
void appendCompressed(std::string& target, BlockKind kind, const Moment& at,
                      std::string_view payload);
/// What appendCompressed was given. Corrupt when it does not unpack, or to more than longestBlock.
Result<std::string> unpacked(std::string_view payload);

/// The parts of a Batch in their order; Corrupt when they do not follow the format.
Result<std::vector<Block>> decodeBatch(std::string_view payload);

std::string encodeTier(const HistoryTier& tier);
Result<HistoryTier> decodeTier(std::string_view payload);

Result<std::vector<KeyframePart>> decodeKeyframe(std::string_view payload);

/// The header at the start of `bytes` and the offset behind it. Unsupported for a newer version
/// (the detail names both), Malformed for another file, Corrupt for a damaged header.
struct HeaderFound {
    RecordingHeader header;
    std::size_t length = 0;
};
Result<HeaderFound> decodeHeader(std::string_view bytes);

/// A block's frame at the start of `bytes`; checks the mark, the kind and the bounds, not the
/// payload.
struct BlockFrame {
    BlockKind kind = BlockKind::Alive;
    bool compressed = false;
    Moment at;
    std::uint32_t length = 0;
    std::uint32_t crc = 0;
};
/// NotFound: no block starts here. `bytes` must hold at least blockHeaderLength bytes.
Result<BlockFrame> decodeBlockFrame(std::string_view bytes);
/// True when `payload` is what the frame at the start of `header` promises.
bool blockSound(std::string_view header, std::string_view payload);

/// The kind of block a message is kept in.
BlockKind blockKindOf(const model::StreamMessage& message);
/// The whole push as RESP3 bytes.
std::string pushBytes(const model::StreamMessage& message);
/// The message in the bytes of one push.
Result<model::StreamMessage> messageFrom(std::string_view bytes);

}  // namespace orrery::console
