// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was carried out from this desk: how far its forecasts hold, then a card per operation, newest first,
// forecast beside fact. Rebuilt only when a record has changed.
#pragma once

#include <QWidget>

#include "console/actions/action_controller.h"

class QScrollArea;

namespace orrery::console {

class StatePage;

class CarriedOutPage : public QWidget {
    Q_OBJECT
public:
    /// `actions` must outlive it.
    explicit CarriedOutPage(ActionController* actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void rebuild();

    ActionController* m_actions;
    QScrollArea* m_scroll;
    StatePage* m_empty;
};

/// "Pauses came out 1.4 times as long as forecast (median of the last 12; eight in ten between 0.9 and 2.1)."
QString calibrationSentence(const Calibration& calibration);

}  // namespace orrery::console
