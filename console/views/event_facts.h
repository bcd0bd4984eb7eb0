// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last few lines of the journal about one thing, as facts for a detail page.
#pragma once

#include <functional>
#include <vector>

#include "console/state/grid_snapshot.h"
#include "console/widgets/fact_list.h"

namespace orrery::console {

/// Newest first, at most six, looked for among the newest 2,000 events. Says so when there is none.
std::vector<Fact> recentEvents(const GridSnapshot& snapshot,
                               const std::function<bool(const model::GridEvent&)>& concerns);

}  // namespace orrery::console
