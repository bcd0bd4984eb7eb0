// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Messages of the inner wire. The shells treat them as opaque: they encode, frame, send, receive and
// decode; only the cores look inside.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "shared/base/result.h"

namespace orrery::core {

struct Nothing {};
using Message = std::variant<Nothing>;

/// Frame type of a message: its alternative's place in the variant, plus 16. Types below 16 belong to
/// the shells' handshake.
std::uint16_t frameType(const Message& message);
void encode(const Message& message, std::string& payload);
Result<Message> decodeMessage(std::uint16_t frameType, std::string_view payload);

}  // namespace orrery::core
