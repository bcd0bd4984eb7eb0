// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a reply means for the one who routes: an answer, a signpost, "later", or "nobody knows". The
// table of first words is that of resources/handbook/commands.md.
#pragma once

#include <cstdint>

#include "shared/base/ids.h"
#include "shared/model/grid_state.h"
#include "shared/resp/value.h"

namespace orrery::client {

enum class Verdict : std::uint8_t {
    Answer,     ///< The command ran; this is its reply.
    Moved,      ///< Not applied: another unit is the primary, for good.
    Ask,        ///< Not applied: another server has it for this once (Redis only).
    Later,      ///< Not applied: the same again may do better in a moment.
    Refused,    ///< Not applied: the same again would be refused again.
    Uncertain,  ///< It may or may not stand.
};

struct JudgedReply {
    Verdict verdict = Verdict::Answer;
    Slot slot;                 ///< Moved, Ask
    model::Endpoint endpoint;  ///< Moved, Ask; an empty address means "the host that answered".
};

/// Judges one reply. A redirection that cannot be read counts as Later.
JudgedReply judge(const resp::Value& reply);

}  // namespace orrery::client
