// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures as words, the same everywhere: thousands separated, three significant places at most
// where the size is what matters, times in UTC, "–" for what is unknown.
#pragma once

#include <cstdint>
#include <optional>

#include <QString>

#include "console/state/freshness.h"
#include "shared/base/time.h"

namespace orrery::console {

/// A figure apart from its unit, so that a large figure can have a small unit.
struct Figure {
    QString number;
    QString unit;
    /// "41.8 k/s"; only the number when there is no unit.
    QString joined() const;
    friend bool operator==(const Figure&, const Figure&) = default;
};

/// "–": never seen.
QString unknownText();
/// "1,204"
QString formatCount(std::uint64_t count);
/// "1,204" or "1,204.5"
QString formatNumber(double number, int decimals = 0);
/// {"41.8", "k/s"}, {"120", "/s"}
Figure formatRate(double perSecond);
/// {"38", "ms"}, {"3.1", "ms"}, {"4.2", "s"}, {"41", "min"}, {"3.2", "h"}, {"2.1", "d"}
Figure formatDuration(Duration duration);
/// Decimal: {"1.4", "MB"}
Figure formatBytes(std::uint64_t bytes);
/// {"97.4", "%"} of a ratio 0 .. 1
Figure formatRatio(double ratio);
/// "00:06", "1:02:13": time since something began.
QString formatElapsed(Duration duration);
/// "just now", "12 s ago", "3 min ago", "2 h ago"
QString formatAge(Duration age);
/// "2026-11-20 14:02:37 UTC"
QString formatDateTime(WallTime time);
/// "14:02:37", UTC
QString formatClock(WallTime time);
/// "14:02:37.108", UTC
QString formatClockMillis(WallTime time);
/// "2026-11-20T14:02:37.108Z"
QString formatIso(WallTime time);
/// Text of an aged value: as it is when live or late, in brackets when stale, "–" or "n/a" without
/// one.
QString formatAged(const QString& text, Freshness freshness);
/// "1 partition", "3 partitions"
QString formatPlural(std::uint64_t count, const QString& one, const QString& many);

}  // namespace orrery::console
