// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The write-behind pumps, one row per unit; key = unit number.
#pragma once

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

class PumpsModel : public SnapshotTableModel {
    Q_OBJECT
public:
    enum ColumnName {
        Unit,
        State,
        Queued,
        Oldest,
        Ages,
        In,
        Out,
        Drain,
        Batch,
        CommitMedian,
        CommitP99,
        Retries,
        DeadLetters,
        LastError
    };
    using SnapshotTableModel::SnapshotTableModel;

    /// "flowing", "paused by an operator", "pausing": what the unit says and what is asked of it.
    static QString stateWords(model::PumpState state, const model::UnitDescription* unit);

protected:
    const std::vector<Column>& columns() const override;
    std::vector<RowKey> keysOf(const GridSnapshot& snapshot) const override;
    Cell cell(const GridSnapshot& snapshot, RowKey key, int column) const override;
};

}  // namespace orrery::console
