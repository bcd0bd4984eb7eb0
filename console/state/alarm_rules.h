// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which troubles a picture shows. Knows nothing of lists, persons or time: the desk compares its
// answer with what stands. Pure functions.
//
// Contact is not health: without contact nobody asks here. What a unit measures of itself counts
// only while it is fresh; a trouble that stands and whose unit fell silent goes on standing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "console/state/alarm_groups.h"
#include "console/state/grid_snapshot.h"

namespace orrery::console {

/// A trouble that the picture shows.
struct AlarmWish {
    AlarmSubject subject;
    std::optional<UnitId> unit;
    std::optional<UnitId> suppressedBy;  ///< The unit whose own state makes this one follow by design.
    std::uint64_t figures = 0;           ///< Changes whenever the words below would.
};

/// `stands`: whether that alarm is active now; it decides where thresholds have a gap.
std::vector<AlarmWish> alarmsIn(const GridSnapshot& picture,
                                const std::function<bool(AlarmId)>& stands);

struct AlarmTexts {
    QString text;      ///< "Partition 201 has one copy"
    QString detail;    ///< "a2 is catching up"; may be empty.
    QString response;  ///< What to do, and what waiting costs.
    QString suppressedBy;
};
/// The words for a wish of this picture.
AlarmTexts describe(const AlarmWish& wish, const GridSnapshot& picture);

}  // namespace orrery::console
