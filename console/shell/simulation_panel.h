// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The controls of a simulated grid while it runs: its time, its speed and what the machine makes of that,
// its seed, and faults to put in. It shows itself when the session holds a simulated grid, and only then.
#pragma once

#include <QPointer>

#include "console/shell/session.h"
#include "console/source/simulated/simulated_source.h"
#include "console/widgets/card.h"

class QPushButton;

namespace orrery::console {

class FaultMenu;
class SegmentedControl;
class ToneLabel;

class SimulationPanel : public Panel {
    Q_OBJECT
public:
    explicit SimulationPanel(Session& session, QWidget* parent = nullptr);

    /// The simulated grid of the session; null when it holds something else.
    SimulatedSource* source() const { return m_source; }

public Q_SLOTS:
    /// Each does nothing without a simulated grid.
    void togglePause();
    void step();
    /// Opens the menu of faults at its button.
    void openFaults();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void follow();
    void showState(const SimulationState& state);
    void showFault(const SimulationState& state);

    Session& m_session;
    QPointer<SimulatedSource> m_source;
    ToneLabel* m_word;
    ToneLabel* m_title;
    ToneLabel* m_news;      ///< The last fault put in.
    ToneLabel* m_requests;
    ToneLabel* m_time;
    QPushButton* m_pause;
    QPushButton* m_step;
    SegmentedControl* m_speed;
    ToneLabel* m_achieved;
    QPushButton* m_fault;
    FaultMenu* m_menu;
};

}  // namespace orrery::console
