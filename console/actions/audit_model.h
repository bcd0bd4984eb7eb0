// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of the audit. Made anew only when the journal or the desk's copy has something new.
#pragma once

#include <map>

#include "console/actions/audit_rows.h"
#include "console/models/snapshot_table_model.h"

namespace orrery::console {

class AuditModel : public SnapshotTableModel {
    Q_OBJECT
public:
    /// The last two are for files only.
    enum ColumnName {
        Time, Operator, Client, Action, Plan, Epochs, Reason, Outcome, Took, Copies, Difference, GridEntry, DeskEntry,
        columnTotal
    };
    using SnapshotTableModel::SnapshotTableModel;

    /// Shows the journal of `snapshot`, with what the grid remembers besides, beside `trail`; in a picture under
    /// other names the same rows under those. True when rows are new.
    bool refresh(const SnapshotPointer& snapshot, const AuditTrail& trail, const OlderActions& older = {});
    /// Oldest first.
    const std::vector<AuditRow>& rows() const { return m_rows; }
    /// The row with that identity; null when there is none.
    const AuditRow* rowFor(RowKey key) const;

protected:
    const std::vector<Column>& columns() const override;
    std::vector<RowKey> keysOf(const GridSnapshot& snapshot) const override;
    Cell cell(const GridSnapshot& snapshot, RowKey key, int column) const override;
    QVariant extra(const GridSnapshot& snapshot, RowKey key, int column, int role) const override;

private:
    /// What the rows were made of; other values ask for new rows. Events that are no business of the audit do
    /// not count.
    struct Basis {
        std::uint64_t first = 0, last = 0;
        std::size_t entries = 0;
        std::size_t older = 0;
        std::uint64_t lastOlder = 0;
        AuditReach reach = AuditReach::Journal;
        std::optional<ChainFault> fault;
        std::shared_ptr<Redaction> naming;
        friend bool operator==(const Basis&, const Basis&) = default;
    };

    std::uint64_t newestAction(const EventLog& log);
    bool needsNewRows(const Basis& basis) const;

    Basis m_basis;
    std::uint64_t m_looked = 0;      ///< Number of the last event that was looked at.
    std::uint64_t m_newest = 0;      ///< Number of the last one among them that is an action or its end.
    bool m_waits = false;            ///< A row's entry in the journal is still expected.
    std::vector<AuditRow> m_made;    ///< Under their own names.
    std::vector<AuditRow> m_rows;    ///< As they are shown.
    std::map<RowKey, std::size_t> m_places;
};

}  // namespace orrery::console
