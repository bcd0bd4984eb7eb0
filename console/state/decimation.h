// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fewer points, no lost extreme: a run of samples becomes the lowest and the highest of equal
// shares.
#pragma once

#include <vector>

#include <QPointF>

#include "console/state/moment.h"

namespace orrery::console {

struct HistorySample {
    Instant at;
    float value = 0;
    bool joins = true;  ///< A line leads here from the sample before.
};

/// A line between two breaks. x: milliseconds since 1970 UTC, y: in the metric's unit. Never empty.
using Segment = std::vector<QPointF>;

/// The samples as lines of together at most `maximumPoints` points (at least 4). Lowest and highest
/// value of every segment stay, and so do the breaks.
std::vector<Segment> decimate(const std::vector<HistorySample>& samples, std::size_t maximumPoints,
                              const Moment& now);

}  // namespace orrery::console
