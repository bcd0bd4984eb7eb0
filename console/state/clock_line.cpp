// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/clock_line.h"

#include <algorithm>

namespace orrery::console {
namespace {

bool isBefore(Instant at, const Moment& anchor) { return at < anchor.at; }

}  // namespace

void ClockLine::note(const Moment& moment) {
    if (!m_anchors.empty()) {
        if (moment.at < m_newest) {
            return;
        }
        m_newest = moment.at;
        const Duration set = offset(moment) + offset(m_anchors.back()) * -1;
        if (set < leastDrift && set > leastDrift * -1) {
            return;
        }
    }
    m_newest = moment.at;
    m_anchors.push_back(moment);
    if (m_anchors.size() > capacity) {
        m_anchors.erase(m_anchors.begin());
    }
}

Moment ClockLine::momentAt(Instant at) const {
    if (m_anchors.empty()) {
        return {};
    }
    const auto behind = std::upper_bound(m_anchors.begin(), m_anchors.end(), at, isBefore);
    const Moment& anchor = behind == m_anchors.begin() ? m_anchors.front() : *std::prev(behind);
    return {at, wallTimeOf(at, anchor)};
}

Instant ClockLine::instantOf(WallTime wall) const {
    Instant nearest;
    std::optional<Duration> distance;
    Instant end = m_newest;
    for (auto anchor = m_anchors.rbegin(); anchor != m_anchors.rend(); ++anchor) {
        const Instant at = anchor->at + (wall - anchor->wall);
        const bool isFirst = std::next(anchor) == m_anchors.rend();
        if (at <= end && (isFirst || at >= anchor->at)) {
            return at;
        }
        const Instant edge = at > end ? end : anchor->at;
        const Duration away = at > end ? at - end : anchor->at - at;
        if (!distance || away < *distance) {
            distance = away;
            nearest = edge;
        }
        end = anchor->at;
    }
    return nearest;
}

std::vector<ClockStep> ClockLine::steps() const {
    std::vector<ClockStep> steps;
    for (std::size_t index = 1; index < m_anchors.size(); ++index) {
        const Duration by = offset(m_anchors[index]) + offset(m_anchors[index - 1]) * -1;
        if (by >= leastStep || by <= leastStep * -1) {
            steps.push_back({m_anchors[index].at, by});
        }
    }
    return steps;
}

}  // namespace orrery::console
