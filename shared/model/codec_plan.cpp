// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/codec.h"
#include "shared/model/fields.h"

namespace orrery::model {

template <typename Visitor, RecordOf<Action> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("kind", record.kind);
    visit("unit", record.unit);
    visit("host", record.host);
    visit("partition", record.partition);
    visit("target", record.target);
    visit("operation", record.operation);
    visit("at-most", record.atMost);
}

template <typename Visitor, RecordOf<PlanStep> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("text", record.text);
    visit("estimate-micros", record.estimate);
}

template <typename Visitor, RecordOf<PrimaryChange> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("partition", record.partition);
    visit("from", record.from);
    visit("to", record.to);
}

template <typename Visitor, RecordOf<ReceiverLoad> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("unit", record.unit);
    visit("copies", record.copies);
    visit("bytes", record.bytes);
    visit("memory-after", record.memoryAfter);
    visit("memory-limit", record.memoryLimit);
}

template <typename Visitor, RecordOf<Plan> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("action", record.action);
    visit("epoch", record.epoch);
    visit("digest", record.digest);
    visit("tier", record.tier);
    visit("title", record.title);
    visit("button", record.button);
    visit("steps", record.steps);
    visit("blockers", record.blockers);
    visit("warnings", record.warnings);
    visit("primaries-moved", record.primariesMoved);
    visit("copies-rebuilt", record.copiesRebuilt);
    visit("bytes-to-move", record.bytesToMove);
    visit("primary-changes", record.primaryChanges);
    visit("receivers", record.receivers);
    visit("pumps-handed-over", record.pumpsHandedOver);
    visit("queued-handed-over", record.queuedHandedOver);
    visit("writes-at-risk", record.writesAtRisk);
    visit("one-copy-meanwhile", record.oneCopyMeanwhile);
    visit("shared-host-after", record.sharedHostAfter);
    visit("pause-median-micros", record.pauseMedian);
    visit("pause-p95-micros", record.pauseP95);
    visit("copies-before", record.copiesBefore);
    visit("copies-after", record.copiesAfter);
    visit("undo", record.undo);
    visit("undo-action", record.undoAction);
}

resp::Value encode(const Plan& plan) { return FieldWriter::spellRecord(plan); }

Result<Plan> decodePlan(const resp::Value& value) {
    return FieldReader::readRecord<Plan>("plan", value);
}

}  // namespace orrery::model
