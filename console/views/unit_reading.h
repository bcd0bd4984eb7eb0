// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How cards and tiles read a unit: its most urgent alarm, the share of its roles, and the sentence
// that stands for it where it is not seen. Pure functions on a snapshot.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "console/state/grid_snapshot.h"
#include "console/widgets/marks.h"

namespace orrery::console {

/// By unit index: the priority of its most urgent active alarm that nobody has shelved.
std::vector<std::optional<Urgency>> urgencies(const GridSnapshot& snapshot);

/// Primaries among all its copies, 0 .. 1; none while it holds no copy.
std::optional<double> primaryShare(const UnitView& unit);

/// "unit a1, ready, 43 primaries, 46 backups, 6,730 /s"; `index` as in the snapshot's units.
QString unitSentence(const GridSnapshot& snapshot, std::size_t index);

}  // namespace orrery::console
