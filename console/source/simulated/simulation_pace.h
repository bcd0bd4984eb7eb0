// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a simulated grid's time should be by now, and how fast it really goes. When the machine cannot
// keep up, the time it owes is let go rather than piled up, and the achieved speed says so. Plain object:
// real time comes in with the calls.
#pragma once

#include <deque>

#include "shared/base/time.h"

namespace orrery::console {

class SimulationPace {
public:
    /// More real time than this is never owed: the grid falls behind instead of racing after.
    static constexpr Duration mostOwed = milliseconds(250);
    /// The achieved speed is that of the last so much real time.
    static constexpr Duration window = seconds(2);

    explicit SimulationPace(double speed) : m_speed(speed) {}

    void setSpeed(double speed);
    double speed() const { return m_speed; }
    /// `real` has passed since the last call, with the grid meant to run.
    void passed(Duration real);
    /// Of the grid's time, to be run now; never negative.
    Duration owed() const;
    /// The grid was run for `span` of its time.
    void ran(Duration span);
    /// Grid time per real time over the window; what is wanted as long as too little has passed to tell.
    double achieved() const;
    /// False when the machine is too slow for the wanted speed.
    bool keepsUp() const;
    /// Forgets what was owed and measured, as after a pause.
    void restart();

private:
    struct Stretch { Duration real; Duration grid; };

    double m_speed;
    double m_owed = 0.0;  ///< Microseconds of the grid's time.
    std::deque<Stretch> m_stretches;
    Stretch m_sum;        ///< Over m_stretches.
};

}  // namespace orrery::console
