// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The units of the grid, one row each; key = unit number.
#pragma once

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

class UnitsModel : public SnapshotTableModel {
    Q_OBJECT
public:
    enum ColumnName {
        State,
        Name,
        Host,
        Primaries,
        Backups,
        Memory,
        Headroom,
        Cpu,
        Operations,
        HitRatio,
        LagOut,
        LagIn,
        Queued,
        Oldest,
        Version,
        Uptime,
        Skew,
        LastSeen,
        Activity
    };
    using SnapshotTableModel::SnapshotTableModel;

protected:
    const std::vector<Column>& columns() const override;
    std::vector<RowKey> keysOf(const GridSnapshot& snapshot) const override;
    Cell cell(const GridSnapshot& snapshot, RowKey key, int column) const override;
    QVariant extra(const GridSnapshot& snapshot, RowKey key, int column, int role) const override;
};

}  // namespace orrery::console
