// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/control/under_way.h"

#include <algorithm>
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
    visit("operation", record.action.operation);
    visit("at-most", record.action.atMost);
    visit("primaries-held", record.primariesHeld);
    visit("copies-held", record.copiesHeld);
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

const OperationUnderWay* UnderWay::find(std::uint64_t number) const {
    const auto found = m_operations.find(number);
    return found == m_operations.end() ? nullptr : &found->second;
}

const OperationUnderWay* UnderWay::stopOf(std::uint64_t number) const {
    for (const auto& [line, operation] : m_operations) {
        if (operation.action.kind == model::ActionKind::StopOperation && operation.action.operation == number) {
            return &operation;
        }
    }
    return nullptr;
}

bool UnderWay::evensOut() const {
    return std::any_of(m_operations.begin(), m_operations.end(), [this](const auto& numbered) {
        const model::ActionKind kind = numbered.second.action.kind;
        const bool spreads = kind == model::ActionKind::AddUnit || kind == model::ActionKind::RestartUnit ||
                             kind == model::ActionKind::BalanceGrid;
        return spreads && stopOf(numbered.first) == nullptr;
    });
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
