// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Settings and log lines of a unit as they may stand on screen: what a line asks of a person, and what of both
// stays in a picture under other names.
#pragma once

#include <QString>

#include "console/state/grid_snapshot.h"

namespace orrery::console {

/// The word that stands second in a line of the grid's logs. Plain: it is no such line.
enum class LogWeight { Plain, Debug, Info, Warning, Error };
LogWeight weightOf(const QString& line);

/// `line` as it may be shown with `snapshot`. Under other names only its time and weight stay: nothing can tell
/// what else stands in it.
QString shownLogLine(const GridSnapshot& snapshot, const QString& line);

/// The value of a setting the same way: under other names only numbers of bytes, levels and whether a secret is
/// set stay; names, addresses and places are removed.
QString shownSetting(const GridSnapshot& snapshot, const QString& name, const QString& value);

}  // namespace orrery::console
