// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes of the recording file.
#include "console/source/recording_format.h"

#include <bit>

#include <QByteArray>

#include "console/source/moment_codec.h"
#include "shared/base/assert.h"
#include "shared/base/bytes.h"
#include "shared/base/crc32c.h"
#include "shared/model/codec_tolerant.h"
#include "shared/resp/parser.h"
#include "shared/resp/writer.h"

namespace orrery::console {
namespace {

constexpr std::size_t headerStart = 8 + 2 + 4;
constexpr std::size_t checkedStart = 4;               ///< Behind the mark.
constexpr std::size_t checkedLength = 1 + 8 + 8 + 4;  ///< Kind to length.

std::uint32_t checkOf(std::string_view header, std::string_view payload) {
    return crc32c(payload, crc32c(header.substr(checkedStart, checkedLength)));
}

}  // namespace

std::string encodeHeader(const RecordingHeader& header) {
    std::string body;
    ByteWriter bodyWriter(body);
    bodyWriter.text(header.product);
    bodyWriter.text(header.gridName);
    writeMoment(bodyWriter, header.started);
    bodyWriter.u8(static_cast<std::uint8_t>(header.naming));
    bodyWriter.varint(header.number);
    bodyWriter.text(header.clock);
    bodyWriter.u8(static_cast<std::uint8_t>(header.density));
    std::string result(recordingMagic);
    ByteWriter writer(result);
    writer.u16(recordingVersion);
    writer.u32(static_cast<std::uint32_t>(body.size()));
    result += body;
    writer.u32(crc32c(body));
    return result;
}

Result<HeaderFound> decodeHeader(std::string_view bytes) {
    if (bytes.substr(0, recordingMagic.size()) != recordingMagic) {
        return Error{ErrorCode::Malformed, "this is not a recording of Orrery"};
    }
    ByteReader reader(bytes.substr(recordingMagic.size()));
    const std::uint16_t version = reader.u16();
    if (!reader.failed() && version > recordingVersion) {
        return Error{ErrorCode::Unsupported,
                     "the recording is of format " + std::to_string(version) +
                         ", this console (" ORRERY_VERSION ") reads up to " +
                         std::to_string(recordingVersion) +
                         ": open it with the Orrery that wrote it, or a newer one"};
    }
    const std::uint32_t length = reader.u32();
    if (reader.failed() || length > longestHeader || bytes.size() < headerStart + length + 4) {
        return Error{ErrorCode::Corrupt, "the recording's header is cut off"};
    }
    const std::string_view body = bytes.substr(headerStart, length);
    ByteReader check(bytes.substr(headerStart + length, 4));
    if (check.u32() != crc32c(body)) {
        return Error{ErrorCode::Corrupt, "the recording's header is damaged"};
    }
    ByteReader bodyReader(body);
    HeaderFound found;
    found.header.product = bodyReader.text();
    found.header.gridName = bodyReader.text();
    found.header.started = readMoment(bodyReader);
    if (version > 1) {
        found.header.naming = bodyReader.u8() == 0 ? Naming::Original : Naming::Replaced;
    }
    if (version > 2) {
        found.header.number = bodyReader.varint();
        found.header.clock = bodyReader.text();
        found.header.density = bodyReader.u8() == 0 ? Density::Whole : Density::Thinned;
    }
    found.length = headerStart + length + 4;
    if (bodyReader.failed()) {
        return Error{ErrorCode::Corrupt, "the recording's header is damaged"};
    }
    return found;
}

namespace {

void appendFrame(std::string& target, std::uint8_t kind, const Moment& at,
                 std::string_view payload) {
    ORRERY_ASSERT(payload.size() <= longestBlock);
    const std::size_t start = target.size();
    target += blockMark;
    ByteWriter writer(target);
    writer.u8(kind);
    writeMoment(writer, at);
    writer.u32(static_cast<std::uint32_t>(payload.size()));
    writer.u32(checkOf(std::string_view(target).substr(start), payload));
    target += payload;
}

}  // namespace

void appendBlock(std::string& target, BlockKind kind, const Moment& at, std::string_view payload) {
    appendFrame(target, static_cast<std::uint8_t>(kind), at, payload);
}

void appendCompressed(std::string& target, BlockKind kind, const Moment& at,
                      std::string_view payload) {
    // A third of the time of zlib's usual level for a twentieth more bytes.
    constexpr int level = 2;
    const QByteArray packed = qCompress(reinterpret_cast<const uchar*>(payload.data()),
                                        static_cast<qsizetype>(payload.size()), level);
    appendFrame(target, static_cast<std::uint8_t>(kind) | compressedMark, at,
                std::string_view(packed.constData(), static_cast<std::size_t>(packed.size())));
}

Result<std::string> unpacked(std::string_view payload) {
    const Error broken{ErrorCode::Corrupt, "a block does not unpack"};
    constexpr std::size_t announcement = 4;
    if (payload.size() < announcement) {
        return broken;
    }
    std::size_t length = 0;
    for (std::size_t index = 0; index < announcement; ++index) {
        length = length << 8 | static_cast<std::uint8_t>(payload[index]);
    }
    if (length > longestBlock) {
        return broken;
    }
    const QByteArray plain = qUncompress(reinterpret_cast<const uchar*>(payload.data()),
                                         static_cast<qsizetype>(payload.size()));
    if (static_cast<std::size_t>(plain.size()) != length) {
        return broken;
    }
    return plain.toStdString();
}

Result<std::vector<Block>> decodeBatch(std::string_view payload) {
    ByteReader reader(payload);
    std::vector<Block> parts;
    while (!reader.complete() && !reader.failed()) {
        Block part;
        part.kind = static_cast<BlockKind>(reader.u8());
        part.at = readMoment(reader);
        part.payload = reader.text();
        parts.push_back(std::move(part));
    }
    if (reader.failed()) {
        return Error{ErrorCode::Corrupt, "a batch does not follow its format"};
    }
    return parts;
}

std::string encodeTier(const HistoryTier& tier) {
    std::string result;
    ByteWriter writer(result);
    writer.i64(tier.from.micros);
    writer.i64(tier.to.micros);
    writer.varint(tier.series.size());
    for (const TierSeries& series : tier.series) {
        writer.varint(series.unit);
        writer.u8(static_cast<std::uint8_t>(series.metric));
        for (const float value : {series.opening, series.low, series.high, series.closing}) {
            writer.u32(std::bit_cast<std::uint32_t>(value));
        }
    }
    return result;
}

Result<HistoryTier> decodeTier(std::string_view payload) {
    ByteReader reader(payload);
    HistoryTier tier;
    tier.from = Instant{reader.i64()};
    tier.to = Instant{reader.i64()};
    for (std::size_t count = reader.count(); count > 0 && !reader.failed(); --count) {
        TierSeries series;
        series.unit = static_cast<std::uint32_t>(reader.varint());
        series.metric = static_cast<Metric>(reader.u8());
        for (float* value : {&series.opening, &series.low, &series.high, &series.closing}) {
            *value = std::bit_cast<float>(reader.u32());
        }
        tier.series.push_back(series);
    }
    if (!reader.complete()) {
        return Error{ErrorCode::Corrupt, "the extremes of a span do not follow their format"};
    }
    return tier;
}

Result<BlockFrame> decodeBlockFrame(std::string_view bytes) {
    const Error none{ErrorCode::NotFound, "no block starts here"};
    if (bytes.size() < blockHeaderLength || bytes.substr(0, blockMark.size()) != blockMark) {
        return none;
    }
    ByteReader reader(bytes.substr(blockMark.size()));
    const std::uint8_t kind = reader.u8();
    BlockFrame frame;
    const auto plainKind = static_cast<std::uint8_t>(kind & ~compressedMark);
    frame.kind = static_cast<BlockKind>(plainKind);
    frame.compressed = (kind & compressedMark) != 0;
    frame.at = readMoment(reader);
    frame.length = reader.u32();
    frame.crc = reader.u32();
    const bool knownKind = plainKind >= static_cast<std::uint8_t>(BlockKind::State) &&
                           plainKind <= static_cast<std::uint8_t>(BlockKind::IndexAt);
    if (!knownKind || frame.length > longestBlock) {
        return none;
    }
    return frame;
}

bool blockSound(std::string_view header, std::string_view payload) {
    const auto frame = decodeBlockFrame(header);
    return frame && frame.value().length == payload.size() &&
           frame.value().crc == checkOf(header, payload);
}

Result<std::vector<KeyframePart>> decodeKeyframe(std::string_view payload) {
    ByteReader reader(payload);
    std::vector<KeyframePart> parts;
    for (std::size_t count = reader.count(); count > 0 && !reader.failed(); --count) {
        KeyframePart part;
        part.at = readMoment(reader);
        part.bytes = reader.text();
        parts.push_back(std::move(part));
    }
    if (!reader.complete()) {
        return Error{ErrorCode::Corrupt, "a keyframe does not follow its format"};
    }
    return parts;
}

BlockKind blockKindOf(const model::StreamMessage& message) {
    return static_cast<BlockKind>(message.index() + 1);
}

static_assert(
    std::is_same_v<std::variant_alternative_t<0, model::StreamMessage>, model::GridState>);
static_assert(std::is_same_v<std::variant_alternative_t<4, model::StreamMessage>, model::Alive>);

std::string pushBytes(const model::StreamMessage& message) {
    std::string bytes;
    resp::Writer(bytes, resp::Version::Resp3).value(model::encodePush(message));
    return bytes;
}

Result<model::StreamMessage> messageFrom(std::string_view bytes) {
    resp::ReplyParser parser;
    parser.feed(bytes);
    if (parser.next() != resp::Progress::Complete) {
        return Error{ErrorCode::Corrupt,
                     parser.error().empty() ? "a push is cut off" : parser.error()};
    }
    model::Omissions passedOver;  // The bytes stay in the file, for a newer console.
    return model::decodePush(parser.take(), passedOver);
}

}  // namespace orrery::console
