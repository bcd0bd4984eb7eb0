// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The speeds a person can choose for a simulated grid, the same before and while it runs.
#pragma once

#include <array>
#include <cmath>

#include <QStringList>

#include "console/source/simulated/simulation_options.h"

namespace orrery::console {

inline constexpr std::array simulationSpeeds{slowestSimulation, 1.0, 4.0, 10.0, fastestSimulation};

/// "×0.25", "×1" ...
inline QString speedText(double speed) { return QStringLiteral("×%1").arg(std::round(speed * 100.0) / 100.0); }

inline QStringList speedTexts() {
    QStringList texts;
    for (const double speed : simulationSpeeds) {
        texts.push_back(speedText(speed));
    }
    return texts;
}

/// The choice nearest to `speed`.
inline int speedIndex(double speed) {
    int best = 0;
    for (std::size_t index = 0; index < simulationSpeeds.size(); ++index) {
        if (std::abs(std::log(simulationSpeeds[index] / speed)) <
            std::abs(std::log(simulationSpeeds[static_cast<std::size_t>(best)] / speed))) {
            best = static_cast<int>(index);
        }
    }
    return best;
}

}  // namespace orrery::console
