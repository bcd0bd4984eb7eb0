// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Slicing by eight: eight tables, eight bytes a step. About 2 GB/s without special instructions,
// which is beyond what one core ever frames.
#include "shared/base/crc32c.h"

#include <array>
#include <cstring>

namespace orrery {
namespace {

constexpr std::uint32_t reflectedPolynomial = 0x82F63B78;
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables makeTables() {
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t remainder = byte;
        for (int bit = 0; bit < 8; ++bit) {
            remainder = (remainder >> 1) ^ ((remainder & 1) != 0 ? reflectedPolynomial : 0);
        }
        tables[0][byte] = remainder;
    }
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        for (std::size_t table = 1; table < tables.size(); ++table) {
            const std::uint32_t before = tables[table - 1][byte];
            tables[table][byte] = (before >> 8) ^ tables[0][before & 0xFF];
        }
    }
    return tables;
}

constexpr Tables tables = makeTables();

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t previous) {
    std::uint32_t crc = ~previous;
    const char* cursor = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, cursor += 8) {
        std::uint32_t low = 0;
        std::uint32_t high = 0;
        std::memcpy(&low, cursor, 4);
        std::memcpy(&high, cursor + 4, 4);
        low ^= crc;
        crc = tables[7][low & 0xFF] ^ tables[6][(low >> 8) & 0xFF] ^ tables[5][(low >> 16) & 0xFF] ^
              tables[4][low >> 24] ^ tables[3][high & 0xFF] ^ tables[2][(high >> 8) & 0xFF] ^
              tables[1][(high >> 16) & 0xFF] ^ tables[0][high >> 24];
    }
    for (; left > 0; --left, ++cursor) {
        crc = (crc >> 8) ^ tables[0][(crc ^ static_cast<unsigned char>(*cursor)) & 0xFF];
    }
    return ~crc;
}

}  // namespace orrery
