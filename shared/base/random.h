// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A seeded generator (SplitMix64, Steele, Lea and Flood 2014). Same seed, same numbers, on every
// machine. There is no default seed: chance enters from outside, like time.
#pragma once

#include <cstdint>

#include "shared/base/assert.h"

namespace orrery {

class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    /// 64 uniformly distributed bits.
    std::uint64_t next() {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31);
    }

    /// A number in [0, bound). `bound` must be positive. The bias is below 2^-32 for bounds below 2^32.
    std::uint64_t below(std::uint64_t bound) {
        ORRERY_ASSERT(bound > 0);
        return next() % bound;
    }

    /// True `numerator` times out of `denominator`.
    bool chance(std::uint64_t numerator, std::uint64_t denominator) { return below(denominator) < numerator; }

private:
    std::uint64_t m_state;
};

}  // namespace orrery
