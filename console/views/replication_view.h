// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The links in a table, worst first, beside sender by receiver.
#pragma once

#include "console/models/link_table.h"
#include "console/models/links_model.h"
#include "console/views/filtered_table.h"
#include "console/views/view.h"

class QBoxLayout;

namespace orrery::console {

class ChipButton;
class LinkMatrix;
class RunLabel;
class SegmentedControl;
class ToneLabel;
class TrendRow;

class ReplicationView : public View {
    Q_OBJECT
public:
    explicit ReplicationView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildHeader();
    void buildBody();
    void buildTable();
    void follow();
    void setMetric(int index);
    void select(const LinkId& link);

    LinksModel m_model;
    FilteredTable* m_table;
    LinkMatrix* m_matrix;
    RunLabel* m_worst;
    SegmentedControl* m_metric;
    ChipButton* m_byHost;
    ToneLabel* m_heading = nullptr;
    QBoxLayout* m_halves = nullptr;
    TrendRow* m_trends = nullptr;   ///< Of the chosen link's sender, else of the grid.
    bool m_arranged = false;  ///< The first snapshot with units has chosen the grouping.
};

}  // namespace orrery::console
