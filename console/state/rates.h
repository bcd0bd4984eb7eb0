// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What follows from two samples of one unit: rates, the queue's development, ratios. Pure
// functions.
#pragma once

#include <vector>

#include "console/state/unit_view.h"

namespace orrery::console {

/// Time between the samples: by the unit's wall clock, or by ours when that clock was set in
/// between. 0 when neither moved on.
Duration spanBetween(const model::UnitTelemetry& earlier, const model::UnitTelemetry& later,
                     Duration received);
/// `span` must be positive. A counter that fell gives no rate.
UnitRates ratesBetween(const model::UnitTelemetry& earlier, const model::UnitTelemetry& later,
                       Duration span);
/// Operations per second of each of `later.partitions`, NaN for one that `earlier` does not have.
std::vector<float> partitionRates(const model::UnitTelemetry& earlier,
                                  const model::UnitTelemetry& later, Duration span);
/// What comes into the pump's queue and what leaves it; none while a rate is missing.
std::optional<PumpPace> paceOf(const UnitRates& rates);

}  // namespace orrery::console
