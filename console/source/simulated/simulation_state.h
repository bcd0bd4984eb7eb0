// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a simulated grid stands in its own time, and how fast that goes.
#pragma once

#include <cstdint>
#include <vector>

#include <QMetaType>

#include "console/source/simulated/simulated_fault.h"

namespace orrery::console {

struct SimulationState {
    Moment position;               ///< The grid's own time.
    double wantedSpeed = 1.0;
    double achievedSpeed = 1.0;    ///< Of the last two seconds; 0 while paused.
    bool keepsUp = true;           ///< False: the machine is too slow for the wanted speed.
    bool paused = false;
    std::uint64_t answered = 0;    ///< Requests of its clients since the beginning: answered,
    std::uint64_t failed = 0;      ///< refused, lost with a connection, or not sent for want of a primary.
    std::vector<InjectedFault> faults;  ///< Put in by a person, oldest first; the last 100.
};

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::SimulationState)
