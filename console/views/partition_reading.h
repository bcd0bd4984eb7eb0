// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the map reads a partition: which chips it belongs to, which step its lag stands on, and the
// sentence that stands for it where it is not seen. Pure functions on a snapshot.
#pragma once

#include <QString>
#include <optional>

#include "console/state/grid_snapshot.h"

namespace orrery::console {

/// The chips above the map; cells that do not belong fade.
enum class MapFilter { All, Moving, UnderReplicated, OneCopy, Hot, Lost };

/// What a single partition is measured against.
struct MapScale {
    double busiest = 0;  ///< Operations per second of the busiest partition; 0: none known.
    double mean = 0;     ///< Of those whose rate is known.
};

MapScale scaleOf(const GridSnapshot& snapshot);

/// Hot is three times the mean and more; everything else follows from the table.
bool belongsTo(MapFilter filter, const PartitionView& view, const MapScale& scale);
int countOf(MapFilter filter, const GridSnapshot& snapshot, const MapScale& scale);

/// The worst lag of the links from its primary to its copies; none while none of them is known.
std::optional<Duration> lagOf(const GridSnapshot& snapshot, PartitionId partition);
/// 0: below 10 ms or unknown; 1: 10 ms and more; 2: 100 ms; 3: a second.
int lagStep(std::optional<Duration> lag);

/// "partition 137, primary b1, 2 copies in sync, lag 2 ms"
QString sentenceOf(const GridSnapshot& snapshot, PartitionId partition);
/// The same for the pointer, a fact a line, with hosts, backups and sizes.
QString linesOf(const GridSnapshot& snapshot, PartitionId partition);

}  // namespace orrery::console
