// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a client is told about one operation. There are three ways for it to end, and the third is
// never shown as either of the others: an operation of unknown outcome may stand or may not.
#pragma once

#include <cstdint>
#include <string>

#include "shared/base/ids.h"
#include "shared/resp/value.h"

namespace orrery::client {

enum class OutcomeKind : std::uint8_t {
    Ok,          ///< `reply` is the answer.
    NotApplied,  ///< It did not happen; `reason` says why, in the words of the grid if it answered.
    Unknown,     ///< It was sent and no answer settles whether it stands; `reason` says what was seen.
};

struct Outcome {
    OutcomeKind kind = OutcomeKind::Unknown;
    resp::Value reply;
    std::string reason;
    Position position;            ///< Where the write stands in its partition; zero for reads and
                                  ///< for calls without a request id.
    std::uint32_t attempts = 0;   ///< How often it was handed to a connection.
    bool wasUncertain = false;    ///< At least one attempt ended without saying whether it stands.
};

}  // namespace orrery::client
