// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A change is what a command did, not the command: it names the key and the new content, so that
// applying it is the same on every copy, and so that its inverse is a change as well. Changes are
// what is logged, replicated, undone and pumped.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/time.h"

namespace orrery::core {

using Field = std::pair<std::string, std::string>;  ///< Name, value.

enum class ChangeKind : std::uint8_t {
    PutString = 1,     ///< The entry becomes a string: value, expiresAt.
    PutHash = 2,       ///< The entry becomes a hash of exactly `fields`: fields, expiresAt.
    SetFields = 3,     ///< Fields are set in a hash (made if absent): fields. Expiry stays.
    RemoveFields = 4,  ///< Fields go (values empty); the last field takes the entry with it.
    Remove = 5,        ///< The entry goes.
    SetExpiry = 6,     ///< expiresAt; 0 takes the expiry away.
};

struct Change {
    ChangeKind kind = ChangeKind::Remove;
    std::string key;
    std::string value;
    std::vector<Field> fields;
    WallTime expiresAt;    ///< 0: never.
    friend bool operator==(const Change&, const Change&) = default;
};

/// Bytes a change holds in memory, for budgets.
std::size_t footprint(const Change& change);

void encode(const Change& change, ByteWriter& writer);
/// Fails the reader when the bytes are no change.
Change decodeChange(ByteReader& reader);

}  // namespace orrery::core
