// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/clocks.h"

#include <time.h>
#include <unistd.h>

#include <cstdio>

namespace orrery::runtime {

namespace {

std::int64_t microsOf(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1000000 + now.tv_nsec / 1000;
}

std::uint64_t residentBytes() {
    FILE* file = std::fopen("/proc/self/statm", "re");
    if (file == nullptr) {
        return 0;
    }
    unsigned long long total = 0;
    unsigned long long resident = 0;
    const int found = std::fscanf(file, "%llu %llu", &total, &resident);
    std::fclose(file);
    return found == 2 ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace

core::Moment currentMoment() {
    return core::Moment{Instant{microsOf(CLOCK_BOOTTIME)},
                        WallTime{microsOf(CLOCK_REALTIME) / 1000}};
}

core::ProcessFigures ProcessMeter::sample(core::Moment moment) {
    const std::int64_t cpuMicros = microsOf(CLOCK_PROCESS_CPUTIME_ID);
    const std::int64_t elapsed = (moment.instant - m_lastInstant).micros;
    core::ProcessFigures figures;
    figures.residentBytes = residentBytes();
    if (elapsed > 0) {
        figures.cpuPermille =
            static_cast<std::uint32_t>((cpuMicros - m_lastCpuMicros) * 1000 / elapsed);
    }
    m_lastInstant = moment.instant;
    m_lastCpuMicros = cpuMicros;
    return figures;
}

}  // namespace orrery::runtime
