// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Look-ups in a snapshot.
#include "console/state/grid_snapshot.h"

#include <algorithm>

namespace orrery::console {

const UnitView* GridSnapshot::unitView(UnitId id) const {
    const auto found =
        std::lower_bound(units.begin(), units.end(), id,
                         [](const UnitView& view, UnitId wanted) { return view.id < wanted; });
    return found != units.end() && found->id == id ? &*found : nullptr;
}

const model::UnitDescription* GridSnapshot::unit(UnitId id) const {
    return model::findUnit(*state, id);
}

const PartitionView* GridSnapshot::partitionView(PartitionId id) const {
    return id.value < partitions.size() ? &partitions[id.value] : nullptr;
}

const model::PartitionDescription* GridSnapshot::partition(PartitionId id) const {
    return id.value < state->partitions.size() ? &state->partitions[id.value] : nullptr;
}

const LinkView* GridSnapshot::link(UnitId from, UnitId to) const {
    const auto found =
        std::lower_bound(links.begin(), links.end(), std::pair(from, to),
                         [](const LinkView& view, const std::pair<UnitId, UnitId>& wanted) {
                             return std::pair(view.from, view.to) < wanted;
                         });
    return found != links.end() && found->from == from && found->to == to ? &*found : nullptr;
}

QString GridSnapshot::unitName(UnitId id) const {
    const model::UnitDescription* description = unit(id);
    return description ? QString::fromStdString(description->name)
                       : QStringLiteral("unit %1").arg(id.value);
}

SnapshotPointer emptySnapshot() {
    static const SnapshotPointer empty = [] {
        auto snapshot = std::make_shared<GridSnapshot>();
        snapshot->state = std::make_shared<const model::GridState>();
        return SnapshotPointer(std::move(snapshot));
    }();
    return empty;
}

}  // namespace orrery::console
