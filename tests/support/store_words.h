// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Short words for requests to a store, for tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cluster/core/store_request.h"
#include "shared/base/slot.h"

namespace orrery::test {

inline core::StoreRow storeRow(PartitionId partition, const std::string& key, const std::string& value,
                               Position position) {
    core::StoreRow row;
    row.space = spaceOf(key);
    row.key = key;
    row.partition = partition;
    row.type = "string";
    row.value = value;
    row.position = position;
    return row;
}

inline core::StoreRow storeTombstone(PartitionId partition, const std::string& key, Position position) {
    core::StoreRow row = storeRow(partition, key, {}, position);
    row.type.clear();
    row.deleted = true;
    return row;
}

inline core::StoreBatch storeBatch(std::uint64_t id, PartitionId partition, Position watermark,
                                   std::vector<core::StoreRow> rows) {
    return {core::StoreRequestId{id}, {{partition, watermark.epoch, watermark, std::move(rows)}}};
}

inline core::StoreClaim storeClaim(std::uint64_t id, PartitionId partition, std::uint64_t epoch) {
    return {core::StoreRequestId{id}, partition, Epoch{epoch}};
}

constexpr Position at(std::uint64_t epoch, std::uint64_t sequence) {
    return {Epoch{epoch}, Sequence{sequence}};
}

}  // namespace orrery::test
