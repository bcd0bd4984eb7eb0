// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The partitions that one unit leads, with what of each waits for the store: committed changes less
// the confirmed ones; key = partition number.
#pragma once

#include <optional>

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

class QueuePartitionsModel : public SnapshotTableModel {
    Q_OBJECT
public:
    enum ColumnName { Partition, Queued, Share, Committed, Confirmed };
    using SnapshotTableModel::SnapshotTableModel;

    /// Whose queue to show from the next snapshot on; none: no rows.
    void setUnit(std::optional<UnitId> unit) { m_unit = unit; }
    std::optional<UnitId> unit() const { return m_unit; }

    /// The partition of `unit` in `snapshot` with most queued changes, the last of those
    /// that have equally many; none when nothing waits.
    static std::optional<PartitionId> deepest(const GridSnapshot& snapshot, UnitId unit);

protected:
    const std::vector<Column>& columns() const override;
    std::vector<RowKey> keysOf(const GridSnapshot& snapshot) const override;
    Cell cell(const GridSnapshot& snapshot, RowKey key, int column) const override;

private:
    std::optional<UnitId> m_unit;
};

}  // namespace orrery::console
