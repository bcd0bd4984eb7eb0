// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/partition/log_record.h"

#include <algorithm>

namespace orrery::core {

std::size_t footprint(const LogRecord& record) {
    std::size_t bytes = sizeof(LogRecord) + record.requestId.size() + record.result.size();
    for (const Change& change : record.changes) {
        bytes += footprint(change);
    }
    return bytes;
}

void encode(const LogRecord& record, ByteWriter& writer) {
    writer.position(record.position);
    writer.text(record.requestId);
    writer.text(record.result);
    writer.varint(record.changes.size());
    for (const Change& change : record.changes) {
        encode(change, writer);
    }
}

SharedRecord decodeLogRecord(ByteReader& reader) {
    auto record = std::make_shared<LogRecord>();
    record->position = reader.position();
    record->requestId = reader.text();
    record->result = reader.text();
    const std::size_t count = reader.count();
    record->changes.reserve(std::min<std::size_t>(count, 1024));
    for (std::size_t index = 0; index < count && !reader.failed(); ++index) {
        record->changes.push_back(decodeChange(reader));
    }
    return record;
}

}  // namespace orrery::core
