// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Holds the one font scale of the program.
#include "console/widgets/metrics.h"

#include <algorithm>
#include <cmath>

namespace orrery::console::metrics {

namespace {

int percentInUse = normalPercent;

}  // namespace

int scalePercent() { return percentInUse; }

void setScalePercent(int percent) { percentInUse = std::clamp(percent, smallestPercent, largestPercent); }

int scaled(int pixels) { return static_cast<int>(std::lround(scaled(static_cast<double>(pixels)))); }

double scaled(double pixels) { return pixels * percentInUse / normalPercent; }

}  // namespace orrery::console::metrics
