// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/slot.h"

#include <array>

namespace orrery {
namespace {

constexpr std::array<std::uint16_t, 256> makeTable() {
    std::array<std::uint16_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t remainder = byte << 8;
        for (int bit = 0; bit < 8; ++bit) {
            remainder = (remainder << 1) ^ ((remainder & 0x8000) != 0 ? 0x1021 : 0);
        }
        table[byte] = static_cast<std::uint16_t>(remainder);
    }
    return table;
}

constexpr std::array<std::uint16_t, 256> table = makeTable();

}  // namespace

std::uint16_t crc16(std::string_view bytes) {
    std::uint16_t crc = 0;
    for (const char byte : bytes) {
        crc = static_cast<std::uint16_t>((crc << 8) ^ table[(crc >> 8) ^ static_cast<unsigned char>(byte)]);
    }
    return crc;
}

std::string_view hashTag(std::string_view key) {
    const std::size_t open = key.find('{');
    if (open == std::string_view::npos) {
        return key;
    }
    const std::size_t close = key.find('}', open + 1);
    if (close == std::string_view::npos || close == open + 1) {
        return key;
    }
    return key.substr(open + 1, close - open - 1);
}

Slot slotOf(std::string_view key) {
    return Slot{static_cast<std::uint16_t>(crc16(hashTag(key)) % slotCount)};
}

std::string_view spaceOf(std::string_view key) {
    const std::size_t colon = key.find(':');
    return colon == std::string_view::npos ? std::string_view("default") : key.substr(0, colon);
}

}  // namespace orrery
