// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The store as one unit sees it: whether it fails, since when, how often. A trouble begins with the first
// failure and is over when the store has done its work again and no failure came for a while, so that a
// store that stumbles on and off is one trouble and not a hundred. Only beginning and end are told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "shared/base/time.h"

namespace orrery::core {

enum class StoreHealth : std::uint8_t { Well, Troubled };

/// How a unit stands with its store.
struct StoreStanding {
    StoreHealth health = StoreHealth::Well;
    std::string text;              ///< The store's words at the first failure; at most StoreTrouble::longestText bytes.
    Duration lasted;               ///< From the first failure until the store worked again; so far while troubled.
    std::uint64_t failures = 0;
};

class StoreTrouble {
public:
    static constexpr std::size_t longestText = 300;
    static constexpr Duration quietFor = seconds(1);

    /// A request failed and is tried again.
    void failed(const std::string& text, Instant now);
    /// A request was carried out.
    void succeeded(Instant now);
    /// What is news since the last call: a trouble has begun, or is over.
    std::optional<StoreStanding> takeNews(Instant now);
    /// How it stands; none while nothing ever failed.
    std::optional<StoreStanding> standing(Instant now) const;

private:
    StoreStanding standingAt(Instant now) const;

    StoreHealth m_told = StoreHealth::Well;
    std::string m_text;
    std::uint64_t m_failures = 0;           ///< Of the present or last trouble; 0: there was none.
    Instant m_firstFailure;
    Instant m_lastFailure;
    std::optional<Instant> m_workedAt;      ///< First success since the last failure.
};

}  // namespace orrery::core
