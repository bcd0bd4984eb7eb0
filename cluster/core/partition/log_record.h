// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One acknowledged-or-not write of a partition: where it stands, what it changed, and what was
// answered. Records are immutable and shared: the log, the messages to several copies and the pump
// look at the same one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cluster/core/space/change.h"
#include "shared/base/ids.h"

namespace orrery::core {

struct LogRecord {
    Position position;
    std::vector<Change> changes;
    std::string requestId;   ///< Empty: the client gave none.
    std::string result;      ///< The reply in RESP2, kept only with a request id.
};

using SharedRecord = std::shared_ptr<const LogRecord>;

/// Bytes the record holds in memory, for budgets.
std::size_t footprint(const LogRecord& record);

void encode(const LogRecord& record, ByteWriter& writer);
/// Fails the reader when the bytes are no record.
SharedRecord decodeLogRecord(ByteReader& reader);

}  // namespace orrery::core
