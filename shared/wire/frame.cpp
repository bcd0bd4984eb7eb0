// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/wire/frame.h"

#include "shared/base/assert.h"
#include "shared/base/bytes.h"
#include "shared/base/crc32c.h"

namespace orrery::wire {
namespace {

constexpr std::size_t versionOffset = 4;
constexpr std::size_t checkedHeaderLength = 4;  ///< Version and type.

std::uint32_t check(std::string_view header, std::string_view payload) {
    return crc32c(payload, crc32c(header.substr(versionOffset, checkedHeaderLength)));
}

Error otherVersion(std::uint16_t version) {
    return Error{ErrorCode::Unsupported,
                 "the peer speaks protocol version " + std::to_string(version) +
                     ", this program speaks version " + std::to_string(protocolVersion)};
}

}  // namespace

void writeFrame(std::string& target, std::uint16_t type, std::string_view payload) {
    ORRERY_ASSERT(payload.size() <= maximumPayload);
    const std::size_t start = target.size();
    ByteWriter writer(target);
    writer.u32(static_cast<std::uint32_t>(payload.size()));
    writer.u16(protocolVersion);
    writer.u16(type);
    writer.u32(check(std::string_view(target).substr(start), payload));
    target.append(payload);
}

Result<Frame> readFrame(std::string_view buffer) {
    if (buffer.size() < frameHeaderLength) {
        return Frame{};
    }
    ByteReader header(buffer.substr(0, frameHeaderLength));
    const std::size_t length = header.u32();
    const std::uint16_t version = header.u16();
    const std::uint16_t type = header.u16();
    const std::uint32_t expected = header.u32();
    if (version != protocolVersion) {
        return otherVersion(version);
    }
    if (length > maximumPayload) {
        return Error{ErrorCode::TooLarge, "a frame announces " + std::to_string(length) +
                                              " bytes, the limit is " +
                                              std::to_string(maximumPayload)};
    }
    if (buffer.size() - frameHeaderLength < length) {
        return Frame{};
    }
    const std::string_view payload = buffer.substr(frameHeaderLength, length);
    if (check(buffer, payload) != expected) {
        return Error{ErrorCode::Corrupt, "a frame of type " + std::to_string(type) + " and " +
                                             std::to_string(length) + " bytes fails its checksum"};
    }
    return Frame{type, payload, frameHeaderLength + length};
}

}  // namespace orrery::wire
