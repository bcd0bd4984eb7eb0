// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All units in a table; what can be done with the selected ones stands in the header.
#pragma once

#include "console/models/units_model.h"
#include "console/views/filtered_table.h"
#include "console/views/view.h"

class QPushButton;

namespace orrery::console {

class TimeChart;

class UnitsView : public View {
    Q_OBJECT
public:
    explicit UnitsView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    QPushButton* addButton(const QString& text, const char* iconName, const char* object,
                           model::ActionKind kind);
    void ask(model::ActionKind kind);
    void updateButtons();
    void showChart(const GridSnapshot& snapshot);

    UnitsModel m_model;
    FilteredTable* m_table;
    TimeChart* m_chart = nullptr;
    std::vector<QPushButton*> m_unitButtons;
    QPushButton* m_add = nullptr;
};

}  // namespace orrery::console
