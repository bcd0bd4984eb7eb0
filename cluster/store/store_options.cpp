// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/store/store_options.h"

namespace orrery::store {

Result<StoreOptions> parseStoreOptions(std::string_view text) {
    constexpr std::string_view sqlitePrefix = "sqlite:";
    StoreOptions options;
    if (text == "none") {
        return options;
    }
    const std::string quoted = "store '" + std::string(text) + "'";
    if (text.starts_with(sqlitePrefix)) {
        options.kind = StoreKind::Sqlite;
        options.path = text.substr(sqlitePrefix.size());
        if (options.path.empty()) {
            return Error{ErrorCode::Malformed, quoted + " names no file: write sqlite:/path/to/file"};
        }
        return options;
    }
    if (text.starts_with("postgres")) {
        return Error{ErrorCode::Unsupported, quoted
                         + ": PostgreSQL is not supported by this version; use sqlite:/path/to/file or none"};
    }
    return Error{ErrorCode::Malformed, quoted + " is not understood: use sqlite:/path/to/file or none"};
}

}  // namespace orrery::store
