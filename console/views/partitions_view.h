// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The partition map beside the placement of every copy.
#pragma once

#include "console/models/filter_proxy.h"
#include "console/models/partitions_model.h"
#include "console/views/partition_map.h"
#include "console/views/placement_matrix.h"
#include "console/views/view.h"

class QLineEdit;

namespace orrery::console {

class ChipButton;
class RunLabel;
class StackedBar;
class ToneLabel;

class PartitionsView : public View {
    Q_OBJECT
public:
    explicit PartitionsView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    void buildHeader();
    void buildBody();
    void connectSelection();
    void setFilter(MapFilter filter);
    void applyTypedFilter();

    PartitionsModel m_model;
    FilterProxy m_proxy;
    QLineEdit* m_field = nullptr;
    ToneLabel* m_problem = nullptr;
    ChipButton* m_all = nullptr;
    ChipButton* m_moving = nullptr;
    ChipButton* m_oneCopy = nullptr;
    PartitionMap* m_map = nullptr;
    PlacementMatrix* m_matrix = nullptr;
    StackedBar* m_copies = nullptr;
    RunLabel* m_copiesText = nullptr;
};

}  // namespace orrery::console
