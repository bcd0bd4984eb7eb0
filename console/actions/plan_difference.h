// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What changed between two plans of one action, so that a person who had read the first need not read
// the second from the start. Compares what matters to a decision, not every byte.
#pragma once

#include <vector>

#include <QString>

#include "shared/model/plan.h"

namespace orrery::console {

struct PlanDifference {
    QString label;   ///< "Primaries moved"
    QString before;
    QString after;
    friend bool operator==(const PlanDifference&, const PlanDifference&) = default;
};

/// The effects in which `after` differs from `before`, most important first. Empty: only the epoch is another.
std::vector<PlanDifference> differences(const model::Plan& before, const model::Plan& after);

}  // namespace orrery::console
