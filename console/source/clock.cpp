// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading of the clocks.
#include "console/source/clock.h"

#include <ctime>

#include <QFile>

namespace orrery::console {
namespace {

std::int64_t microsOf(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1'000;
}

}  // namespace

Moment currentMoment() {
    return Moment{Instant{microsOf(CLOCK_BOOTTIME)}, WallTime{microsOf(CLOCK_REALTIME) / 1'000}};
}

std::string clockName() {
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? file.readLine(64).trimmed().toStdString() : std::string();
}

}  // namespace orrery::console
