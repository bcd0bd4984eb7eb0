// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The frame of the inner wire (agents and units among themselves):
//   length u32 | version u16 | type u16 | crc32c u32 | payload
// Little-endian; `length` counts the payload; the CRC covers version, type and payload. A frame of
// another protocol version is refused by name before anything in it is believed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace orrery::wire {

inline constexpr std::uint16_t protocolVersion = 2;
inline constexpr std::size_t frameHeaderLength = 12;
inline constexpr std::size_t maximumPayload = 16 * 1024 * 1024;

struct Frame {
    std::uint16_t type = 0;
    std::string_view payload;  ///< Into the buffer that was parsed.
    std::size_t consumed = 0;  ///< Bytes of the buffer this frame took.
};

/// Appends a frame to `target`. `payload` must be at most maximumPayload bytes.
void writeFrame(std::string& target, std::uint16_t type, std::string_view payload);

/// Reads the frame at the start of `buffer`.
/// Value with consumed == 0: more bytes are needed. Errors: Unsupported (another protocol version; the
/// detail names both), TooLarge, Corrupt (CRC); after an error the connection must be closed.
Result<Frame> readFrame(std::string_view buffer);

}  // namespace orrery::wire
