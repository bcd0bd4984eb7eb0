// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal, oldest first; sort by time descending in a proxy to see the newest on top. Events
// never change, so a refresh only appends and, when the log is full, removes at the front. A jump
// in time resets it.
#pragma once

#include <optional>

#include <QAbstractTableModel>

#include "console/models/snapshot_table_model.h"

namespace orrery::console {

class EventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnName {
        Time,
        Number,
        SeverityColumn,
        Kind,
        Unit,
        Partition,
        Took,
        Actor,
        Text,
        columnTotal
    };
    enum EventRole {
        MissingBeforeRole = FilterNameRole + 1,  ///< quint64: numbers skipped before this one.
        ReceivedLateRole
    };  ///< bool
    using QAbstractTableModel::QAbstractTableModel;

    /// Shows `snapshot`, which must not be null.
    void setSnapshot(const SnapshotPointer& snapshot);
    /// The row of the event `number`, -1 when it is not held.
    int rowOf(std::uint64_t number) const;
    const ReceivedEvent& eventAt(int row) const { return m_log.at(static_cast<std::size_t>(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString text(const ReceivedEvent& received, int column) const;
    /// What happened, and what is odd about how it was received.
    static QString sentence(const ReceivedEvent& received);
    static QVariant sortValue(const ReceivedEvent& received, int column);

    SnapshotPointer m_snapshot = emptySnapshot();
    EventLog m_log;
    std::optional<std::size_t> m_shown;  ///< Rows announced so far, inside a refresh; else all.
};

}  // namespace orrery::console
