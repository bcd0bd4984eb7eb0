// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What has begun and whose end the journal still owes: operators' wishes and failovers. They stand in the
// control log with the entry that began them, so that a new controller takes them up where its
// predecessor left them: a kill stays a kill, and every story gets its last line.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/model/plan.h"
#include "shared/resp/value.h"

namespace orrery::core {

/// What an operator has asked for and is not reached.
struct OperationUnderWay {
    std::uint64_t number = 0;             ///< Of its line in the journal.
    model::Action action;
    std::string what;                     ///< "Drain unit b1"
    std::string by;                       ///< The operator's name; never empty.
    std::optional<UnitId> unit;           ///< That is acted on; AddUnit: the new one.
    std::optional<UnitId> target;         ///< That is to lead the partition.
    std::vector<PartitionId> waiting;     ///< RestorePartition: what is to serve.
    std::uint32_t primariesHeld = 0;      ///< By `unit` when it began
    std::uint32_t copiesHeld = 0;         ///< and its other copies in sync.
    WallTime began;
};

/// New primaries in the table, of whom some do not serve yet as far as the controller has heard.
struct FailoverUnderWay {
    std::uint64_t index = 0;              ///< Of the entry with the new primaries.
    std::string what;                     ///< "death of unit b1"
    std::uint64_t cause = 0;              ///< Number of that line of the journal; 0: none.
    UnitId unit;
    std::optional<std::uint64_t> writesLost;
    WallTime began;
    std::vector<PartitionId> partitions;  ///< Of the new primaries.
};

resp::Value encode(const OperationUnderWay& operation);
resp::Value encode(const FailoverUnderWay& failover);
/// Malformed when a field is of the wrong kind; absent fields keep their defaults.
Result<OperationUnderWay> decodeOperation(const resp::Value& value);
Result<FailoverUnderWay> decodeFailover(const resp::Value& value);

/// The newest of each kind; what is older than the limits is forgotten without a last line.
class UnderWay {
public:
    static constexpr std::size_t operationLimit = 256;
    static constexpr std::size_t failoverLimit = 64;

    /// By the number of their line.
    const std::map<std::uint64_t, OperationUnderWay>& operations() const { return m_operations; }
    /// By the index of their entry.
    const std::map<std::uint64_t, FailoverUnderWay>& failovers() const { return m_failovers; }
    /// The operation numbered `number`, or null.
    const OperationUnderWay* find(std::uint64_t number) const;
    /// The stop of the operation numbered `number` while that still ends, or null.
    const OperationUnderWay* stopOf(std::uint64_t number) const;
    /// True when placement may have something to even out for an operation that nobody has stopped.
    bool evensOut() const;

    void begin(OperationUnderWay operation);
    void begin(FailoverUnderWay failover);
    /// The line numbered `number` has got its answer; nothing happens when it is not under way.
    void endOperation(std::uint64_t number) { m_operations.erase(number); }
    void endFailover(std::uint64_t index) { m_failovers.erase(index); }

private:
    std::map<std::uint64_t, OperationUnderWay> m_operations;
    std::map<std::uint64_t, FailoverUnderWay> m_failovers;
};

}  // namespace orrery::core
