// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of the partitions table.
#include "console/models/partitions_model.h"

#include "console/models/cells.h"

namespace orrery::console {
namespace {

QString wordFor(PartitionCondition condition) {
    switch (condition) {
    case PartitionCondition::Whole: return SnapshotTableModel::tr("whole");
    case PartitionCondition::Moving: return SnapshotTableModel::tr("moving");
    case PartitionCondition::UnderReplicated: return SnapshotTableModel::tr("copy missing");
    case PartitionCondition::NotPlaced: return SnapshotTableModel::tr("not placed");
    case PartitionCondition::Lost: return SnapshotTableModel::tr("lost");
    }
    return {};
}

int priorityFor(PartitionCondition condition) {
    switch (condition) {
    case PartitionCondition::Lost: return 1;
    case PartitionCondition::UnderReplicated: return 2;
    default: return 0;
    }
}

QString names(const GridSnapshot& snapshot, const std::vector<UnitId>& units,
              std::optional<UnitId> without) {
    QStringList result;
    for (UnitId unit : units) {
        if (unit != without) {
            result.push_back(snapshot.unitName(unit));
        }
    }
    return result.join(QStringLiteral(", "));
}

}  // namespace

const std::vector<Column>& PartitionsModel::columns() const {
    static const std::vector<Column> all = {
        {QT_TRANSLATE_NOOP("Column", "Partition"), "partition", true},
        {QT_TRANSLATE_NOOP("Column", "Condition"), "condition"},
        {QT_TRANSLATE_NOOP("Column", "Copies"), "copies", true},
        {QT_TRANSLATE_NOOP("Column", "Primary"), "primary"},
        {QT_TRANSLATE_NOOP("Column", "Backups"), "backups"},
        {QT_TRANSLATE_NOOP("Column", "Catching up"), "joining"},
        {QT_TRANSLATE_NOOP("Column", "Epoch"), "epoch", true},
        {QT_TRANSLATE_NOOP("Column", "Last change"), "sequence", true},
        {QT_TRANSLATE_NOOP("Column", "Entries"), "entries", true},
        {QT_TRANSLATE_NOOP("Column", "Memory"), "memory", true},
        {QT_TRANSLATE_NOOP("Column", "Requests/s"), "requests", true},
        {QT_TRANSLATE_NOOP("Column", "Lag"), "lag", true},
        {QT_TRANSLATE_NOOP("Column", "In memory only"), "queued", true},
    };
    return all;
}

std::vector<RowKey> PartitionsModel::keysOf(const GridSnapshot& snapshot) const {
    std::vector<RowKey> keys;
    for (const PartitionView& partition : snapshot.partitions) {
        keys.push_back(partition.id.value);
    }
    return keys;
}

SnapshotTableModel::Cell PartitionsModel::cell(const GridSnapshot& snapshot, RowKey key,
                                               int column) const {
    const PartitionId id{static_cast<std::uint16_t>(key)};
    const PartitionView* view = snapshot.partitionView(id);
    const model::PartitionDescription* partition = snapshot.partition(id);
    if (!view || !partition) {
        return unknownCell();
    }
    const Age table = tableAge(snapshot);
    const Age own{view->age, view->freshness};
    switch (column) {
    case Partition:
        return {QString::number(id.value), static_cast<int>(id.value), Freshness::Live, {}, 0};
    case Condition: {
        Cell cell = textCell(wordFor(view->condition), table);
        cell.priority = priorityFor(view->condition);
        return cell;
    }
    case Copies: return countCell(view->copies, table);
    case Primary:
        return partition->primary ? textCell(snapshot.unitName(*partition->primary), table)
                                  : unknownCell();
    case Backups: return textCell(names(snapshot, partition->inSync, partition->primary), table);
    case Joining: return textCell(names(snapshot, partition->joining, std::nullopt), table);
    case Epoch: return countCell(partition->epoch.value, table);
    case LastSequence:
        return countCell(
            view->lastSequence ? std::optional(view->lastSequence->value) : std::nullopt, own);
    case Entries: return countCell(view->entries, own);
    case Bytes: return bytesCell(view->bytes, own);
    case Operations: return rateCell(view->operationsPerSecond, own);
    case LagRecords: return countCell(view->lagRecords, own);
    case OnlyInMemory: return countCell(view->onlyInMemory, own);
    default: return unknownCell();
    }
}

}  // namespace orrery::console
