// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ranking of alarms.
#include "console/state/alarm.h"

#include <algorithm>
#include <map>

namespace orrery::console {

Priority priorityOf(AlarmKind kind) {
    switch (kind) {
    case AlarmKind::PartitionLost: return Priority::Critical;
    case AlarmKind::UnitDead:
    case AlarmKind::UnitUnhealthy:
    case AlarmKind::PartitionUnderReplicated:
    case AlarmKind::PumpBlocked: return Priority::High;
    case AlarmKind::PumpBackingOff: return Priority::Medium;
    }
    return Priority::High;
}

std::vector<std::uint32_t> countByPriority(const std::vector<Alarm>& alarms) {
    std::vector<std::uint32_t> counts(4, 0);
    for (const Alarm& alarm : alarms) {
        if (alarm.active && alarm.state != AlarmState::Shelved) {
            ++counts[static_cast<std::size_t>(alarm.priority)];
        }
    }
    return counts;
}

std::vector<const Alarm*> topAlarms(const std::vector<Alarm>& alarms, std::size_t limit) {
    const auto rank = [](const Alarm& alarm) {
        const bool open = alarm.state == AlarmState::Unacknowledged;
        return std::tuple(alarm.active ? 0 : 1, open ? 0 : 1, alarm.priority,
                          -alarm.raisedAt.at.micros);
    };
    std::map<AlarmId, const Alarm*> groups;
    for (const Alarm& alarm : alarms) {
        if (alarm.state == AlarmState::Shelved) {
            continue;
        }
        const Alarm*& shown = groups[alarm.cause];
        const bool better = !shown || (alarm.active && !shown->active) ||
                            (alarm.priority < shown->priority && alarm.active) ||
                            (alarm.firstOut() && alarm.active && alarm.priority == shown->priority);
        shown = better ? &alarm : shown;
    }
    std::vector<const Alarm*> result;
    for (const auto& [cause, alarm] : groups) {
        result.push_back(alarm);
    }
    std::stable_sort(result.begin(), result.end(), [&](const Alarm* left, const Alarm* right) {
        return rank(*left) < rank(*right);
    });
    result.resize(std::min(result.size(), limit));
    return result;
}

}  // namespace orrery::console
