// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/codec.h"
#include "shared/model/fields.h"

namespace orrery::model {

template <typename Visitor, RecordOf<GridEvent> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("number", record.number);
    visit("epoch", record.epoch);
    visit("at-millis", record.at);
    visit("kind", record.kind);
    visit("severity", record.severity);
    visit("actor", record.actor);
    visit("unit", record.unit);
    visit("partition", record.partition);
    visit("partition-count", record.partitionCount);
    visit("took-micros", record.took);
    visit("text", record.text);
    visit("cause", record.cause);
    visit("reason", record.reason);
    visit("plan", record.plan);
    visit("plan-epoch", record.planEpoch);
    visit("client", record.client);
    visit("clients-redirected", record.clientsRedirected);
    visit("writes-lost", record.writesLost);
    visit("outcomes-unknown", record.outcomesUnknown);
}

resp::Value encode(const GridEvent& event) { return FieldWriter::spellRecord(event); }

Result<GridEvent> decodeGridEvent(const resp::Value& value) {
    return FieldReader::readRecord<GridEvent>("event", value);
}

Result<GridEvent> decodeGridEvent(const resp::Value& value, Omissions& omissions) {
    return FieldReader::readRecord<GridEvent>("event", value, &omissions);
}

}  // namespace orrery::model
