// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/pump/row.h"

#include <utility>

#include "shared/base/bytes.h"
#include "shared/base/slot.h"

namespace orrery::core {

std::string encodeFields(const HashFields& fields) {
    std::string bytes;
    ByteWriter writer(bytes);
    writer.varint(fields.size());
    for (const auto& [name, value] : fields) {
        writer.text(name);
        writer.text(value);
    }
    return bytes;
}

Result<std::vector<Field>> decodeFields(std::string_view bytes) {
    ByteReader reader(bytes);
    std::vector<Field> fields(reader.count());
    for (Field& field : fields) {
        field.first = reader.text();
        field.second = reader.text();
    }
    if (!reader.complete()) {
        return Error{ErrorCode::Malformed, "the bytes are no hash fields"};
    }
    for (std::size_t index = 1; index < fields.size(); ++index) {
        if (fields[index - 1].first >= fields[index].first) {
            return Error{ErrorCode::Malformed, "the hash fields are not in order"};
        }
    }
    return fields;
}

StoreRow rowOf(const Entry& entry, PartitionId partition) {
    StoreRow row;
    row.space = spaceOf(entry.key);
    row.key = entry.key;
    row.partition = partition;
    row.expiresAt = entry.expiresAt;
    row.position = Position{entry.lastEpoch, entry.lastSequence};
    if (const auto* text = std::get_if<std::string>(&entry.content)) {
        row.type = stringType;
        row.value = *text;
    } else {
        row.type = hashType;
        row.value = encodeFields(std::get<HashFields>(entry.content));
    }
    return row;
}

StoreRow tombstoneOf(std::string_view key, PartitionId partition, Position position) {
    StoreRow row;
    row.space = spaceOf(key);
    row.key = key;
    row.partition = partition;
    row.deleted = true;
    row.position = position;
    return row;
}

Result<Change> changeOf(const StoreRow& row) {
    Change change;
    change.key = row.key;
    if (row.deleted) {
        return change;
    }
    change.expiresAt = row.expiresAt;
    if (row.type == stringType) {
        change.kind = ChangeKind::PutString;
        change.value = row.value;
        return change;
    }
    if (row.type != hashType) {
        return Error{ErrorCode::Malformed,
                     "row '" + row.key + "' has the unknown type '" + row.type + "'"};
    }
    auto fields = decodeFields(row.value);
    if (!fields.ok()) {
        return Error{ErrorCode::Malformed, "row '" + row.key + "': " + fields.error().detail};
    }
    change.kind = ChangeKind::PutHash;
    change.fields = fields.take();
    return change;
}

}  // namespace orrery::core
