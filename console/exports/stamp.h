// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands under every exported picture and over every exported table: which grid, which time, how
// fresh, by which program. A picture without it proves nothing a day later.
#pragma once

#include <QString>
#include <QStringList>

#include "console/state/grid_snapshot.h"
#include "console/state/time_cursor.h"

namespace orrery::console {

struct Stamp {
    QString grid;
    QString view;        ///< "Partitions"
    QString mode;        ///< "LIVE", "REPLAY", "SIMULATED"
    QString shown;       ///< The moment shown, ISO 8601 in UTC.
    QString from, to;    ///< The range of time the view's curves cover; empty: the view has none.
    QString freshness;   ///< "6 of 6 units reporting, oldest 485 ms", "no contact for 12 s"
    QString version;     ///< "Orrery 0.1.0"

    /// All of it in one line, for the foot of a picture.
    QString line() const;
    /// "name: value" lines, for the head of a text file.
    QStringList lines() const;
};

/// The stamp of what `snapshot` shows. `range` is empty for views without curves.
Stamp stampOf(const GridSnapshot& snapshot, const QString& view, const QString& mode,
              std::optional<TimeRange> range);

}  // namespace orrery::console
