// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Points and spans of time as plain numbers. There is no "now" here: time enters the pure rooms only
// inside events, so that a simulator can own it.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace orrery {

/// Sums, differences and products that stop at the ends of the range: times come from peers, files and clocks that
/// may claim anything, and whatever they claim has a meaning here.
namespace saturated {

constexpr std::int64_t end(bool isNegative) {
    return isNegative ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}
constexpr std::int64_t sum(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    return __builtin_add_overflow(a, b, &result) ? end(a < 0) : result;
}
constexpr std::int64_t difference(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    return __builtin_sub_overflow(a, b, &result) ? end(a < 0) : result;
}
constexpr std::int64_t product(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    return __builtin_mul_overflow(a, b, &result) ? end((a < 0) != (b < 0)) : result;
}

}  // namespace saturated

/// A span of time in microseconds; may be negative.
struct Duration {
    std::int64_t micros = 0;
    friend auto operator<=>(const Duration&, const Duration&) = default;
    constexpr std::int64_t millis() const { return micros / 1000; }
};

constexpr Duration microseconds(std::int64_t count) { return Duration{count}; }
constexpr Duration milliseconds(std::int64_t count) { return Duration{saturated::product(count, 1000)}; }
constexpr Duration seconds(std::int64_t count) { return Duration{saturated::product(count, 1000000)}; }

/// A point on the boot-time clock of one machine, in microseconds. Comparable only within it.
struct Instant {
    std::int64_t micros = 0;
    friend auto operator<=>(const Instant&, const Instant&) = default;
};

constexpr Instant operator+(Instant start, Duration span) { return Instant{saturated::sum(start.micros, span.micros)}; }
constexpr Instant operator-(Instant end, Duration span) { return Instant{saturated::difference(end.micros, span.micros)}; }
constexpr Duration operator-(Instant end, Instant start) { return Duration{saturated::difference(end.micros, start.micros)}; }
constexpr Duration operator+(Duration a, Duration b) { return Duration{saturated::sum(a.micros, b.micros)}; }
constexpr Duration operator*(Duration span, std::int64_t factor) { return Duration{saturated::product(span.micros, factor)}; }

/// Wall-clock time, milliseconds since 1970-01-01 UTC. For expiry of entries and for people only:
/// no decision about who leads or who is alive rests on it.
struct WallTime {
    std::int64_t millis = 0;
    friend auto operator<=>(const WallTime&, const WallTime&) = default;
};

constexpr Duration operator-(WallTime end, WallTime start) {
    return milliseconds(saturated::difference(end.millis, start.millis));
}

}  // namespace orrery
