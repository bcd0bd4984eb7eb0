// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who did what to this grid: the grid's own journal of actions beside this desk's copy, with what differs
// between them. Enter shows the grid as it was in that second.
#pragma once

#include "console/actions/audit_history.h"
#include "console/actions/audit_model.h"
#include "console/views/view.h"
#include "console/widgets/run_label.h"

class QPushButton;

namespace orrery::console {

class FilteredTable;
class SegmentedControl;
class StatePage;
class ToneLabel;

class AuditView : public View {
    Q_OBJECT
public:
    explicit AuditView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;
    /// For export: what the table holds, oldest first.
    const std::vector<AuditRow>& rows() const { return m_model.rows(); }

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    void refreshRows();
    void showChain();
    void showGridCopy(const GridSnapshot& snapshot);
    /// How far the grid's own copy is read, and when.
    std::vector<TextRun> readingRuns(const GridSnapshot& snapshot) const;
    void verify();
    void showSentence();
    void openMoment(quint64 key);

    AuditModel m_model;
    AuditHistory m_history;
    FilteredTable* m_table;
    SegmentedControl* m_kinds;
    QPushButton* m_verify;
    RunLabel* m_chain;
    RunLabel* m_gridCopy;
    StatePage* m_empty;
    quint64 m_chosen = 0;    ///< Identity of the chosen row; 0: none was chosen.
    ToneLabel* m_sentence;   ///< The chosen row in full.
};

}  // namespace orrery::console
