// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decimal integers as the protocol spells them. Redis is strict here (string2ll): no plus sign, no
// leading zeros, no spaces. One spelling per number means that a length cannot be read two ways.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace orrery::resp {

/// The number that `text` spells in the one canonical way, or none ("", "+1", "01", "-0", " 1", out of
/// range).
std::optional<std::int64_t> parseInteger(std::string_view text);

}  // namespace orrery::resp
