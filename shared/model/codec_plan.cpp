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
}

template <typename Visitor, RecordOf<PlanStep> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("text", record.text);
    visit("estimate-micros", record.estimate);
}

template <typename Visitor, RecordOf<Plan> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("action", record.action);
    visit("epoch", record.epoch);
    visit("tier", record.tier);
    visit("title", record.title);
    visit("button", record.button);
    visit("steps", record.steps);
    visit("blockers", record.blockers);
    visit("warnings", record.warnings);
    visit("primaries-moved", record.primariesMoved);
    visit("copies-rebuilt", record.copiesRebuilt);
    visit("bytes-to-move", record.bytesToMove);
    visit("writes-at-risk", record.writesAtRisk);
    visit("one-copy-meanwhile", record.oneCopyMeanwhile);
    visit("shared-host-after", record.sharedHostAfter);
    visit("pause-median-micros", record.pauseMedian);
    visit("pause-p95-micros", record.pauseP95);
    visit("copies-before", record.copiesBefore);
    visit("copies-after", record.copiesAfter);
    visit("undo", record.undo);
}

resp::Value encode(const Plan& plan) { return FieldWriter::spellRecord(plan); }

Result<Plan> decodePlan(const resp::Value& value) {
    return FieldReader::readRecord<Plan>("plan", value);
}

}  // namespace orrery::model
