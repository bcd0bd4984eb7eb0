// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All units in a table; what can be done with the selected ones stands in the header.
#pragma once

#include <deque>
#include "console/models/units_model.h"

#include "console/views/filtered_table.h"
#include "console/views/view.h"

class QPushButton;

namespace orrery::console {

class ChipButton;
class TimeChart;
class ToneLabel;

class UnitsView : public View {
    Q_OBJECT
public:
    explicit UnitsView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    QPushButton* addButton(const QString& text, const char* iconName, const char* object,
                           model::ActionKind kind);
    void buildHeader();
    void buildTable();
    void buildQueueLine();
    void connectSelection();
    /// Asks for one plan; with several units selected the others wait their turn.
    void ask(model::ActionKind kind);
    void askNext();
    void onStage(ActionStage stage);
    void showQueue();
    void updateButtons();
    std::vector<UnitId> chosenUnits() const;
    /// Those of them whose state leaves room for `kind`.
    std::vector<const model::UnitDescription*> chosenFor(model::ActionKind kind) const;
    void showChart(const GridSnapshot& snapshot);

    UnitsModel m_model;
    FilteredTable* m_table;
    TimeChart* m_chart = nullptr;
    struct UnitButton {
        model::ActionKind kind;
        QPushButton* button;
    };
    std::vector<UnitButton> m_unitButtons;
    QPushButton* m_add = nullptr;
    ChipButton* m_compare = nullptr;
    QWidget* m_queueLine = nullptr;
    ToneLabel* m_queueText = nullptr;
    std::deque<model::Action> m_waiting;  ///< Planned one after the other.
    ActionStage m_stage = ActionStage::Idle;
};

}  // namespace orrery::console
