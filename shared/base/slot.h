// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys to slots to partitions, as Redis Cluster does it (Redis cluster specification, "Key
// distribution model"): CRC16-XMODEM of the key, or of its {hash tag}, modulo 16,384.
#pragma once

#include <cstdint>
#include <string_view>

#include "shared/base/ids.h"

namespace orrery {

inline constexpr std::uint16_t slotCount = 16384;
inline constexpr std::uint16_t defaultPartitionCount = 256;

/// CRC16-XMODEM of `bytes`.
std::uint16_t crc16(std::string_view bytes);

/// The part of `key` that decides its slot: what stands between the first '{' and the next '}' if
/// that is not empty, else the whole key.
std::string_view hashTag(std::string_view key);

/// The slot of `key`.
Slot slotOf(std::string_view key);

/// The partition that holds `slot` when the grid has `partitionCount` partitions, each a run of
/// slotCount / partitionCount slots. `partitionCount` must be a power of two in 1 .. 16,384.
constexpr PartitionId partitionOf(Slot slot, std::uint16_t partitionCount) {
    return PartitionId{static_cast<std::uint16_t>(slot.value / (slotCount / partitionCount))};
}

/// The space of `key`: what stands before its first ':', or "default" when there is none.
std::string_view spaceOf(std::string_view key);

}  // namespace orrery
