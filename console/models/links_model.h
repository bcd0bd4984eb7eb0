// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Replication links, one row per sender and receiver; key = sender << 32 | receiver.
#pragma once

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

class LinksModel : public SnapshotTableModel {
    Q_OBJECT
public:
    enum ColumnName {
        From,
        To,
        Lag,
        LagRecords,
        QueuedBytes,
        Resends,
        LastAcknowledgement,
        Partitions
    };
    using SnapshotTableModel::SnapshotTableModel;

    static RowKey keyOfLink(UnitId from, UnitId to) {
        return (RowKey{from.value} << 32) | to.value;
    }

protected:
    const std::vector<Column>& columns() const override;
    std::vector<RowKey> keysOf(const GridSnapshot& snapshot) const override;
    Cell cell(const GridSnapshot& snapshot, RowKey key, int column) const override;
};

}  // namespace orrery::console
