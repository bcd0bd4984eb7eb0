// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/control/under_way.h"

#include <utility>

#include "shared/model/fields.h"

namespace orrery::core {

template <typename Visitor, model::RecordOf<OperationUnderWay> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("number", record.number);
    visit("kind", record.action.kind);
    visit("unit-name", record.action.unit);
    visit("host", record.action.host);
    visit("partition", record.action.partition);
    visit("target-name", record.action.target);
    visit("what", record.what);
    visit("by", record.by);
    visit("unit", record.unit);
    visit("target", record.target);
    visit("waiting", record.waiting);
    visit("began-millis", record.began);
}

template <typename Visitor, model::RecordOf<FailoverUnderWay> Record>
void visitFields(Visitor& visit, Record& record) {
    visit("index", record.index);
    visit("what", record.what);
    visit("cause", record.cause);
    visit("unit", record.unit);
    visit("writes-lost", record.writesLost);
    visit("began-millis", record.began);
    visit("partitions", record.partitions);
}

resp::Value encode(const OperationUnderWay& operation) { return model::FieldWriter::spellRecord(operation); }
resp::Value encode(const FailoverUnderWay& failover) { return model::FieldWriter::spellRecord(failover); }

Result<OperationUnderWay> decodeOperation(const resp::Value& value) {
    return model::FieldReader::readRecord<OperationUnderWay>("operation", value);
}

Result<FailoverUnderWay> decodeFailover(const resp::Value& value) {
    return model::FieldReader::readRecord<FailoverUnderWay>("failover", value);
}

void UnderWay::begin(OperationUnderWay operation) {
    const std::uint64_t number = operation.number;
    m_operations.insert_or_assign(number, std::move(operation));
    if (m_operations.size() > operationLimit) {
        m_operations.erase(m_operations.begin());
    }
}

void UnderWay::begin(FailoverUnderWay failover) {
    const std::uint64_t index = failover.index;
    m_failovers.insert_or_assign(index, std::move(failover));
    if (m_failovers.size() > failoverLimit) {
        m_failovers.erase(m_failovers.begin());
    }
}

}  // namespace orrery::core
