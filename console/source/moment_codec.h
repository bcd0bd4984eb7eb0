// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A moment in the payload of a recording's block: microseconds of the source's clock, then milliseconds of wall
// time since 1970 UTC, eight bytes each.
#pragma once

#include "console/state/moment.h"
#include "shared/base/bytes.h"

namespace orrery::console {

inline void writeMoment(ByteWriter& writer, const Moment& moment) {
    writer.i64(moment.at.micros);
    writer.i64(moment.wall.millis);
}

/// What writeMoment() wrote; of a payload that is too short, whatever: ask the reader whether it failed.
inline Moment readMoment(ByteReader& reader) {
    const Instant at{reader.i64()};
    return Moment{at, WallTime{reader.i64()}};
}

}  // namespace orrery::console
