// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of a unit's queue by partition.
#include "console/models/queue_partitions_model.h"

#include <algorithm>

#include "console/models/cells.h"

namespace orrery::console {
namespace {

std::uint64_t queuedOf(const model::PartitionTelemetry& part) {
    const std::uint64_t committed = part.commitSequence.value;
    return committed - std::min(committed, part.pumpedSequence.value);
}

bool isLed(const model::PartitionTelemetry& part) { return part.role == model::Role::Primary; }

/// A unit's partitions stand by id, so the search is short.
const model::PartitionTelemetry* find(const UnitView& unit, PartitionId id) {
    const auto& parts = unit.telemetry->partitions;
    const auto found = std::lower_bound(
        parts.begin(), parts.end(), id,
        [](const model::PartitionTelemetry& part, PartitionId wanted) { return part.partition < wanted; });
    return found != parts.end() && found->partition == id ? &*found : nullptr;
}

}  // namespace

std::optional<PartitionId> QueuePartitionsModel::deepest(const GridSnapshot& snapshot, UnitId unit) {
    const UnitView* view = snapshot.unitView(unit);
    std::optional<PartitionId> best;
    std::uint64_t most = 0;
    if (view == nullptr || !view->telemetry) {
        return best;
    }
    for (const model::PartitionTelemetry& part : view->telemetry->partitions) {
        if (isLed(part) && queuedOf(part) > 0 && queuedOf(part) >= most) {
            most = queuedOf(part);
            best = part.partition;
        }
    }
    return best;
}

const std::vector<Column>& QueuePartitionsModel::columns() const {
    static const std::vector<Column> all = {
        {QT_TRANSLATE_NOOP("Column", "Partition"), "partition", true},
        {QT_TRANSLATE_NOOP("Column", "Queued"), "queued", true},
        {QT_TRANSLATE_NOOP("Column", "Share"), "share", true},
        {QT_TRANSLATE_NOOP("Column", "Committed"), "committed", true},
        {QT_TRANSLATE_NOOP("Column", "In the store"), "confirmed", true},
    };
    return all;
}

std::vector<RowKey> QueuePartitionsModel::keysOf(const GridSnapshot& snapshot) const {
    std::vector<RowKey> keys;
    const UnitView* view = m_unit ? snapshot.unitView(*m_unit) : nullptr;
    if (view == nullptr || !view->telemetry) {
        return keys;
    }
    for (const model::PartitionTelemetry& part : view->telemetry->partitions) {
        if (isLed(part)) {
            keys.push_back(part.partition.value);
        }
    }
    return keys;
}

SnapshotTableModel::Cell QueuePartitionsModel::cell(const GridSnapshot& snapshot, RowKey key,
                                                    int column) const {
    const UnitView* view = m_unit ? snapshot.unitView(*m_unit) : nullptr;
    const PartitionId id{static_cast<std::uint16_t>(key)};
    const model::PartitionTelemetry* part = view && view->telemetry ? find(*view, id) : nullptr;
    if (part == nullptr) {
        return unknownCell();
    }
    const Age age = ageOf(*view);
    switch (column) {
    case Partition: return countCell(id.value, age);
    case Queued: return countCell(queuedOf(*part), age);
    case Share: {
        const std::uint64_t whole = view->pump.counters.queued;
        return whole == 0 ? unknownCell()
                          : ratioCell(std::min(1.0, static_cast<double>(queuedOf(*part)) /
                                                        static_cast<double>(whole)),
                                      age);
    }
    case Committed: return countCell(part->commitSequence.value, age);
    case Confirmed: return countCell(part->pumpedSequence.value, age);
    default: return unknownCell();
    }
}

}  // namespace orrery::console
