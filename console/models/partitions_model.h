// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The partitions, one row each; key = partition number.
#pragma once

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

class PartitionsModel : public SnapshotTableModel {
    Q_OBJECT
public:
    enum ColumnName {
        Partition,
        Condition,
        Copies,
        Primary,
        Backups,
        Joining,
        Epoch,
        LastSequence,
        Entries,
        Bytes,
        Operations,
        LagRecords,
        OnlyInMemory
    };
    using SnapshotTableModel::SnapshotTableModel;

protected:
    const std::vector<Column>& columns() const override;
    std::vector<RowKey> keysOf(const GridSnapshot& snapshot) const override;
    Cell cell(const GridSnapshot& snapshot, RowKey key, int column) const override;
};

}  // namespace orrery::console
