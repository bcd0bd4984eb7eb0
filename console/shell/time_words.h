// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Moments as people type them: "13:58", "13:58:02", "2026-11-20 13:58", "-5m", "-90s", "-2h". UTC.
#pragma once

#include <optional>

#include <QString>

#include "shared/base/time.h"

namespace orrery::console {

/// The moment `words` mean, seen from `now`: a time of day is the last one that is not after `now`.
/// None when they mean no moment.
std::optional<WallTime> wallTimeFrom(const QString& words, WallTime now);

}  // namespace orrery::console
