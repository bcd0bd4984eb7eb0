// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Alarms in order of raising; key = AlarmsModel::keyOfAlarm.
#pragma once

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

class AlarmsModel : public SnapshotTableModel {
    Q_OBJECT
public:
    enum ColumnName { PriorityColumn, State, Text, Detail, Raised, Lasting, Cause, Response };
    using SnapshotTableModel::SnapshotTableModel;

    static RowKey keyOfAlarm(AlarmId id) {
        return (RowKey{static_cast<std::uint8_t>(id.kind)} << 32) | id.subject;
    }
    static AlarmId alarmOf(RowKey key) {
        return AlarmId{static_cast<AlarmKind>(key >> 32), static_cast<std::uint32_t>(key)};
    }

protected:
    const std::vector<Column>& columns() const override;
    std::vector<RowKey> keysOf(const GridSnapshot& snapshot) const override;
    Cell cell(const GridSnapshot& snapshot, RowKey key, int column) const override;
};

}  // namespace orrery::console
