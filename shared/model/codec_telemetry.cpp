// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/codec.h"
#include "shared/model/fields.h"

namespace orrery::model {

template <typename Visitor, RecordOf<PartitionTelemetry> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("partition", record.partition);
    visit("role", record.role);
    visit("entries", record.entries);
    visit("bytes", record.bytes);
    visit("last-sequence", record.lastSequence);
    visit("commit-sequence", record.commitSequence);
    visit("pumped-sequence", record.pumpedSequence);
    visit("operations", record.operations);
}

template <typename Visitor, RecordOf<LinkTelemetry> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("to", record.to);
    visit("lag-micros", record.lag);
    visit("lag-records", record.lagRecords);
    visit("queued-bytes", record.queuedBytes);
    visit("resends", record.resends);
    visit("last-acknowledgement-micros", record.lastAcknowledgement);
}

template <typename Visitor, RecordOf<PumpTelemetry> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("state", record.state);
    visit("queued", record.queued);
    visit("queued-bytes", record.queuedBytes);
    visit("limit-bytes", record.limitBytes);
    visit("oldest-micros", record.oldest);
    visit("accepted", record.accepted);
    visit("persisted", record.persisted);
    visit("coalesced", record.coalesced);
    visit("dead-lettered", record.deadLettered);
    visit("batches", record.batches);
    visit("last-batch-rows", record.lastBatchRows);
    visit("commit-median-micros", record.commitMedian);
    visit("commit-p99-micros", record.commitP99);
    visit("retries", record.retries);
    visit("last-error", record.lastError);
}

template <typename Visitor, RecordOf<UnitTelemetry> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("unit", record.unit);
    visit("incarnation", record.incarnation);
    visit("number", record.number);
    visit("sampled-at-millis", record.sampledAt);
    visit("operations", record.operations);
    visit("reads", record.reads);
    visit("writes", record.writes);
    visit("hits", record.hits);
    visit("misses", record.misses);
    visit("redirects", record.redirects);
    visit("refusals", record.refusals);
    visit("unknowns", record.unknowns);
    visit("clients", record.clients);
    visit("memory-bytes", record.memoryBytes);
    visit("memory-limit", record.memoryLimit);
    visit("resident-bytes", record.residentBytes);
    visit("cpu-permille", record.cpuPermille);
    visit("partitions", record.partitions);
    visit("links", record.links);
    visit("pump", record.pump);
}

resp::Value encode(const UnitTelemetry& telemetry) { return FieldWriter::spellRecord(telemetry); }

Result<UnitTelemetry> decodeUnitTelemetry(const resp::Value& value) {
    return FieldReader::readRecord<UnitTelemetry>("telemetry", value);
}

Result<UnitTelemetry> decodeUnitTelemetry(const resp::Value& value, Omissions& omissions) {
    return FieldReader::readRecord<UnitTelemetry>("telemetry", value, &omissions);
}

}  // namespace orrery::model
