// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The clocks of this process, and what it costs the machine. The only place where the grid's processes
// ask for the time: the cores are told it with every call.
#pragma once

#include "cluster/core/node.h"
#include "cluster/core/unit_core.h"

namespace orrery::runtime {

/// Boot-time clock (runs on while the machine sleeps, never jumps) and wall clock, now.
core::Moment currentMoment();

/// Measures resident memory and the share of one core used since the sample before.
class ProcessMeter {
public:
    /// Reads /proc/self/statm and the process clock. The first sample's CPU share is that since the start.
    core::ProcessFigures sample(core::Moment moment);

private:
    Instant m_lastInstant;
    std::int64_t m_lastCpuMicros = 0;
};

}  // namespace orrery::runtime
