// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ranking of alarms.
#include "console/state/alarm.h"

#include <algorithm>
#include <map>

#include <QCoreApplication>

#include "console/state/alarm_catalogue.h"

namespace orrery::console {

bool Alarm::calls() const {
    return active && (state == AlarmState::Unacknowledged || state == AlarmState::Acknowledged);
}

int priorityOf(model::Severity severity) {
    switch (severity) {
    case model::Severity::Critical: return 1;
    case model::Severity::High: return 2;
    case model::Severity::Medium: return 3;
    case model::Severity::Notice: return 0;
    }
    return 0;
}

Priority priorityOf(AlarmKind kind) { return definitionOf(kind).priority; }

QString wordsOf(AlarmState state) {
    const auto words = [](const char* text) {
        return QCoreApplication::translate("AlarmState", text);
    };
    switch (state) {
    case AlarmState::Unacknowledged:
        return words(QT_TRANSLATE_NOOP("AlarmState", "not acknowledged"));
    case AlarmState::Acknowledged: return words(QT_TRANSLATE_NOOP("AlarmState", "acknowledged"));
    case AlarmState::ReturnedUnacknowledged:
        return words(QT_TRANSLATE_NOOP("AlarmState", "over, not acknowledged"));
    case AlarmState::Shelved: return words(QT_TRANSLATE_NOOP("AlarmState", "shelved"));
    case AlarmState::SuppressedByDesign:
        return words(QT_TRANSLATE_NOOP("AlarmState", "suppressed"));
    case AlarmState::OutOfService: return words(QT_TRANSLATE_NOOP("AlarmState", "out of service"));
    case AlarmState::Normal: return words(QT_TRANSLATE_NOOP("AlarmState", "normal"));
    }
    return {};
}

std::vector<std::uint32_t> countByPriority(const std::vector<Alarm>& alarms) {
    std::vector<std::uint32_t> counts(4, 0);
    for (const Alarm& alarm : alarms) {
        counts[static_cast<std::size_t>(alarm.priority)] += alarm.calls();
        for (std::size_t priority = 1; priority < counts.size(); ++priority) {
            counts[priority] += alarm.folded[priority];
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
        if (!alarm.calls() && alarm.state != AlarmState::ReturnedUnacknowledged) {
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
