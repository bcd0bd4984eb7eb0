// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the words of the data to the words of the widgets: freshness to wear, priority to urgency,
// a model's roles to the look of a cell.
#pragma once

#include <QModelIndex>
#include <QString>
#include <optional>

#include "console/state/alarm.h"
#include "console/state/formatting.h"
#include "console/state/freshness.h"
#include "console/state/grid_snapshot.h"
#include "console/widgets/data_table.h"
#include "console/widgets/marks.h"
#include "console/widgets/range_bar.h"

namespace orrery::console {

Wear wearOf(Freshness freshness);
Urgency urgencyOf(Priority priority);

/// The look of a cell of our table models; the mark is left to the view.
CellLook lookOf(const QModelIndex& index);
/// Urgency by PriorityRole, none at 0.
std::optional<Urgency> urgencyAt(const QModelIndex& index);

/// A duration as text, "–" without one.
QString textOf(const std::optional<Duration>& duration);
QString textOf(const std::optional<std::uint64_t>& count);

/// "b1 (host b)"
QString unitWithHost(const GridSnapshot& snapshot, UnitId id);

/// How urgent the state of a partition is; none when it needs no one.
std::optional<Urgency> urgencyOf(PartitionCondition condition);

}  // namespace orrery::console
