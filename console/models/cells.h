// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Making of cells: a value, its text and its freshness in one go.
#pragma once

#include <optional>

#include "console/models/snapshot_table_model.h"
#include "console/state/formatting.h"

namespace orrery::console {

using Cell = SnapshotTableModel::Cell;

/// Where a cell's value comes from, and how old it is.
struct Age {
    Duration age;
    Freshness freshness = Freshness::Live;
};

/// What the table says: as old as the last word of the controller.
inline Age tableAge(const GridSnapshot& snapshot) {
    return {snapshot.tableAge, snapshot.tableFreshness};
}
inline Age ageOf(const UnitView& unit) { return {unit.age, unit.freshness}; }

Cell textCell(const QString& text, Age age = {});
Cell countCell(std::optional<std::uint64_t> count, Age age);
Cell rateCell(std::optional<double> perSecond, Age age);
Cell durationCell(std::optional<Duration> duration, Age age);
Cell bytesCell(std::optional<std::uint64_t> bytes, Age age);
Cell ratioCell(std::optional<double> ratio, Age age);
Cell unknownCell();
QString textFrom(std::string_view word);

}  // namespace orrery::console
