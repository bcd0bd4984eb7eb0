// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One cursor for all.
#include "console/state/time_cursor.h"

#include <algorithm>

namespace orrery::console {

void TimeCursor::setPoint(std::optional<Instant> point) {
    if (point != m_point) {
        m_point = point;
        Q_EMIT pointChanged();
    }
}

void TimeCursor::setSpan(Duration span) {
    const Duration limited = std::clamp(span, seconds(10), seconds(24 * 3600));
    if (limited != m_span) {
        m_span = limited;
        Q_EMIT rangeChanged();
    }
}

void TimeCursor::setFixedRange(std::optional<TimeRange> range) {
    if (range && range->to <= range->from) {
        return;
    }
    if (range != m_fixed) {
        m_fixed = range;
        Q_EMIT rangeChanged();
    }
}

TimeRange TimeCursor::rangeAt(Instant now) const {
    return m_fixed ? *m_fixed : TimeRange{now - m_span, now};
}

}  // namespace orrery::console
