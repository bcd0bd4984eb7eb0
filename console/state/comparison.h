// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What differs between two pictures: figures with their difference, states of units, leaders and copies of
// partitions. Pure; the pictures may be of two moments or of two recordings.
#pragma once

#include <vector>

#include <QString>

#include "console/state/grid_snapshot.h"

namespace orrery::console {

enum class DifferenceKind { Figure, Unit, Partition };

struct Difference {
    DifferenceKind kind = DifferenceKind::Figure;
    QString subject;  ///< "Requests", "b2", "Partition 201"
    QString what;     ///< "state", "copies"; empty for figures.
    QString before;   ///< In the first picture; "–" when it is unknown there.
    QString after;
    QString change;   ///< "+1,204", "–" without two known figures; empty where there is no such thing.
    friend bool operator==(const Difference&, const Difference&) = default;
};

/// Figures always stand first, whether they differ or not; of units and partitions only what differs.
/// Units are matched by number, partitions by number.
std::vector<Difference> compareSnapshots(const GridSnapshot& before, const GridSnapshot& after);

}  // namespace orrery::console
