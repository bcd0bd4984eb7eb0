// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ctl/words.h"

#include <array>
#include <cstdio>

namespace orrery::ctl {
namespace {

std::string oneDecimal(double number, const char* unit) {
    std::array<char, 48> text;
    std::snprintf(text.data(), text.size(), "%.1f %s", number, unit);
    return text.data();
}

}  // namespace

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t place = digits.size(); place > 3; place -= 3) {
        digits.insert(place - 3, ",");
    }
    return digits;
}

std::string bytesText(std::uint64_t bytes) {
    constexpr std::array<const char*, 4> units{"KiB", "MiB", "GiB", "TiB"};
    if (bytes < 1024) {
        return std::to_string(bytes) + " B";
    }
    double number = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    for (; number >= 1024 && unit + 1 < units.size(); ++unit) {
        number /= 1024;
    }
    return oneDecimal(number, units[unit]);
}

std::string durationText(std::optional<Duration> span) {
    if (!span) {
        return "-";
    }
    const double millis = static_cast<double>(span->micros) / 1000;
    if (millis < 1000) {
        return oneDecimal(millis, "ms");
    }
    return millis < 120'000 ? oneDecimal(millis / 1000, "s") : oneDecimal(millis / 60'000, "min");
}

std::string counted(std::uint64_t number, const std::string& noun) {
    return grouped(number) + " " + noun + (number == 1 ? "" : "s");
}

}  // namespace orrery::ctl
