// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu of faults that a person can put into a simulated grid. It is filled each time it opens, from
// what the grid looks like then.
#pragma once

#include <functional>

#include <QMenu>

#include "console/source/simulated/simulated_fault.h"
#include "console/state/grid_snapshot.h"

namespace orrery::console {

class FaultMenu : public QMenu {
    Q_OBJECT
public:
    /// What the menu is about when it opens: the picture shown, and the unit selected, if one is.
    struct Subject { SnapshotPointer snapshot; std::optional<UnitId> unit; };

    explicit FaultMenu(std::function<Subject()> subject, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const orrery::console::SimulatedFault& fault);

private:
    void fill();
    void addUnits(const Subject& subject);
    void addHosts(const Subject& subject);
    void addStore();
    void add(QMenu* menu, const QString& text, const SimulatedFault& fault);
    void addForUnit(QMenu* menu, const QString& unit);

    std::function<Subject()> m_subject;
};

}  // namespace orrery::console
