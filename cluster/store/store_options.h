// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which database a unit pumps into.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/result.h"
#include "shared/base/time.h"

namespace orrery::store {

enum class StoreKind : std::uint8_t { None, Sqlite };

struct StoreOptions {
    StoreKind kind = StoreKind::None;
    std::string path;                      ///< Sqlite: the file. Its folder must exist.
    Duration busyLimit = seconds(5);       ///< How long a locked database is tried before Busy is answered.
};

/// Understands "none" and "sqlite:/path/to/file". Refuses anything else, naming what it would take.
Result<StoreOptions> parseStoreOptions(std::string_view text);

}  // namespace orrery::store
