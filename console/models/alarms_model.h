// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Alarms in order of raising; key = AlarmsModel::keyOfAlarm.
#pragma once

#include <map>
#include <optional>

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

class AlarmsModel : public SnapshotTableModel {
    Q_OBJECT
public:
    enum ColumnName { PriorityColumn, State, Text, Detail, Raised, Lasting, Count, Cause, By, Response };
    /// Groups: one row per cause, and below it the group that is opened.
    enum class Scope { All, Groups };
    enum class Shown { Standing, Shelved, Suppressed, OutOfService, All };
    /// Rows of an opened group; what is more stands as a count in its first row.
    static constexpr std::size_t longestGroup = 200;
    using SnapshotTableModel::SnapshotTableModel;

    static RowKey keyOfAlarm(AlarmId id) {
        return (RowKey{static_cast<std::uint8_t>(id.kind)} << 32) | id.subject;
    }
    /// All three take effect with the next snapshot.
    void setShown(Shown shown) { m_shown = shown; }
    void setScope(Scope scope) { m_scope = scope; }
    void setOpened(std::optional<AlarmId> head) { m_opened = head; }
    std::optional<AlarmId> opened() const { return m_opened; }

    static AlarmId alarmOf(RowKey key) {
        return AlarmId{static_cast<AlarmKind>(key >> 32), static_cast<std::uint32_t>(key)};
    }

protected:
    const std::vector<Column>& columns() const override;
    std::vector<RowKey> keysOf(const GridSnapshot& snapshot) const override;
    Cell cell(const GridSnapshot& snapshot, RowKey key, int column) const override;

private:
    bool isShown(AlarmState state) const;
    const Alarm* find(const GridSnapshot& snapshot, AlarmId id) const;
    Cell causeCell(const GridSnapshot& snapshot, const Alarm& alarm) const;

    Scope m_scope = Scope::All;
    std::optional<AlarmId> m_opened;
    mutable std::map<AlarmId, std::size_t> m_places;  ///< In the alarms of m_indexed.
    mutable const GridSnapshot* m_indexed = nullptr;
    Shown m_shown = Shown::All;
};

}  // namespace orrery::console
