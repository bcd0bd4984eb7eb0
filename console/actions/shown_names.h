// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans, operations and audit rows as they may stand in a picture under other names: the same names as in the
// redacted snapshot, reasons taken out.
#pragma once

#include "console/actions/audit_rows.h"
#include "console/actions/operation_record.h"
#include "console/state/redaction.h"

namespace orrery::console {

/// `record` under the names of `naming`; unchanged without one.
OperationRecord shownRecord(OperationRecord record, Redaction* naming);
/// `row` under the names of `naming`; unchanged without one.
AuditRow shownRow(AuditRow row, Redaction* naming);

}  // namespace orrery::console
