// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The write-behind queues: how much is only in memory, how old, and whether it drains.
#pragma once

#include "console/models/pumps_model.h"
#include "console/views/filtered_table.h"
#include "console/views/view.h"

namespace orrery::console {

class FigureCard;
class RunLabel;
class TrendRow;

class PumpsView : public View {
    Q_OBJECT
public:
    explicit PumpsView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    void buildTable();
    void buildLedger();
    void buildTrends();
    model::PumpState stateAt(const QModelIndex& index) const;
    CellLook lookOfPump(const QModelIndex& index) const;

    PumpsModel m_model;
    FilteredTable* m_table;
    RunLabel* m_full = nullptr;
    std::vector<FigureCard*> m_ledger;
    TrendRow* m_trends = nullptr;
};

}  // namespace orrery::console
