// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Freshness as a type: no figure without its age. What was never seen is unknown, not zero; what is
// old stays visible and says how old it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "shared/base/time.h"

namespace orrery::console {

enum class Freshness : std::uint8_t {
    Live,          ///< Age up to twice the source's interval.
    Late,          ///< Up to five times.
    Stale,         ///< Older, or the link to the source is lost.
    Unknown,       ///< Never seen.
    NotAvailable,  ///< The source's protocol does not give it.
};

/// How often a value is expected, and what an age means then.
struct FreshnessRule {
    Duration interval = milliseconds(500);

    /// Live up to 2 x interval, Late up to 5 x, Stale above.
    Freshness judge(Duration age) const;
};

/// The worse of two; NotAvailable gives way to everything else.
Freshness worse(Freshness left, Freshness right);

/// "live", "late", "stale", "unknown", "n/a".
std::string_view wordFor(Freshness freshness);

/// A value, how old it is and what that means. Invariant: no value if and only if the freshness is
/// Unknown or NotAvailable.
template <typename Value>
struct Aged {
    std::optional<Value> value;
    Duration age;
    Freshness freshness = Freshness::Unknown;

    static Aged of(Value value, Duration age, Freshness freshness) {
        return Aged{std::move(value), age, freshness};
    }
    /// Never seen.
    static Aged unknown() { return {}; }
    static Aged notAvailable() { return Aged{std::nullopt, {}, Freshness::NotAvailable}; }
    /// `value` if there is one, else unknown.
    static Aged maybe(std::optional<Value> value, Duration age, Freshness freshness) {
        return value ? of(std::move(*value), age, freshness) : unknown();
    }

    bool known() const { return value.has_value(); }
    bool live() const { return freshness == Freshness::Live; }
    friend bool operator==(const Aged&, const Aged&) = default;
};

}  // namespace orrery::console
