// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of a view goes into a file: the words of the mode, the range of its curves, its tables. Charts give
// the samples that are drawn; all other views give the tables they show.
#pragma once

#include <optional>
#include <vector>

#include "console/exports/export_table.h"
#include "console/shell/session.h"
#include "console/state/time_cursor.h"

namespace orrery::console {

class ChartsView;
class View;

/// "LIVE", "REWOUND", "REPLAY", "SIMULATED", "SIMULATED, REWOUND"; empty when nothing is attached.
QString exportModeOf(Session& session);

/// The range of time that the curves of `view` cover; none: it is no view of curves.
std::optional<TimeRange> exportRangeOf(const View& view, const TimeCursor& cursor);

/// One row per moment (ISO 8601, UTC), one column per curve; no sample: an empty cell.
ExportTable chartTableOf(const ChartsView& charts);

/// All that `view` shows as tables; empty: it shows none.
std::vector<ExportTable> exportTablesOfView(const View& view);

}  // namespace orrery::console
