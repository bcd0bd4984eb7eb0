// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The write-behind queues: how much is only in memory, how old, and whether it drains.
#pragma once

#include "console/models/pumps_model.h"
#include "console/views/filtered_table.h"
#include "console/views/view.h"

class QPushButton;

namespace orrery::console {

class FigureCard;
class QueuePanel;
class RunLabel;
class StatePage;
class TrendRow;

class PumpsView : public View {
    Q_OBJECT
public:
    explicit PumpsView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;
    /// The unit whose queue is shown: the selected one, else the one with most queued writes.
    static std::optional<UnitId> unitInFocus(const GridSnapshot& snapshot,
                                             std::optional<UnitId> selected);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    void buildHeader();
    void buildTable();
    void buildLedger();
    void buildPages();
    void showAction(const GridSnapshot& snapshot);
    void showFull(const GridSnapshot& snapshot);
    void showLedger(const GridSnapshot& snapshot);
    void showTrouble(const GridSnapshot& snapshot, std::optional<UnitId> unit);
    void buildTrends();
    model::PumpState stateAt(const QModelIndex& index) const;
    CellLook lookOfPump(const QModelIndex& index) const;

    PumpsModel m_model;
    FilteredTable* m_table;
    RunLabel* m_full = nullptr;
    QPushButton* m_pump = nullptr;  ///< Pauses or resumes the selected unit's pump.
    model::Action m_pumpAction;     ///< What it asks for.
    RunLabel* m_trouble = nullptr;
    RunLabel* m_balance = nullptr;
    QueuePanel* m_queue = nullptr;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr;  ///< Of m_content.
    StatePage* m_empty = nullptr;
    std::vector<FigureCard*> m_ledger;
    TrendRow* m_trends = nullptr;
};

}  // namespace orrery::console
