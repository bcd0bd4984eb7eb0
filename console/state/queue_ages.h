// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How old the writes in a pump's queue are, by classes. A unit tells only the age of its oldest
// one; the rest follows from its own counter of accepted writes: a queue of n writes holds the last
// n that were accepted, and the samples of the last minute say when those came in.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

#include "shared/base/time.h"
#include "shared/model/telemetry.h"

namespace orrery::console {

/// Writes younger than 1 s, 10 s and 60 s, and older ones. Their sum is the queue's length.
using AgeClasses = std::array<std::uint64_t, 4>;
inline constexpr std::array<Duration, 3> ageLimits = {seconds(1), seconds(10), seconds(60)};

class QueueAges {
public:
    /// Takes a sample that came at `at`, not before the one before.
    void add(Instant at, const model::PumpTelemetry& counters);
    /// Forgets the samples: another life of the unit counts anew.
    void clear() { m_samples.clear(); }
    /// The classes at the last sample. None while the samples do not reach back as far as the
    /// oldest queued write and it is older than a second.
    std::optional<AgeClasses> classes(const model::PumpTelemetry& counters) const;

private:
    static constexpr std::size_t capacity = 256;
    struct Sample {
        Instant at;
        std::uint64_t accepted;
    };
    std::optional<std::uint64_t> acceptedSince(Duration span) const;

    std::deque<Sample> m_samples;  ///< Of the last minute, and one older.
};

}  // namespace orrery::console
