// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a partition could go: the key path beside dragging its cell onto a unit.
#pragma once

#include <QString>
#include <functional>

#include "console/state/grid_snapshot.h"
#include "shared/model/plan.h"

class QMenu;
class QWidget;

namespace orrery::console {

/// Empty, or why `unit` cannot become the primary of `partition`: it leads it already, or does not serve.
QString whyNotMove(const GridSnapshot& snapshot, PartitionId partition, UnitId unit);

/// The action that makes `unit` the primary of `partition`.
model::Action moveAction(const GridSnapshot& snapshot, PartitionId partition, UnitId unit);

/// A menu of the units that can take it, by host when they are many. It deletes itself when closed.
/// `whyNot` not empty: the menu holds that reason instead of targets.
QMenu* makeMoveMenu(const GridSnapshot& snapshot, PartitionId partition, const QString& whyNot,
                    const std::function<void(UnitId)>& chosen, QWidget* parent);

}  // namespace orrery::console
