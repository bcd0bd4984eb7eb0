// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bar of partitions by copies, used on the wall, beside the map and in plans.
#pragma once

#include <vector>

#include "console/state/grid_snapshot.h"
#include "console/widgets/run_label.h"
#include "console/widgets/stacked_bar.h"

namespace orrery::console {

/// Whole, moving, one copy, none; only what is above 0 is painted.
std::vector<BarPart> copiesParts(const GridTotals& totals);
/// "243 whole · 12 moving · 1 with one copy"
std::vector<TextRun> copiesText(const GridTotals& totals);
/// Of a plan: [n] = partitions with n copies, of which `wanted` are wanted.
std::vector<BarPart> copiesParts(const std::vector<std::uint32_t>& byCopies, std::size_t wanted);

}  // namespace orrery::console
