// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CRC-32C (Castagnoli, RFC 3720 appendix B.4), the check of frames, control log and recordings.
#pragma once

#include <cstdint>
#include <string_view>

namespace orrery {

/// CRC-32C of `bytes`, continuing from `previous` (the CRC of what came before; 0 to start).
std::uint32_t crc32c(std::string_view bytes, std::uint32_t previous = 0);

}  // namespace orrery
