// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/actions/shown_names.h"

#include <utility>

namespace orrery::console {
namespace {

/// A sentence that repeats a reason is cut before it.
QString withoutQuotation(const QString& sentence) { return sentence.section(QLatin1String(": \""), 0, 0); }

}  // namespace

OperationRecord shownRecord(OperationRecord record, Redaction* naming) {
    if (naming == nullptr) {
        return record;
    }
    record.plan = naming->redact(std::move(record.plan));
    record.by = naming->actor(record.by);
    record.reason = Redaction::removedIfAny(record.reason);
    for (OperationStep& step : record.steps) {
        step.text = naming->text(step.text);
    }
    if (record.answer) {
        record.answer->why = naming->text(record.answer->why);
        record.answer->unit = naming->redactText(record.answer->unit);
    }
    return record;
}

AuditRow shownRow(AuditRow row, Redaction* naming) {
    if (naming == nullptr) {
        return row;
    }
    row.by = naming->actor(row.by);
    row.client = Redaction::removedIfAny(row.client);
    row.action = naming->text(row.action);
    row.reason = Redaction::removedIfAny(row.reason);
    row.differenceSentence = naming->text(withoutQuotation(row.differenceSentence));
    return row;
}

}  // namespace orrery::console
