// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sheet behind the door "Explore a simulated grid": how large it is, what it is asked to do, what goes
// wrong. Nothing outside the window is touched, so Enter in a field is enough to begin.
#pragma once

#include <vector>

#include "console/shell/overlay.h"
#include "console/source/simulated/simulation_options.h"

class QBoxLayout;
class QGridLayout;
class QLineEdit;
class QPushButton;

namespace orrery::console {

class Card;
class PresetCard;
class SegmentedControl;
class SheetScroll;
class ToneLabel;

class SimulationForm : public Overlay {
    Q_OBJECT
public:
    explicit SimulationForm(QWidget* window);

    /// Shows the sheet with what was chosen last; the first time, the small grid.
    void openForm();
    /// Puts `options` into the fields.
    void fill(const SimulationOptions& options);

Q_SIGNALS:
    /// A good choice was made; the sheet has closed itself.
    void exploreRequested(const orrery::console::SimulationOptions& options);

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;

private:
    struct Field { QLineEdit* edit; std::uint32_t SimulationOptions::* number; QString name; };

    QWidget* buildPresets();
    QWidget* buildGrid();
    QWidget* buildCourse();
    QWidget* buildFoot();
    QLineEdit* addField(QGridLayout* grid, int row, const QString& name, std::uint32_t SimulationOptions::* number);
    QLineEdit* makeEdit(const QString& name);
    /// What the fields say; Malformed or Refused with the first mistake.
    Result<SimulationOptions> read() const;
    void whenEdited();
    void showMistake(const QString& why);
    void takePreset(std::size_t index);
    void explore();

    Card* m_card;
    SheetScroll* m_middle = nullptr;
    std::vector<PresetCard*> m_presets;
    std::vector<Field> m_fields;
    QLineEdit* m_seed = nullptr;
    SegmentedControl* m_store = nullptr;
    SegmentedControl* m_shape = nullptr;
    SegmentedControl* m_failures = nullptr;
    SegmentedControl* m_speed = nullptr;
    ToneLabel* m_course = nullptr;
    ToneLabel* m_mistake = nullptr;
    QPushButton* m_explore = nullptr;
    bool m_filling = false;
};

}  // namespace orrery::console
