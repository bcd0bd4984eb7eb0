// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Between entries and rows of the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cluster/core/space/change.h"
#include "cluster/core/space/entry_store.h"
#include "cluster/core/store_request.h"
#include "shared/base/result.h"

namespace orrery::core {

inline constexpr std::string_view stringType = "string";
inline constexpr std::string_view hashType = "hash";

/// The value column of a hash: a count, then name and value of each field, each with its length. Any byte
/// may stand in them.
std::string encodeFields(const HashFields& fields);
/// Malformed when the bytes are no fields, or when a name comes twice or out of order.
Result<std::vector<Field>> decodeFields(std::string_view bytes);

/// The row of an entry as it stands.
StoreRow rowOf(const Entry& entry, PartitionId partition);
/// The row of a key that was removed by the change at `position`.
StoreRow tombstoneOf(std::string_view key, PartitionId partition, Position position);

/// The change that makes an entry of a loaded row (Remove for a tombstone). Malformed, naming the key, when
/// type or value of the row are not understood.
Result<Change> changeOf(const StoreRow& row);

}  // namespace orrery::core
