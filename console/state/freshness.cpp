// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an age means.
#include "console/state/freshness.h"

#include <algorithm>

namespace orrery::console {

Freshness FreshnessRule::judge(Duration age) const {
    if (age <= interval * 2) {
        return Freshness::Live;
    }
    return age <= interval * 5 ? Freshness::Late : Freshness::Stale;
}

Freshness worse(Freshness left, Freshness right) {
    if (left == Freshness::NotAvailable) {
        return right;
    }
    return right == Freshness::NotAvailable ? left : std::max(left, right);
}

std::string_view wordFor(Freshness freshness) {
    switch (freshness) {
    case Freshness::Live: return "live";
    case Freshness::Late: return "late";
    case Freshness::Stale: return "stale";
    case Freshness::Unknown: return "unknown";
    case Freshness::NotAvailable: return "n/a";
    }
    return "unknown";
}

}  // namespace orrery::console
