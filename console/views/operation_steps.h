// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is under way, live: a card for each running operation, the newest first, and for the last one that ran;
// empty before the first. Stands alone: give it the controller.
#pragma once

#include <vector>

#include <QTimer>
#include <QWidget>

#include "console/actions/action_controller.h"

class QVBoxLayout;

namespace orrery::console {

class OperationCard;

class OperationSteps : public QWidget {
    Q_OBJECT
public:
    /// `actions` must outlive it.
    explicit OperationSteps(ActionController* actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void tell();
    void dropCardsBut(const std::vector<const OperationRecord*>& records);

    ActionController* m_actions;
    QVBoxLayout* m_column;
    std::vector<OperationCard*> m_cards;   ///< From the top.
    QTimer m_tick;   ///< Runs the elapsed times while something is under way and seen.
};

}  // namespace orrery::console
